#pragma once

#include <string>

#include "roundtrip/script_run.h"

namespace migcheck {

// Whether a run also says what each statement has locked.
enum class ReportLocks { no, yes };

// What happened when Alembic ran one or more revisions. Everything that succeeded is committed.
struct AlembicRun {
  ScriptRun script;      // as of run_script(); `skipped` stays empty
  std::string revision;  // where `script.failure` is: the one that failed
};

}  // namespace migcheck
