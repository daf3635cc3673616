#include "facts/builtin_functions.h"

#include <algorithm>
#include <unordered_set>

#include "facts/builtin_tables.h"

namespace migcheck {

namespace {

using Words = std::unordered_set<std::string_view>;

Words words_of(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    words.insert(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return words;
}

const Words& volatile_names() {
  static const Words words = words_of(builtin::volatile_functions);
  return words;
}

const Words& calm_names() {
  static const Words words = words_of(builtin::calm_functions);
  return words;
}

const Words& volatile_extension_names() {
  static const Words words = words_of(builtin::volatile_extension_functions);
  return words;
}

const Words& calm_extension_names() {
  static const Words words = words_of(builtin::calm_extension_functions);
  return words;
}

const builtin::MixedFunction* mixed(std::string_view name) {
  for (const builtin::MixedFunction& row : builtin::mixed_functions) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

Ternary of_mixed(const builtin::MixedFunction& row, std::size_t arguments, int pg_version) {
  const auto count = static_cast<int>(arguments);
  const bool is_there =
      pg_version >= row.first_major && (row.last_major == 0 || pg_version <= row.last_major);
  if (!is_there || count < row.least_arguments || count > row.most_arguments) return Ternary::no;
  return row.also_calm ? Ternary::unknown : Ternary::yes;
}

}  // namespace

Ternary is_volatile_builtin(const sql::Name& function, std::size_t arguments, int pg_version) {
  const std::string_view name = function.name;
  // An extension may be in any schema.
  const bool qualified = !function.schema.empty() && function.schema != "pg_catalog";
  if (!qualified) {
    if (const auto* row = mixed(name)) return of_mixed(*row, arguments, pg_version);
    if (volatile_names().contains(name)) return Ternary::yes;
    if (calm_names().contains(name)) return Ternary::no;
  }
  if (volatile_extension_names().contains(name)) return Ternary::yes;
  return calm_extension_names().contains(name) ? Ternary::no : Ternary::unknown;
}

bool is_builtin_function(std::string_view name) {
  return mixed(name) != nullptr || volatile_names().contains(name) || calm_names().contains(name) ||
         volatile_extension_names().contains(name) || calm_extension_names().contains(name);
}

bool is_builtin_operator(std::string_view name) {
  static const Words words = words_of(builtin::operators);
  return words.contains(name);
}

bool is_builtin_type(std::string_view name) {
  return std::any_of(builtin::types.begin(), builtin::types.end(),
                     [&](const builtin::Type& type) { return type.name == name; });
}

}  // namespace migcheck
