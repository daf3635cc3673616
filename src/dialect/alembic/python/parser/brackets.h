#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/span.h"

namespace migcheck::python::parser {

struct UnbalancedBracket {
  Span span;
  std::string message;
  bool too_deep = false;
};

// The first bracket without a partner, or a string that does not end, skipping comments and
// strings. It finds the place that a person would name, where a tolerant parser names the one where
// it gave up; it also says where brackets are nested too deeply. It does not know that an f-string
// may hold its own quotes (Python 3.12), so what it finds counts only if the grammar agrees.
std::optional<UnbalancedBracket> unbalanced_bracket(std::string_view text);

}  // namespace migcheck::python::parser
