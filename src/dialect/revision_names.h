#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dialect/graph.h"

namespace migcheck {

// How a user names revisions, as Alembic understands it: an id or the beginning of one, a branch
// label, `base`, `head`, `heads`, `LABEL@head`, `LABEL@heads`, `LABEL@ID`, and any of them with
// `+N` or `-N` behind it. Only ids of four characters and more have a beginning. Source: Alembic's
// documentation, "Partial Revision Identifiers", "Relative Migration Identifiers", "Working with
// Branches".

// A name's parts: "shop@abc-2" is {"shop", "abc", -2}.
struct RevisionName {
  std::string_view text;
  std::string_view label;
  std::string_view symbol;   // empty in "+1" and in "shop@-1"
  std::optional<int> steps;  // none: there is neither +N nor -N

  // Whether it counts from somewhere that it does not name.
  bool is_bare() const { return steps && symbol.empty(); }
};

RevisionName parse_revision_name(std::string_view text);

// Finds what names stand for. A name that stands for nothing, or for more than it may, is an Error
// that lists what was meant or what it could be. The graph must outlive it.
class RevisionNames {
 public:
  using Indices = std::vector<std::size_t>;

  explicit RevisionNames(const RevisionGraph& graph) : graph_(graph) {}

  // The revisions of a name: none for `base`, several for `heads`, the only one or none else. A
  // bare
  // `-N` counts from every head, a bare `+N` from base.
  Indices find(const RevisionName& name) const;

  // The same, if it is at most one; none is base.
  std::optional<std::size_t> find_one(const RevisionName& name) const;

  // The revision that the label is of, or that has this id.
  std::size_t find_branch(std::string_view label) const;

  // Those that are on the label's line of ancestors and descendants. An empty label keeps all.
  Indices on_branch(Indices revisions, std::string_view label) const;

  // Goes N steps up (or down, where N is negative) from a revision, or from base; up, it stays on
  // the label's branch where it has the choice. `text` is how the user wrote it.
  std::optional<std::size_t> walk(std::optional<std::size_t> from, int steps,
                                  std::string_view label, std::string_view text) const;

 private:
  Indices find_plain(std::string_view label, std::string_view symbol) const;
  std::size_t find_id(std::string_view label, std::string_view id) const;
  Indices find_partial(std::string_view id) const;
  std::optional<std::size_t> find_start(std::string_view label, std::string_view symbol) const;
  Indices real_heads() const;

  const RevisionGraph& graph_;
};

}  // namespace migcheck
