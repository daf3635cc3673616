#pragma once

#include <string>
#include <vector>

#include "core/finding.h"

namespace migcheck {

// How much a row says: each level says what the one before does, and more.
enum class FindingDetail { message, help, sql };

// Findings as a table of Markdown.
struct FindingsTable {
  std::string text;
  std::size_t shown = 0;  // how many of the findings it has
};

// The first rows, as many as fit into `bytes`. Without findings the text is empty.
FindingsTable findings_table(const std::vector<const Finding*>& findings, FindingDetail detail,
                             std::size_t bytes);

}  // namespace migcheck
