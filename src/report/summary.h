#pragma once

#include <string>

#include "core/report.h"

namespace migcheck {

// The last line of a report, in two parts, for the formats that people read. Plain text; names come
// from the repository and still have to be escaped for the format.

// "3 findings (2 errors, 1 warning), 1 suppressed".
std::string count_findings(const Summary& summary);

// "read 2 of 14 revisions and all 23 statements, merged with main (1a2b3c4); head 4d5e6f".
// What could not be read is said, so that "0 findings" means that everything was; so is how many
// statements have a prediction with an unknown: "all 23 statements, 2 not fully predicted".
std::string describe_scope(const Report& report);

// "passed", "failed" and so on of a rehearsal: "2 revisions: 1 passed, 1 failed".
std::string count_rehearsed(const RoundtripResult& roundtrip);

// "12.3 ms"; "-" for a step that was not reached.
std::string milliseconds(const std::optional<double>& value);

}  // namespace migcheck
