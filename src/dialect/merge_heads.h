#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "dialect/alembic/file_name.h"
#include "dialect/graph.h"

namespace migcheck {

// Groups of two or more heads that have to become one. Heads with different branch labels are
// branches that the project keeps apart on purpose (Alembic: "Working with Branches"), so only
// heads with the same set of labels belong together. The policy on several heads and `merge-heads`
// both ask this.
std::vector<std::vector<std::size_t>> heads_to_merge(const RevisionGraph& graph);

// What a project says about new revisions.
struct MergeSettings {
  std::string folder;  // where the file goes, relative to the root
  alembic::FileNaming naming;
  alembic::CreateDate date;
  std::optional<std::string> script_template;  // the project's script.py.mako, if it has one
};

// The revision that `alembic merge` would make.
struct MergeRevision {
  std::string id;       // made from the heads' ids: everyone who merges them gets the same
  std::string message;  // "merge heads a and b"
  std::string path;
  std::string text;
  std::string unsupported;  // what of script.py.mako could not be rendered: `text` is Alembic's
                            // default then; else empty
};

MergeRevision plan_merge(const RevisionGraph& graph, std::span<const std::size_t> heads,
                         const MergeSettings& settings);

// Putting the revisions that only the pull request has behind the base's head, by changing the
// down_revision of its first one.
struct Rebase {
  struct Step {
    std::size_t revision = 0;  // whose down_revision changes
    std::string onto;          // the new one
    std::string text;          // of its file afterwards
  };

  std::vector<Step> steps;  // one for each of the pull request's heads
  std::string impossible;   // why it cannot be done; empty when `steps` can
};

// `on_base`: the ids of the revisions that the base has.
Rebase plan_rebase(const RevisionGraph& graph, std::span<const std::size_t> heads,
                   const std::set<std::string>& on_base);

// The revision's file with another down_revision, in the assignment and in the docstring's
// "Revises:" line. Nothing where the assignment is not of a form that can be edited safely.
std::optional<std::string> with_down_revision(const Revision& revision, const std::string& id);

}  // namespace migcheck
