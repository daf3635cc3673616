#pragma once

#include <string_view>
#include <vector>

#include "core/source_file.h"

namespace migcheck {

// A line comment of a migration.
struct Comment {
  Span span;                 // from its # or -- to the end of the line
  std::size_t line = 1;      // from 1
  bool alone = false;        // nothing but white space stands before it on its line
  bool before_code = false;  // only comments and, in Python, the docstring stand before it
};

enum class CommentSyntax { python, sql };

// The line comments of a text in order; what looks like one inside a string literal, a
// dollar-quoted string, a quoted identifier or a block comment is none. The file need not be valid:
// a string that is not closed ends with the text (Python's simple strings: with the line).
std::vector<Comment> line_comments(std::string_view text, CommentSyntax syntax);

}  // namespace migcheck
