#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/revision.h"
#include "postgres/difference.h"
#include "roundtrip/script_run.h"

namespace migcheck {

// How many statements, and which was the first.
class SkippedCount {
 public:
  void add(const Revision& revision, const std::vector<SkippedStatement>& statements);
  void add(const SkippedCount& later);

  // "2 statements <what>; the first: versions/a.py, line 12: …", or "" for none.
  std::string text(const std::string& what) const;

 private:
  std::size_t count_ = 0;
  std::string first_;
};

// What of the upgrades so far could not be rehearsed: a later failure may come from it.
class Skipped {
 public:
  // Those of the upgrade of a revision that is behind us.
  void remember(const Revision& revision, const std::vector<SkippedStatement>& statements);

  // That some of the revision's upgrade are to come.
  void remember_upgrade(const Revision& revision) { incomplete_.push_back(&revision); }

  // What PostgreSQL misses may be what could not be read: earlier in the same revision, or in
  // another one that names it. A syntax error is one in any case.
  bool may_explain(const SqlFailure& failure, const Revision& revision) const;

  // Whether each difference, but for the order of columns, is of something that the text of one of
  // the statements names.
  bool may_explain(const std::vector<SchemaDifference>& differences) const;

  // "\nnote: 2 statements before it could not be rehearsed; the first: …", or "" for none.
  std::string note_for_failure() const;

 private:
  bool names(const SchemaDifference& difference) const;

  std::vector<const Revision*> incomplete_;  // whose upgrade had statements skipped
  std::vector<std::string> sources_;         // of the statements
  SkippedCount before_;
};

}  // namespace migcheck
