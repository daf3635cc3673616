#include "report/json_text.h"

#include <fmt/format.h>

#include "report/unicode.h"

namespace migcheck {

namespace {

constexpr int indent = 2;

// As UTF-16, which is what JSON escapes (RFC 8259, section 7).
std::string escaped(char32_t c) {
  const auto code = static_cast<std::uint32_t>(c);
  if (code < 0x10000) return fmt::format("\\u{:04x}", code);
  const std::uint32_t rest = code - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

// Whether printing JSON from here on may do more than show it. Of ASCII the library itself escapes
// all controls but one; `##[`, which only a string can hold, is a command for GitHub's runner.
bool is_suspect(std::string_view rest) {
  const auto byte = static_cast<unsigned char>(rest[0]);
  return byte >= 0x7F || rest.starts_with("##[");
}

}  // namespace

std::string json_text(const Json& json) {
  const std::string dumped = json.dump(indent, ' ', false, Json::error_handler_t::replace);
  std::string text;
  text.reserve(dumped.size());
  for (std::string_view rest = dumped; !rest.empty();) {
    if (!is_suspect(rest)) {
      text += rest[0];
      rest.remove_prefix(1);
      continue;
    }
    const Character first = first_character(rest);
    if (first.code < 0x80 || is_hidden(first.code)) {
      text += escaped(first.code);
    } else {
      text += rest.substr(0, first.bytes);
    }
    rest.remove_prefix(first.bytes);
  }
  return text;
}

}  // namespace migcheck
