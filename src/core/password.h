#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"

namespace migcheck {

// Whether the word PASSWORD stands in the text, in any case: without it there is none to look for.
bool mentions_password(std::string_view text);

// The passwords that stand in a text after the word PASSWORD, in whatever language the text is:
// SQL, or SQL in a string of Python. The span is what stands between the quotes.
std::vector<Span> passwords_in(std::string_view text);

// The text with asterisks in place of these bytes, so that every place in it stays where it is.
std::string masked(std::string_view text, const std::vector<Span>& secrets);

}  // namespace migcheck
