#pragma once

#include <string>
#include <vector>

#include "core/revision.h"
#include "postgres/connection.h"
#include "postgres/difference.h"
#include "roundtrip/script_run.h"

namespace migcheck {

// PostgreSQL's message, and where we know more than it says, a line with that: an extension that is
// not installed, something that only a superuser may do.
std::string explain(const SqlFailure& failure, const std::string& sql);

// The name in double quotes that comes first in a message: what it is about. Empty: none.
std::string first_quoted(const std::string& text);

// "line 12: depends on the result of a query", one line each; with the file where it is not the
// revision's own.
std::string list_skipped(const Revision& revision, const std::vector<SkippedStatement>& skipped);

// One line per difference.
std::vector<std::string> lines_of(const std::vector<SchemaDifference>& differences);

// Whether the difference is only that an enum type has more values than before, and all that the
// upgrade had given it: the downgrade has not made the type anew.
bool is_enum_value_left(const SchemaDifference& difference, const Snapshot& upgraded);

}  // namespace migcheck
