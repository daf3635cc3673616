#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/revision.h"
#include "roundtrip/script_run.h"

namespace migcheck {

// What of the revisions so far could not be rehearsed: a later failure may come from it.
class Skipped {
 public:
  void remember(const Revision& revision, const std::vector<SkippedStatement>& statements);

  // That statements of the revision's upgrade are among them.
  void remember_upgrade(const Revision& revision) { incomplete_.push_back(&revision); }

  // What PostgreSQL misses may be what could not be read: earlier in the same revision, or in
  // another one that names it. A syntax error is one in any case.
  bool may_explain(const SqlFailure& failure, const Revision& revision) const;

  // "\nnote: 2 statements before it could not be rehearsed; the first: …", or "" for none.
  std::string note_for_failure() const;

  // The same as a sentence of its own, for the end.
  std::string note() const;

 private:
  std::vector<const Revision*> incomplete_;  // whose upgrade had statements skipped
  std::size_t count_ = 0;
  std::string first_;  // "versions/a.py, line 12: depends on …"
};

}  // namespace migcheck
