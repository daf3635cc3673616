#pragma once

// Internal to the formatters: format(), `%` and str.format().

#include <cstddef>
#include <string>
#include <string_view>

#include "dialect/alembic/python/render.h"

namespace migcheck::python {

// No migration pads to more; a larger width is junk that would only take memory.
inline constexpr std::size_t maximum_width = 10'000;

inline Rendered unknown(std::string reason) { return {std::nullopt, std::move(reason)}; }

// The number at the beginning of the text, which loses it; 0 where there is none. More than
// maximum_width is not counted.
std::size_t take_number(std::string_view& text);

// As printf writes it; empty where that is too long. `flags` are printf's.
std::string printed(char type, const std::string& flags, int precision, double magnitude);

}  // namespace migcheck::python
