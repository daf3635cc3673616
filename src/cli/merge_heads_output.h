#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dialect/graph.h"
#include "dialect/merge_heads.h"
#include "report/format.h"

namespace migcheck {

// What `migcheck merge-heads` has worked out for one group of heads that have to become one.
struct HeadsPlan {
  const RevisionGraph* graph = nullptr;
  std::string history;  // its name, for projects that have several
  std::vector<std::size_t> heads;
  bool rebased = false;  // the chosen strategy: rebase, else merge
  Rebase rebase;
  MergeRevision merge;
  std::vector<std::string> written;  // paths, relative to the root
};

struct HeadsReport {
  std::string base;                // as it was named; empty when there is none
  std::size_t histories = 0;       // that were looked at
  std::vector<std::string> heads;  // all of theirs, those that are to stay apart included
  std::vector<HeadsPlan> plans;
  std::vector<std::string> notes;
};

// The difference that a plan's rebase makes, as `git apply` takes it.
std::string rebase_diff(const HeadsPlan& plan);

std::string render_heads_text(const HeadsReport& report, Color color);

// See docs/json-report.md.
std::string render_heads_json(const HeadsReport& report);

}  // namespace migcheck
