#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dialect/alembic/python/parser/logical_lines.h"

namespace migcheck::python::parser {

// The text with the bodies of the module's functions of these names blanked, down to a `0`: it has
// the size of the text, and what is left stands where it stood.
std::string without_bodies(std::string_view text, const LogicalLines& lines,
                           std::span<const std::string_view> functions);

}  // namespace migcheck::python::parser
