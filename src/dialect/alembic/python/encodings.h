#pragma once

#include <optional>
#include <string>
#include <string_view>

// str.encode() and bytes.decode(): UTF-8, ASCII and Latin-1.
namespace migcheck::python {

bool is_known_encoding(std::string_view name);  // in lower case

// Nothing: the encoding is not known, or does not hold the text.
std::optional<std::string> encode(std::string_view text, std::string_view encoding);
std::optional<std::string> decode(std::string_view bytes, std::string_view encoding);

}  // namespace migcheck::python
