#pragma once

#include "core/direction.h"
#include "core/revision.h"
#include "roundtrip/rows/variety.h"
#include "roundtrip/script_run.h"

namespace migcheck {

// Because of what a statement fails on rows, and not without them.
//   any_rows    there being any: no row of the table will do
//   values      values that only some rows have
//   constraint  likewise, and it is what a constraint that the statement adds is to keep out
enum class RowCause { any_rows, values, constraint };

// Of a run with such rows that has failed, where one with easier rows, or without any, does not.
RowCause row_cause(const ScriptRun& run, Direction direction, RowVariety rows,
                   const Revision& revision);

}  // namespace migcheck
