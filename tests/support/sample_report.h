#pragma once

#include "core/report.h"

namespace migcheck::test {

// One report with everything that a format has to cope with: each severity and subject, several
// locks, suggestions, a suppressed finding, spans over many lines, odd and hostile characters, a
// file without a line, a rehearsal that failed. The goldens in tests/golden show it in each format.
Report sample_report();

// The part of it that docs/json-report.md shows.
Report example_report();

// The same project without a finding.
Report clean_report();

}  // namespace migcheck::test
