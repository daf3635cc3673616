#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/fact.h"

namespace migcheck {

// The names between braces in a template, in order; nothing where a brace is not closed. `{{` and
// `}}` stand for the brace itself.
std::optional<std::vector<std::string>> placeholders(std::string_view text_template);

// The template with each {fact} replaced by the fact's value: lists joined with ", ", yes or no,
// "?" for what is unknown. A value of several lines that begins a line is indented as a whole.
std::string fill(std::string_view text_template, const FactSource& facts);

}  // namespace migcheck
