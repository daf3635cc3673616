#include "dialect/alembic/python/text.h"

#include <algorithm>

#include "dialect/alembic/python/characters.h"

namespace migcheck::python {

namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

// The length of the sequence that this byte begins; 0: it begins none.
std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

// The byte offset of the code point with this index.
std::size_t offset_of(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (is_continuation(text[at])) continue;
    if (index == 0) return at;
    --index;
  }
  return at;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = sequence_length(static_cast<unsigned char>(text[at]));
    if (size == 0 || at + size > text.size()) return at;
    for (std::size_t tail = 1; tail < size; ++tail) {
      if (!is_continuation(text[at + tail])) return at;
    }
    at += size;
  }
  return std::nullopt;
}

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::uint32_t code_point(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t size = std::min(sequence_length(first), text.size());
  if (size <= 1) return first;
  std::uint32_t number = first & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    number = (number << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  }
  return number;
}

std::string_view code_points(std::string_view text, std::size_t begin, std::size_t end) {
  if (end <= begin) return {};
  if (is_ascii(text)) return text.substr(std::min(begin, text.size()), end - begin);
  const std::size_t from = offset_of(text, begin);
  const std::string_view rest = text.substr(from);
  return rest.substr(0, offset_of(rest, end - begin));
}

std::string_view last_point(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0u) == 0x80u) {
  }
  return text.substr(at);
}

std::string_view stripped(std::string_view text, std::string_view points, bool left, bool right) {
  const auto is_stripped = [&](std::string_view point) {
    return points.find(point) != std::string_view::npos;
  };
  while (left && !text.empty()) {
    const std::string_view first = code_points(text.substr(0, 4), 0, 1);
    if (!is_stripped(first)) break;
    text.remove_prefix(first.size());
  }
  while (right && !text.empty()) {
    const std::string_view last = last_point(text);
    if (!is_stripped(last)) break;
    text.remove_suffix(last.size());
  }
  return text;
}

}  // namespace migcheck::python
