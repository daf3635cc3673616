#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/direction.h"

namespace migcheck {

// A statement that a running migration has sent, with its parameters in their places.
struct ExecutedStatement {
  std::string revision;
  std::size_t line = 0;  // of the revision's file, from 1: the innermost call there
  std::string sql;
  bool cut = false;         // only the beginning of it
  bool autocommit = false;  // no transaction was begun for it

  bool operator==(const ExecutedStatement&) const = default;
};

// Everything that one direction of a revision has executed, from its beginning to its end.
struct ExecutedScript {
  std::string revision;
  Direction direction = Direction::upgrade;
  std::vector<ExecutedStatement> statements;  // in order
};

}  // namespace migcheck
