#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace migcheck {

// What stands in an expression, as PostgreSQL prints one: every name (of columns, but also of
// functions and types) and the constants.
struct ExpressionWords {
  std::set<std::string> names;
  std::vector<std::string> strings;  // without quotes and escapes
  std::vector<std::string> numbers;  // without a sign
};

ExpressionWords expression_words(std::string_view expression);

}  // namespace migcheck
