#include "dialect/sql/annotated.h"

#include <algorithm>

#include "core/text.h"

namespace migcheck::sql_files {

std::vector<Span> lines_of(std::string_view text) {
  std::vector<Span> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const bool carriage_return = end > begin && text[end - 1] == '\r';
    lines.push_back({begin, carriage_return ? end - 1 : end});
    begin = end + 1;
  }
  return lines;
}

bool any_holds(const ProjectFiles& project, const std::vector<std::string>& files,
               std::string_view text) {
  constexpr std::size_t enough = 3;
  const auto end = files.begin() + static_cast<std::ptrdiff_t>(std::min(files.size(), enough));
  return std::any_of(files.begin(), end, [&](const std::string& path) {
    const SourceFilePtr file = project.read(path);
    return file && file->text.find(text) != std::string::npos;
  });
}

std::string_view comment_of(std::string_view line) {
  return line.starts_with("--") ? trim(line.substr(2)) : std::string_view();
}

}  // namespace migcheck::sql_files
