#include <functional>
#include <optional>
#include <set>
#include <string_view>

#include "core/text.h"
#include "schema/render.h"
#include "sql/lexer.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

std::string rendered_key(const sql::IndexKey& key) {
  std::string text = key.expression ? "(" + key.expression->sql + ")" : sql::quoted(key.column);
  const std::string collation = to_string(key.collation_name);
  text += rendered_collation(collation.empty() ? key.collation : collation);
  const std::string named = to_string(key.operator_class_name);
  const std::string& operator_class = named.empty() ? key.operator_class : named;
  if (!operator_class.empty()) text += " " + rendered_name(operator_class);
  if (!key.operator_class_options.empty()) {
    text += " (" + rendered_options(key.operator_class_options) + ")";
  }
  if (key.descending) text += " DESC";
  if (key.nulls_first) text += *key.nulls_first ? " NULLS FIRST" : " NULLS LAST";
  return text;
}

// "schema.op" has to be written OPERATOR(schema.op).
std::string rendered_operator(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return name;
  return "OPERATOR(" + sql::quoted(name.substr(0, dot)) + name.substr(dot) + ")";
}

// What stands behind the keys of a constraint's index.
std::string index_tail(const SchemaIndex* index) {
  if (index == nullptr) return {};
  std::string text;
  if (!index->include.empty()) text += " INCLUDE (" + rendered_names(index->include) + ")";
  if (!index->options.empty()) text += " WITH (" + rendered_options(index->options) + ")";
  if (!index->tablespace.empty())
    text += " USING INDEX TABLESPACE " + sql::quoted(index->tablespace);
  return text;
}

std::string foreign_key(const SchemaConstraint& constraint) {
  std::string text = "FOREIGN KEY (" + rendered_names(constraint.columns) + ") REFERENCES " +
                     rendered_name(constraint.references);
  if (!constraint.referenced_columns.empty()) {
    text += " (" + rendered_names(constraint.referenced_columns) + ")";
  }
  if (constraint.match == "full") text += " MATCH FULL";
  if (!constraint.on_update.empty()) text += " ON UPDATE " + uppercased(constraint.on_update);
  if (!constraint.on_delete.empty()) text += " ON DELETE " + uppercased(constraint.on_delete);
  if (!constraint.set_columns.empty()) {
    text += " (" + rendered_names(constraint.set_columns) + ")";
  }
  return text;
}

std::string exclusion(const SchemaConstraint& constraint, const SchemaIndex* index) {
  if (index == nullptr) return "EXCLUDE ()";
  std::string text = "EXCLUDE USING " + sql::quoted(index->method) + " (" +
                     rendered_keys(index->keys, constraint.operators) + ")" + index_tail(index);
  return index->where ? text + " WHERE (" + index->where->sql + ")" : text;
}

std::string body(const SchemaConstraint& constraint, const SchemaIndex* index) {
  const bool distinct = index == nullptr || !index->nulls_not_distinct;
  const std::string columns = " (" + rendered_names(constraint.columns) + ")";
  switch (constraint.kind) {
    case Kind::check:
      return "CHECK (" + (constraint.check ? constraint.check->sql : "") + ")" +
             (constraint.no_inherit ? " NO INHERIT" : "");
    case Kind::primary_key:
      return "PRIMARY KEY" + columns + index_tail(index);
    case Kind::unique:
      return (distinct ? "UNIQUE" : "UNIQUE NULLS NOT DISTINCT") + columns + index_tail(index);
    case Kind::exclusion:
      return exclusion(constraint, index);
    case Kind::foreign_key:
      return foreign_key(constraint);
    case Kind::not_null:
      return "NOT NULL" + (constraint.columns.empty() ? "" : " " + constraint.columns.front());
  }
  return {};
}

std::string rendered_generated(const SchemaColumn& column) {
  if (column.generated == sql::Column::Generated::no || !column.generated_as) return {};
  const bool stored = column.generated == sql::Column::Generated::stored;
  return " GENERATED ALWAYS AS (" + column.generated_as->sql + ")" +
         (stored ? " STORED" : " VIRTUAL");
}

// Words, dots, constants, casts and calls; what stands inside of parentheses does not matter.
bool is_simple(const std::string& expression) {
  using Token = sql::Token;
  static const std::set<std::string, std::less<>> operators = {
      "is",      "at",     "and",     "or",      "not",     "in",       "like",    "ilike",
      "between", "isnull", "notnull", "similar", "collate", "operator", "overlaps"};
  sql::Lexer lexer(expression);
  int depth = 0;
  while (const std::optional<Token> token = lexer.next()) {
    const std::string_view text =
        std::string_view(expression).substr(token->span.begin, token->span.end - token->span.begin);
    if (text == ")" || text == "]") --depth;
    if (depth == 0) {
      if (token->kind == Token::Kind::word && operators.contains(to_lower(text))) return false;
      const bool plain = text.find_first_not_of(":.,()[]") == std::string_view::npos;
      if (token->kind == Token::Kind::symbol && !plain) return false;
    }
    if (text == "(" || text == "[") ++depth;
  }
  return true;
}

}  // namespace

std::string rendered_default(const std::string& expression) {
  return is_simple(expression) ? expression : "(" + expression + ")";
}

std::string rendered_keys(const std::vector<sql::IndexKey>& keys,
                          const std::vector<std::string>& operators) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    parts.push_back(rendered_key(keys[i]));
    const std::string& written = keys[i].exclusion_operator;
    const std::string& name = i < operators.size() ? operators[i] : written;
    if (!name.empty()) parts.back() += " WITH " + rendered_operator(name);
  }
  return join(parts, ", ");
}

std::string rendered_constraint(const SchemaConstraint& constraint, const SchemaIndex* index) {
  std::string text = "CONSTRAINT " + sql::quoted(constraint.name) + " " + body(constraint, index);
  if (constraint.deferrable) text += " DEFERRABLE";
  if (constraint.initially_deferred) text += " INITIALLY DEFERRED";
  if (!constraint.enforced) text += " NOT ENFORCED";
  return constraint.valid || !constraint.enforced ? text : text + " NOT VALID";
}

std::string rendered_index(const SchemaIndex& index, const std::string& table) {
  std::string text = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  text += sql::quoted(unqualified(index.name).name) + " ON " + (index.only ? "ONLY " : "") +
          rendered_name(table);
  if (index.method != "btree") text += " USING " + sql::quoted(index.method);
  text += " (" + rendered_keys(index.keys) + ")";
  if (!index.include.empty()) text += " INCLUDE (" + rendered_names(index.include) + ")";
  if (index.nulls_not_distinct) text += " NULLS NOT DISTINCT";
  if (!index.options.empty()) text += " WITH (" + rendered_options(index.options) + ")";
  if (!index.tablespace.empty()) text += " TABLESPACE " + sql::quoted(index.tablespace);
  return index.where ? text + " WHERE " + index.where->sql : text;
}

std::string rendered_identity_kind(sql::Column::Identity identity) {
  return identity == sql::Column::Identity::always ? "ALWAYS" : "BY DEFAULT";
}

std::string rendered_identity(const SchemaColumn& column, const std::string& table,
                              const Relation* sequence) {
  const std::string text = "GENERATED " + rendered_identity_kind(column.identity) + " AS IDENTITY";
  std::string options;
  if (!column.sequence.empty() && column.sequence != table + "_" + column.name + "_seq") {
    options += " SEQUENCE NAME " + rendered_name(column.sequence);
  }
  if (sequence != nullptr && sequence->sequence) {
    options += rendered_sequence_options(*sequence->sequence);
  }
  return options.empty() ? text : text + " (" + options.substr(1) + ")";
}

std::string rendered_column(const SchemaColumn& column, const std::string& table,
                            const Relation* sequence) {
  std::string text = sql::quoted(column.name) + " " + rendered_type(column.type);
  if (!column.options.empty()) {
    text += " OPTIONS (" + rendered_foreign_options(column.options) + ")";
  }
  if (!column.compression.empty()) text += " COMPRESSION " + sql::quoted(column.compression);
  text += rendered_collation(column.collation);
  text += rendered_generated(column);
  if (column.default_value) text += " DEFAULT " + rendered_default(column.default_value->sql);
  if (column.identity != sql::Column::Identity::none) {
    text += " " + rendered_identity(column, table, sequence);
  }
  return column.not_null ? text + " NOT NULL" : text;
}

}  // namespace migcheck
