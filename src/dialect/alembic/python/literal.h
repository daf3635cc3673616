#pragma once

#include <string>
#include <string_view>

#include "dialect/alembic/python/value.h"

// The values of Python's literals, from their source text.
namespace migcheck::python {

enum class Escapes { decoded, raw };

// The text between the quotes with its escapes decoded. Line endings become \n, as Python's own
// reader does it. \N{NAME} is kept as it is written: there is no table of Unicode names here.
std::string decode_text(std::string_view source, Escapes escapes);

// The same for a bytes literal: \x.. are bytes, \u.... is not an escape.
std::string decode_bytes(std::string_view source, Escapes escapes);

// 12, 0x1f, 1_000, 1.5e3. What does not fit (over 64 bits, complex) is Unknown.
Value parse_number(std::string_view source, Span span);

// Appends a code point as UTF-8; what is none (a surrogate, too large) becomes U+FFFD.
void append_utf8(std::string& text, std::uint32_t code_point);

}  // namespace migcheck::python
