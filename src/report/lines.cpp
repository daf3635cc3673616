#include "report/lines.h"

#include <algorithm>

#include "core/password.h"
#include "core/text.h"
#include "report/unicode.h"

namespace migcheck {

namespace {

// How many UTF-16 code units the text has; a byte that is not UTF-8 counts as one.
std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  while (!text.empty()) {
    const Character first = first_character(text);
    units += first.code >= 0x10000 ? 2 : 1;
    text.remove_prefix(std::max<std::size_t>(first.bytes, 1));
  }
  return units;
}

// The position of the byte at `offset`, its column in other units.
Position in_unit(const Lines& lines, Position position, std::string_view text, std::size_t offset,
                 ColumnUnit unit) {
  const std::size_t begin = lines.offset(position.line);
  if (unit == ColumnUnit::byte) position.column = offset - begin + 1;
  if (unit == ColumnUnit::utf16_unit) {
    position.column = utf16_units(text.substr(begin, offset - begin)) + 1;
  }
  return position;
}

}  // namespace

Lines::Lines(std::string_view text) : text_(text), begins_{0} {
  if (const std::vector<Span> passwords = passwords_in(text); !passwords.empty()) {
    masked_ = std::make_shared<const std::string>(masked(text, passwords));
    text_ = *masked_;
  }
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    begins_.push_back(at + 1);
  }
}

Position Lines::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next = std::upper_bound(begins_.begin(), begins_.end(), offset);
  const std::size_t begin = *(next - 1);
  const Position within = position_at(text_.substr(begin), offset - begin);
  return {static_cast<std::size_t>(next - begins_.begin()), within.column};
}

std::size_t Lines::offset(std::size_t number) const {
  return number <= begins_.size() ? begins_[number - 1] : text_.size();
}

std::string_view Lines::line(std::size_t number) const {
  const std::size_t begin = offset(number);
  std::string_view line = text_.substr(begin, offset(number + 1) - begin);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

const Lines& LineCache::of(const SourceFile& file) {
  const auto found = lines_.find(&file);
  if (found != lines_.end()) return found->second;
  return lines_.emplace(&file, Lines(file.text)).first->second;
}

Span trimmed(std::string_view text, Span span) {
  span.begin = std::min(span.begin, text.size());
  span.end = std::clamp(span.end, span.begin, text.size());
  const std::string_view inside = trim(text.substr(span.begin, span.end - span.begin));
  if (inside.empty()) return {span.begin, span.begin};
  const auto begin = static_cast<std::size_t>(inside.data() - text.data());
  return {begin, begin + inside.size()};
}

Region region(const Lines& lines, std::string_view text, Span span, ColumnUnit unit) {
  span = trimmed(text, span);
  return {in_unit(lines, lines.position(span.begin), text, span.begin, unit),
          in_unit(lines, lines.position(span.end), text, span.end, unit)};
}

Region region(const Finding& finding, LineCache& cache) {
  if (finding.place) return *finding.place;
  return region(cache.of(*finding.file), finding.file->text, finding.span);
}

}  // namespace migcheck
