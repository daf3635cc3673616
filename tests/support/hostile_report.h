#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/report.h"

namespace migcheck::test {

// What a pull request may call things, or write into its SQL and its comments, to make a report say
// or do something else: commands of GitHub's runner, Markdown, HTML, escape sequences, links of
// SARIF, ends of strings in each format. Every format has to show it and obey none of it.
const std::vector<std::string>& hostile_texts();

// A report with this text wherever a report has text that is not migcheck's own.
Report hostile_report(const std::string& text);

// A report of `count` findings, from notice to error in turn, in files of a hundred findings.
Report large_report(std::size_t count);

}  // namespace migcheck::test
