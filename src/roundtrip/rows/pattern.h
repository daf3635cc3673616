#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migcheck {

// Texts that a pattern matches, as CHECKs have them. Different variants (from 0) give different
// texts where the pattern allows that. They are proposals: whoever uses one lets PostgreSQL judge.

// Of a LIKE pattern: '%@%' → "1@1", "2@2".
std::string like_sample(std::string_view pattern, int variant);

// Of a regular expression: '^[A-Z]{3}$' → "AAA", "BBB". Nothing where it has what is not known
// here: look-around, back references.
// Source: PostgreSQL documentation, 9.7.3 POSIX Regular Expressions.
std::optional<std::string> regex_sample(std::string_view pattern, int variant);

}  // namespace migcheck
