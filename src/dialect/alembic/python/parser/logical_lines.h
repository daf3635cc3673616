#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"

namespace migcheck::python::parser {

struct UnbalancedBracket {
  Span span;
  std::string message;
  bool too_deep = false;
};

// A file cut into logical lines (Python's reference, "Lexical analysis"): a line that goes on in
// brackets, in a string or behind a backslash is one with what follows.
struct LogicalLines {
  std::vector<std::size_t> begins;  // blank lines and comments are lines of their own

  // The first bracket without a partner, or a string that does not end; the lines end there. It is
  // the place that a person would name, where a tolerant parser names the one where it gave up; it
  // also says where brackets are nested too deeply. The scan does not know that an f-string may
  // hold its own quotes (Python 3.12), so what it finds counts only if the grammar agrees.
  std::optional<UnbalancedBracket> problem;
};

LogicalLines logical_lines(std::string_view text);

}  // namespace migcheck::python::parser
