#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/region.h"
#include "core/source_file.h"

namespace migcheck {

// Where the lines of a text begin, found once: a report points into the same file many times, and
// files may have megabytes. Gives the same answers as the functions of core/source_file.h, but for
// passwords: no report repeats them.
class Lines {
 public:
  explicit Lines(std::string_view text);

  Position position(std::size_t offset) const;
  std::string_view line(std::size_t number) const;  // from 1, without its line ending
  std::size_t offset(std::size_t number) const;     // of the first byte of a line
  std::size_t count() const { return begins_.size(); }

 private:
  std::shared_ptr<const std::string> masked_;  // where the text has passwords
  std::string_view text_;
  std::vector<std::size_t> begins_;
};

// The Lines of each file of a report. The files must outlive it.
class LineCache {
 public:
  const Lines& of(const SourceFile& file);

 private:
  std::map<const SourceFile*, Lines> lines_;
};

// What a column counts.
enum class ColumnUnit { character, utf16_unit, byte };

// White space at the ends of the span does not count.
Region region(const Lines& lines, std::string_view text, Span span,
              ColumnUnit unit = ColumnUnit::character);

// Where a finding is.
Region region(const Finding& finding, LineCache& cache);

// The span without white space at its ends, and within the text; empty ones stay where they are.
Span trimmed(std::string_view text, Span span);

}  // namespace migcheck
