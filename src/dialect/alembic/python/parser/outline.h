#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"
#include "dialect/alembic/python/parser/logical_lines.h"

namespace migcheck::python::parser {

// A text in which the bodies of some functions are `0`, and which of it is to be read. Everything
// stands where it stood.
struct Outline {
  std::string text;
  std::vector<Span> parts;  // in order, apart from each other
};

// The module without the bodies of its functions of these names.
Outline without_bodies(std::string_view text, const LogicalLines& lines,
                       std::span<const std::string_view> functions);

}  // namespace migcheck::python::parser
