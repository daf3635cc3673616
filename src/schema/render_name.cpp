#include <algorithm>

#include "core/text.h"
#include "schema/render.h"

namespace migcheck {

std::string rendered_name(const std::string& qualified) {
  const sql::Name name = unqualified(qualified);
  return (name.schema.empty() ? "" : sql::quoted(name.schema) + ".") + sql::quoted(name.name);
}

std::string rendered_names(const std::vector<std::string>& identifiers) {
  std::vector<std::string> names;
  for (const std::string& identifier : identifiers) names.push_back(sql::quoted(identifier));
  return join(names, ", ");
}

std::string rendered_literal(const std::string& text) {
  return "'" + replace_all(text, "'", "''") + "'";
}

std::string rendered_type(const sql::TypeName& type) { return to_string(type); }

std::string uppercased(const std::string& keywords) {
  std::string text = keywords;
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string rendered_options(const std::vector<sql::Option>& options) {
  std::vector<std::string> parts;
  for (const sql::Option& option : options) {
    const bool plain = std::all_of(option.value.begin(), option.value.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' || c == '-';
    });
    const std::string value = plain ? option.value : rendered_literal(option.value);
    parts.push_back(option.name + (value.empty() ? "" : "=" + value));
  }
  return join(parts, ", ");
}

std::string rendered_foreign_options(const std::vector<sql::Option>& options) {
  std::vector<std::string> parts;
  for (const sql::Option& option : options) {
    parts.push_back(sql::quoted(option.name) + " " + rendered_literal(option.value));
  }
  return join(parts, ", ");
}

std::string rendered_collation(const std::string& collation) {
  return collation.empty() ? "" : " COLLATE " + rendered_name(collation);
}

}  // namespace migcheck
