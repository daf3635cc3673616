#pragma once

#include <cstddef>
#include <string>

#include "core/finding.h"
#include "report/lines.h"
#include "report/style.h"

namespace migcheck {

// Columns of source text that a frame shows at most; longer lines are cut around the span.
constexpr std::size_t frame_columns = 120;

// The excerpt of a file around a span, in the manner of rustc:
//
//     --> migrations/versions/a1_add_email.py:12:5
//      |
//   12 |     op.add_column("users", sa.Column("email", sa.Text()))
//      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//
// Line numbers are right-aligned, the bar stands in column `width() + 1`. Of a span over many lines
// the first three and the last are shown. Everything that comes from the file is made visible().
class Frame {
 public:
  // `place` outranks the span in a file whose text is not at hand; there is no excerpt then.
  Frame(const SourceFile& file, const Lines& lines, Span span,
        const std::optional<Region>& place = std::nullopt);

  std::size_t width() const { return width_; }  // columns of the longest line number

  // "path:12:5"; without the position where the file is empty.
  std::string place() const;

  // "  --> path:12:5".
  std::string arrow(const Style& style) const;

  // The excerpt, with a bar above it; nothing where the file is empty.
  std::string excerpt(Severity severity, const Style& style) const;

  // "   | " and "   = " for what belongs to the frame.
  std::string bar(const Style& style) const;
  std::string equals(const Style& style) const;

 private:
  std::string single_line(Severity severity, const Style& style) const;
  std::string several_lines(Severity severity, const Style& style) const;
  std::string numbered(std::size_t line, const Style& style) const;

  const SourceFile& file_;
  const Lines& lines_;
  Span span_;
  Region region_;
  bool has_position_ = true;
  std::size_t width_ = 1;
};

}  // namespace migcheck
