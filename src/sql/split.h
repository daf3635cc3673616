#pragma once

#include <string_view>
#include <vector>

#include "core/span.h"

namespace migcheck::sql {

// The statements of a text as psql tells them apart: a semicolon ends one, except in strings,
// comments, parentheses and the BEGIN ATOMIC body of a function. The spans have no blanks or
// comments at their ends and no semicolon; the rows after COPY … FROM STDIN belong to none.
// Works on any text: what does not parse is still split.
std::vector<Span> split(std::string_view text);

}  // namespace migcheck::sql
