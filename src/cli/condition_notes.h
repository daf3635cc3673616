#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/revision.h"

namespace migcheck {

// What stands under a condition that is not known is judged as if it ran: that is said once for
// each reason, with the place of the first such condition.
class ConditionNotes {
 public:
  void add(const Revision& revision, Direction direction);

  // "db/a.py:12: 3 statements may not run: the condition depends on … (and 2 others like it)"
  void say(std::vector<std::string>& notes) const;

 private:
  struct Found {
    std::size_t statements = 0;
    SourceFilePtr file;  // of the first
    std::size_t place = 0;
    std::set<std::pair<std::string, std::size_t>> conditions;
  };

  std::map<std::string, Found> by_reason_;
};

}  // namespace migcheck
