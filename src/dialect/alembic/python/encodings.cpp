#include "dialect/alembic/python/encodings.h"

#include <algorithm>
#include <array>

#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/literal.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

bool is_utf8(std::string_view name) { return name == "utf-8" || name == "utf8" || name == "utf_8"; }
bool is_us_ascii(std::string_view name) { return name == "ascii" || name == "us-ascii"; }
bool is_latin1(std::string_view name) {
  static constexpr auto names =
      std::to_array<std::string_view>({"latin-1", "latin1", "iso-8859-1", "iso8859-1"});
  return std::find(names.begin(), names.end(), name) != names.end();
}

// UTF-8 that Python refuses too: overlong forms, surrogates.
bool is_strict_utf8(std::string_view bytes) {
  if (first_invalid_utf8(bytes)) return false;
  for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
    const auto next = static_cast<unsigned char>(bytes[at + 1]);
    if (bytes[at] == '\xe0' && next < 0xA0) return false;
    if (bytes[at] == '\xed' && next > 0x9F) return false;
    if (bytes[at] == '\xf0' && next < 0x90) return false;
    if (bytes[at] == '\xf4' && next > 0x8F) return false;
  }
  return true;
}

std::optional<std::string> to_latin1(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view point = code_points(text.substr(at, 4), 0, 1);
    const std::uint32_t number = code_point(point);
    if (number > 0xFF) return std::nullopt;
    bytes += static_cast<char>(number);
    at += std::max<std::size_t>(point.size(), 1);
  }
  return bytes;
}

}  // namespace

bool is_known_encoding(std::string_view name) {
  return is_utf8(name) || is_us_ascii(name) || is_latin1(name);
}

std::optional<std::string> encode(std::string_view text, std::string_view encoding) {
  if (is_utf8(encoding)) return std::string(text);
  if (is_us_ascii(encoding) && is_ascii(text)) return std::string(text);
  return is_latin1(encoding) ? to_latin1(text) : std::nullopt;
}

std::optional<std::string> decode(std::string_view bytes, std::string_view encoding) {
  if (is_utf8(encoding) && is_strict_utf8(bytes)) return std::string(bytes);
  if (is_us_ascii(encoding) && is_ascii(bytes)) return std::string(bytes);
  if (!is_latin1(encoding)) return std::nullopt;
  std::string text;
  for (const char c : bytes) append_utf8(text, static_cast<unsigned char>(c));
  return text;
}

}  // namespace migcheck::python
