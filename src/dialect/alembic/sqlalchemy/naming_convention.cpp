#include "dialect/alembic/sqlalchemy/naming_convention.h"

#include <algorithm>
#include <cctype>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/column.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

namespace {

using python::Value;

// What the tokens of a template stand for.
struct Subject {
  const std::optional<Name>& name;
  const NamedTable& table;
  std::vector<std::string> columns;
  std::string referred_table;
  std::vector<std::string> referred_columns;
};

std::string column_label(const Subject& subject, const std::string& column) {
  std::string label;
  if (subject.table.schema && !subject.table.schema->text.empty()) {
    label = replace_all(subject.table.schema->text, ".", "_") + "_";
  }
  return label + subject.table.name.text + "_" + column;
}

std::string column_token(const Subject& subject, const std::string& column,
                         std::string_view attribute) {
  return attribute == "label" ? column_label(subject, column) : column;
}

// column_<index>_name, column_0N_name, column_0_N_name; and the same with "referred_" in front.
std::optional<std::string> columns_token(const Subject& subject, std::string_view token) {
  const bool referred = token.starts_with("referred_");
  if (referred) token.remove_prefix(9);
  if (!token.starts_with("column_")) return {};
  token.remove_prefix(7);
  std::size_t digits = 0;
  while (digits < token.size() && std::isdigit(static_cast<unsigned char>(token[digits]))) ++digits;
  if (digits == 0 || digits > 4) return {};
  const std::size_t index = std::stoul(std::string(token.substr(0, digits)));
  token.remove_prefix(digits);
  std::string separator;
  bool all = false;
  if (token.starts_with("N_"))
    all = true, token.remove_prefix(2);
  else if (token.starts_with("_N_"))
    all = true, separator = "_", token.remove_prefix(3);
  else if (token.starts_with("_"))
    token.remove_prefix(1);
  else
    return {};
  if (token != "name" && token != "key" && token != "label") return {};
  const auto& columns = referred ? subject.referred_columns : subject.columns;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (all || i == index) parts.push_back(column_token(subject, columns[i], token));
  }
  return join(parts, separator);
}

std::string token_text(const Subject& subject, const std::string& token) {
  if (token == "table_name") return subject.table.name.text;
  if (token == "referred_table_name") return subject.referred_table;
  if (token == "constraint_name") {
    if (!subject.name) {
      alembic_refuses("a constraint without a name: the naming convention needs one");
    }
    return subject.name->text;
  }
  if (auto columns = columns_token(subject, token)) return *columns;
  refuse("the naming convention has a token that is not known: " + token);
}

std::string expand(const std::string& pattern, const Subject& subject) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t end = pattern.find(")s", at);
    if (pattern.compare(at, 2, "%(") == 0 && end != std::string::npos) {
      text += token_text(subject, pattern.substr(at + 2, end - at - 2));
      at = end + 2;
    } else {
      if (pattern.compare(at, 2, "%%") == 0) ++at;
      text += pattern[at++];
    }
  }
  return text;
}

const std::string* find_pattern(const NamingConvention& convention, const std::string& kind) {
  const auto found = convention.templates.find(kind);
  return found == convention.templates.end() ? nullptr : &found->second;
}

// Where the convention is not known: a name that is given stays, unless it is a check's, which
// conventions usually put behind a prefix.
void check_known(const std::optional<Name>& name, std::string_view kind,
                 const NamingConvention& convention) {
  if (convention.unknown.empty() || kind.empty()) return;
  if (name && (name->origin == Name::Origin::final || kind != "ck")) return;
  refuse("the name depends on the project's naming convention, which " + convention.unknown);
}

// A final name stays; without one, or where the pattern has constraint_name, the pattern makes it.
std::optional<Name> named(const std::optional<Name>& name, const std::string* pattern,
                          const Subject& subject) {
  if (name && name->origin == Name::Origin::final) return name;
  if (!pattern || (name && pattern->find("constraint_name") == std::string::npos)) return name;
  return Name{expand(*pattern, subject), Name::Quoting::automatic, Name::Origin::final};
}

std::vector<std::string> texts(const std::vector<Name>& names) {
  std::vector<std::string> parts;
  for (const Name& name : names) parts.push_back(name.text);
  return parts;
}

const char* convention_key(Constraint::Kind kind) {
  switch (kind) {
    case Constraint::Kind::primary_key:
      return "pk";
    case Constraint::Kind::unique:
      return "uq";
    case Constraint::Kind::check:
      return "ck";
    case Constraint::Kind::foreign_key:
      return "fk";
    case Constraint::Kind::exclude:
      break;
  }
  return "";  // SQLAlchemy has none
}

}  // namespace

NamingConvention convention_of(const Value& metadata) {
  if (!is_construct(metadata, "MetaData")) return {};
  for (const python::Argument& argument : call_arguments(metadata)) {
    if (argument.keyword == "naming_convention" && !argument.value.is_none()) {
      return convention_of_dict(argument.value);
    }
  }
  return {};
}

NamingConvention convention_of_dict(const Value& value) {
  const python::Dict* dict = value.dict();
  if (!dict) return {{}, "is not written as a literal"};
  NamingConvention convention;
  for (const auto& [key, item] : dict->items) {
    const auto* kind = key.as<std::string>();
    const auto* pattern = item.as<std::string>();
    // Further keys are tokens of the project's own, which are functions.
    if (kind && pattern) {
      convention.templates[*kind] = *pattern;
    } else if (!kind || kind->size() == 2) {
      return {{}, "is not written as literals"};
    }
  }
  return convention;
}

std::optional<Name> final_name(const Constraint& constraint, const NamedTable& table,
                               const NamingConvention& convention) {
  check_known(constraint.name, convention_key(constraint.kind), convention);
  const Subject subject{constraint.name, table, texts(constraint.columns),
                        constraint.referred_table.text, texts(constraint.referred_columns)};
  return named(constraint.name, find_pattern(convention, convention_key(constraint.kind)), subject);
}

Name final_name(const Index& index, const NamedTable& table, const NamingConvention& convention) {
  static const std::string built_in = "ix_%(column_0_label)s";
  if (index.name && index.name->origin == Name::Origin::final) return *index.name;
  Subject subject{index.name, table, {}, {}, {}};
  for (const IndexElement& element : index.elements) {
    if (element.is_column) subject.columns.push_back(element.key);
  }
  check_known(index.name, "ix", convention);
  const std::string* pattern = find_pattern(convention, "ix");
  if (!pattern && convention.templates.empty()) pattern = &built_in;
  if (!index.name && subject.columns.empty()) {
    alembic_refuses("an index over an expression that has no name");
  }
  const auto name = named(index.name, pattern, subject);
  if (!name) alembic_refuses("an index without a name");
  return *name;
}

std::optional<Name> final_name(Constraint::Kind kind, const std::optional<Name>& name,
                               const NamedTable& table, const NamingConvention& convention) {
  Constraint constraint;
  constraint.kind = kind;
  constraint.name = name;
  return final_name(constraint, table, convention);
}

}  // namespace migcheck::alembic
