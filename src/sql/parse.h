#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"
#include "sql/operation.h"

namespace migcheck::sql {

struct SyntaxError {
  std::string message;     // PostgreSQL's: `syntax error at or near "TABEL"`
  std::size_t offset;      // byte in the whole text
  bool our_limit = false;  // PostgreSQL was not asked: it is more than is read here
};

struct ParsedStatement {
  Span span;  // in the text, without the blanks and comments before it and without the semicolon
  Operation operation;
  std::optional<SyntaxError> error;  // then the operation means nothing
};

// Every statement of `text`, in order. One that PostgreSQL's grammar refuses does not hide the
// others. Never throws for a bad text.
std::vector<ParsedStatement> parse(std::string_view text);

// The major version of the grammar that this program was built with.
int grammar_version();

}  // namespace migcheck::sql
