#include "report/frame.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "report/visible.h"

namespace migcheck {

namespace {

constexpr std::size_t shown_before = 30;  // columns before the span, where a line is cut
constexpr std::size_t first_lines = 3;    // shown of a span over many lines, and the last one

// A source line as it is shown, and which of its columns (from 0) are marked.
struct Excerpt {
  std::string text;
  std::size_t from = 0;
  std::size_t to = 0;  // exclusive, greater than `from`
};

std::size_t previous_character(std::string_view line, std::size_t at) {
  do {
    --at;
  } while (at > 0 && (static_cast<unsigned char>(line[at]) & 0xC0u) == 0x80u);
  return at;
}

// Where to begin so that the byte at `mark` is shown: at the line's begin if that is near enough.
std::size_t window_begin(std::string_view line, std::size_t mark) {
  std::size_t column = 0;
  std::size_t at = 0;
  while (at < mark && column + shown_before < frame_columns) {
    const Glyph glyph = next_glyph(line.substr(at), column);
    column += glyph.columns;
    at += glyph.bytes;
  }
  if (at >= mark) return 0;
  std::size_t columns = 0;
  for (at = mark; at > 0;) {
    const std::size_t before = previous_character(line, at);
    columns += next_glyph(line.substr(before), 0).columns;
    if (columns > shown_before) break;
    at = before;
  }
  return at;
}

// The part of a line around its bytes [begin, end), which are marked.
Excerpt excerpt_of(std::string_view line, std::size_t begin, std::size_t end) {
  begin = std::min(begin, line.size());
  std::size_t at = window_begin(line, begin);
  Excerpt shown{at > 0 ? "…" : "", 0, 0};
  std::size_t column = at > 0 ? 1 : 0;
  while (at < line.size()) {
    const Glyph glyph = next_glyph(line.substr(at), column);
    if (column + glyph.columns > frame_columns) {
      shown.text += "…";
      break;
    }
    if (at <= begin) shown.from = column;
    shown.text += glyph.text;
    column += glyph.columns;
    if (at < end) shown.to = column;
    at += glyph.bytes;
  }
  if (begin == line.size()) shown.from = column;
  shown.to = std::max(shown.to, shown.from + 1);
  return shown;
}

std::string spaces(std::size_t count) { return std::string(count, ' '); }

bool is_blank(std::string_view text) { return trim(text).empty(); }

}  // namespace

Frame::Frame(const SourceFile& file, const Lines& lines, Span span,
             const std::optional<Region>& place)
    : file_(file),
      lines_(lines),
      span_(trimmed(file.text, span)),
      region_(place.value_or(region(lines, file.text, span))),
      has_position_(place.has_value() || !file.text.empty()),
      width_(std::to_string(region_.end.line).size()) {}

std::string Frame::bar(const Style& style) const { return spaces(width_ + 1) + style.gutter("|"); }

std::string Frame::equals(const Style& style) const {
  return spaces(width_ + 1) + style.gutter("=") + " ";
}

std::string Frame::numbered(std::size_t line, const Style& style) const {
  return style.gutter(fmt::format("{:>{}} |", line, width_));
}

std::string Frame::place() const {
  if (!has_position_) return visible(file_.path);
  return fmt::format("{}:{}:{}", visible(file_.path), region_.start.line, region_.start.column);
}

std::string Frame::arrow(const Style& style) const {
  return spaces(width_) + style.gutter("-->") + " " + place();
}

std::string Frame::excerpt(Severity severity, const Style& style) const {
  if (file_.text.empty()) return "";
  const bool one_line = region_.start.line == region_.end.line;
  return bar(style) + "\n" +
         (one_line ? single_line(severity, style) : several_lines(severity, style));
}

std::string Frame::single_line(Severity severity, const Style& style) const {
  const std::size_t number = region_.start.line;
  const std::size_t begin = lines_.offset(number);
  const Excerpt shown = excerpt_of(lines_.line(number), span_.begin - begin, span_.end - begin);
  std::string text = numbered(number, style);
  if (!shown.text.empty()) text += " " + shown.text;
  const std::string carets(shown.to - shown.from, '^');
  return text + "\n" + bar(style) + " " + spaces(shown.from) + style.severity(severity, carets) +
         "\n";
}

// The span's edge is drawn as a line at the left of the code:
//
//   12 | /     op.create_table(
//   13 | |         "users",
//   14 | |     )
//      | |_____^
std::string Frame::several_lines(Severity severity, const Style& style) const {
  const std::size_t first = region_.start.line;
  const std::size_t last = region_.end.line;
  const std::size_t begin = span_.begin - lines_.offset(first);
  const std::size_t end = span_.end - lines_.offset(last);
  const auto edge = [&](std::string_view text) { return style.severity(severity, text); };

  const std::string_view first_line = lines_.line(first);
  const Excerpt top = excerpt_of(first_line, begin, first_line.size());
  std::string text = numbered(first, style) + " ";
  if (is_blank(first_line.substr(0, begin))) {
    text += edge("/") + " " + top.text + "\n";
  } else {
    text += "  " + top.text + "\n";
    text += bar(style) + " " + edge(" " + std::string(top.from + 1, '_') + "^") + "\n";
  }
  for (std::size_t line = first + 1; line < last; ++line) {
    if (line - first >= first_lines && last - line > 1) {
      text += style.gutter("...") + spaces(width_) + edge("|") + "\n";
      line = last - 1;
      continue;
    }
    const std::string shown = excerpt_of(lines_.line(line), 0, 0).text;
    text += numbered(line, style) + " " + edge("|") + (shown.empty() ? "" : " " + shown) + "\n";
  }
  const Excerpt bottom = excerpt_of(lines_.line(last), end - 1, end);
  text += numbered(last, style) + " " + edge("|") + " " + bottom.text + "\n";
  text += bar(style) + " " + edge("|" + std::string(bottom.from + 1, '_') + "^") + "\n";
  return text;
}

}  // namespace migcheck
