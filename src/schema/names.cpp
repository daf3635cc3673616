#include "schema/names.h"

#include <algorithm>

namespace migcheck {

namespace {

constexpr std::size_t longest_name = 63;  // NAMEDATALEN - 1

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

void clip(std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return;
  while (bytes > 0 && continues_character(text[bytes])) --bytes;
  text.resize(bytes);
}

// Source: FigureColnameInternal in PostgreSQL's src/backend/parser/parse_target.c.
std::string figured_name(const sql::Expression& expression) {
  using Kind = sql::Expression::Kind;
  switch (expression.kind) {
    case Kind::column:
      return expression.text;
    case Kind::function:
      return expression.name.name;
    case Kind::cast: {
      const std::string inner =
          expression.arguments.empty() ? "" : figured_name(expression.arguments.front());
      return inner.empty() ? expression.type->name.name : inner;
    }
    case Kind::compound:
      if (expression.text == "collate" || expression.text == "subscript") {
        return figured_name(expression.arguments.front());
      }
      if (expression.text == "case" || expression.text == "coalesce" ||
          expression.text == "array" || expression.text == "row") {
        return expression.text;
      }
      return {};
    default:
      return {};
  }
}

}  // namespace

std::string object_name(std::string first, std::string second, const std::string& label) {
  const std::size_t overhead = label.size() + 1 + (second.empty() ? 0 : 1);
  const std::size_t available = longest_name - overhead;
  std::size_t first_bytes = first.size(), second_bytes = second.size();
  while (first_bytes + second_bytes > available) {
    --(first_bytes > second_bytes ? first_bytes : second_bytes);
  }
  clip(first, first_bytes);
  clip(second, second_bytes);
  return first + (second.empty() ? "" : "_" + second) + "_" + label;
}

std::string free_name(const std::string& first, const std::string& second, const std::string& label,
                      const std::function<bool(const std::string&)>& is_taken) {
  std::string name = object_name(first, second, label);
  for (int i = 1; is_taken(name); ++i) {
    name = object_name(first, second, label + std::to_string(i));
  }
  return name;
}

std::string name_addition(const std::vector<std::string>& columns) {
  std::string addition;
  for (const std::string& column : columns) {
    if (!addition.empty()) addition += '_';
    addition += column;
    if (addition.size() > longest_name) break;
  }
  return addition;
}

std::vector<std::string> index_column_names(const std::vector<sql::IndexKey>& keys,
                                            const std::vector<std::string>& include) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& original) {
    std::string name = original;
    for (int i = 1; std::find(names.begin(), names.end(), name) != names.end(); ++i) {
      const std::string number = std::to_string(i);
      name = original;
      clip(name, longest_name - number.size());
      name += number;
    }
    names.push_back(std::move(name));
  };
  for (const sql::IndexKey& key : keys) {
    std::string name = key.column;
    if (name.empty() && key.expression) name = figured_name(*key.expression);
    add(name.empty() ? "expr" : name);
  }
  for (const std::string& column : include) add(column);
  return names;
}

sql::Name unqualified(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return {{}, name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

std::string in_schema(const std::string& schema, const std::string& qualified) {
  return schema + "." + unqualified(qualified).name;
}

std::string sibling(const std::string& qualified, const std::string& name) {
  return unqualified(qualified).schema + "." + name;
}

std::string quoted_name(const std::string& qualified) {
  const sql::Name name = unqualified(qualified);
  if (name.schema.empty()) return sql::quoted(name.name);
  return sql::quoted(name.schema) + "." + sql::quoted(name.name);
}

}  // namespace migcheck
