#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "roundtrip/script_run.h"

namespace migcheck {

// A statement that a running migration has sent, with its parameters in their places.
struct ExecutedStatement {
  std::string revision;
  std::size_t line = 0;  // of the revision's file, from 1
  std::string sql;

  bool operator==(const ExecutedStatement&) const = default;
};

// What happened when Alembic ran one or more revisions. Everything that succeeded is committed.
struct AlembicRun {
  ScriptRun script;      // as of run_script(); `skipped` stays empty
  std::string revision;  // where `script.failure` is: the one that failed

  // Without Alembic's own, in order; also of what was rolled back.
  std::vector<ExecutedStatement> executed;
  std::size_t left_out = 0;  // how many more there were, beyond ten thousand
};

}  // namespace migcheck
