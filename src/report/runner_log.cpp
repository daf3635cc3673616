#include "report/runner_log.h"

#include <algorithm>

#include "core/text.h"

namespace migcheck {

namespace {

// Whether nothing but white space, or what may pass for it, stands before `::`.
bool may_be_command(std::string_view line) {
  const std::size_t colons = line.find("::");
  if (colons == std::string_view::npos) return false;
  const std::string_view before = line.substr(0, colons);
  return std::none_of(before.begin(), before.end(), [](char c) { return '!' <= c && c <= '~'; });
}

}  // namespace

std::string harmless_lines(std::string_view text) {
  if (text.find("::") == std::string_view::npos) return std::string(text);
  std::string lines;
  lines.reserve(text.size() + 16);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (may_be_command(line)) lines += "| ";
    lines += line;
    text.remove_prefix(line.size());
    if (text.empty()) break;
    lines += '\n';
    text.remove_prefix(1);
  }
  return lines;
}

}  // namespace migcheck
