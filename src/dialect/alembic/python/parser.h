#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dialect/alembic/python/syntax.h"

namespace migcheck::python {

// Why a file is not Python that Alembic could load.
struct SyntaxProblem {
  Span span;
  std::string message;  // "does not parse as Python: …"
  std::string hint;
};

struct Parsed {
  std::shared_ptr<const Module> module;  // null: there is a problem
  std::optional<SyntaxProblem> problem;  // the first one in the file
};

// Parses a Python 3 file. A file with any error in it has no module: nothing is half read.
// Whatever the bytes are, it ends, and does not throw.
Parsed parse(const SourceFilePtr& file);

// The same without the bodies of the named functions of the module: each is a lone `0`, whatever
// stands in it. Takes a small part of the time.
Parsed parse_outline(const SourceFilePtr& file, std::span<const std::string_view> functions);

// How deep expressions and blocks may be nested: twice of what Python itself accepts
// ("too many nested parentheses" comes at 200).
inline constexpr int maximum_nesting = 400;

}  // namespace migcheck::python
