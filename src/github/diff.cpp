#include "github/diff.h"

#include <charconv>
#include <string_view>

#include "core/source_file.h"
#include "core/text.h"

namespace migcheck {

namespace {

// The first line of the new side: 12 of "@@ -10,7 +12,9 @@ def upgrade():"; 0 where it is no
// header.
std::size_t first_line(std::string_view header) {
  const std::size_t plus = header.find(" +");
  if (!header.starts_with("@@ -") || plus == std::string_view::npos) return 0;
  std::size_t line = 0;
  std::from_chars(header.data() + plus + 2, header.data() + header.size(), line);
  return line;
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Diff::File Diff::read(const ChangedFile& changed) {
  File file{changed.added, {}};
  std::size_t hunk = 0;
  std::size_t number = 0;
  for (const std::string_view line : split(std::string_view(changed.patch), '\n')) {
    if (line.starts_with("@@")) {
      number = first_line(line);
      ++hunk;
    } else if (number > 0 && (line.starts_with("+") || line.starts_with(" "))) {
      file.lines[number++] = {hunk, std::string(without_return(line.substr(1)))};
    }
  }
  return file;
}

Diff::Diff(const std::vector<ChangedFile>& files) {
  for (const ChangedFile& file : files) files_[file.path] = read(file);
}

bool Diff::takes(const ReviewComment& comment) const {
  const auto found = files_.find(comment.path);
  if (found == files_.end()) return false;
  const File& file = found->second;
  const std::string& source = comment.finding->file->text;
  if (source.empty() && !file.added) return false;
  const auto first = file.lines.find(comment.start_line);
  for (std::size_t number = comment.start_line; number <= comment.end_line; ++number) {
    const auto line = file.lines.find(number);
    if (line == file.lines.end() || line->second.hunk != first->second.hunk) return false;
    if (!source.empty() && line_text(source, number) != line->second.text) return false;
  }
  return true;
}

}  // namespace migcheck
