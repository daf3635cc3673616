#include "core/unified_diff.h"

#include <algorithm>
#include <vector>

namespace migcheck {

namespace {

constexpr std::size_t context = 3;

using Lines = std::vector<std::string_view>;

// With their line endings.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string marked(char mark, std::string_view line) {
  std::string text = mark + std::string(line);
  if (!line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
  return text;
}

std::string range(std::size_t begin, std::size_t end) {
  return std::to_string(begin + 1) + "," + std::to_string(end - begin);
}

// The lines [begin, end) of both texts, equal ones as context.
std::string hunk(const Lines& before, const Lines& after, std::size_t begin, std::size_t end) {
  const std::string lines = range(begin, end);
  std::string text = "@@ -" + lines + " +" + lines + " @@\n";
  for (std::size_t at = begin; at < end;) {
    if (before[at] == after[at]) {
      text += marked(' ', before[at++]);
      continue;
    }
    std::size_t stop = at;
    while (stop < end && before[stop] != after[stop]) ++stop;
    for (std::size_t i = at; i < stop; ++i) text += marked('-', before[i]);
    for (std::size_t i = at; i < stop; ++i) text += marked('+', after[i]);
    at = stop;
  }
  return text;
}

}  // namespace

std::string unified_diff(const std::string& path, std::string_view before, std::string_view after) {
  const Lines old_lines = lines_of(before);
  const Lines new_lines = lines_of(after);
  std::string text;
  for (std::size_t at = 0; at < old_lines.size(); ++at) {
    if (old_lines[at] == new_lines[at]) continue;
    const std::size_t begin = at - std::min(at, context);
    std::size_t last = at;  // the last different line of the hunk
    for (std::size_t i = at; i < old_lines.size() && i <= last + 2 * context + 1; ++i) {
      if (old_lines[i] != new_lines[i]) last = i;
    }
    const std::size_t end = std::min(last + context + 1, old_lines.size());
    text += hunk(old_lines, new_lines, begin, end);
    at = end - 1;
  }
  return text.empty() ? "" : "--- a/" + path + "\n+++ b/" + path + "\n" + text;
}

}  // namespace migcheck
