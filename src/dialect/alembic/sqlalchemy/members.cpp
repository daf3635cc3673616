#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::External;
using python::Value;
using Family = SqlType::Family;
using Kind = Fragment::Kind;

namespace {

Fragment column_of(const TableReferencePtr& table, const std::string& key, const Scope& scope) {
  const ReferencedColumn* found = table->find(key);
  if (!found) {
    refuse(scope.label + " names the column '" + key + "', which table '" + table->name.text +
           "' is not declared with");
  }
  Fragment column;
  column.kind = Kind::column;
  column.key = key;
  column.type = found->type;
  const bool qualified = scope.columns == Scope::Columns::qualified;
  column.sql = (qualified ? table->qualifier() + "." : "") + quote(found->name);
  if (qualified) column.tables = {table};
  return column;
}

// The table behind `users.c` or `users.columns`; null if the value is no such thing.
TableReferencePtr table_of_columns(const Value& value, const Scope& scope) {
  const External* collection = value.external();
  if (!collection || collection->kind != External::Kind::attribute) return nullptr;
  if (collection->path != "c" && collection->path != "columns") return nullptr;
  return collection->operands.empty()
             ? nullptr
             : lower_table_reference(collection->operands.front(), scope.options);
}

// insert.excluded.x, in ON CONFLICT.
std::optional<Fragment> excluded_column(const External& member, const std::string& key) {
  const External* excluded = member.operands.front().external();
  if (!excluded || excluded->kind != External::Kind::attribute || excluded->path != "excluded") {
    return {};
  }
  Fragment column;
  column.kind = Kind::column;
  column.key = key;
  column.sql = "excluded." + quote(key);
  return column;
}

// '{a, b}'
std::string json_path(const std::vector<Value>& keys, const Scope& scope) {
  std::vector<std::string> parts;
  for (const Value& key : keys) {
    const auto* number = key.as<std::int64_t>();
    parts.push_back(number ? std::to_string(*number) : as_text(key, "a key of a JSON path"));
  }
  return text_literal("{" + join(parts, ", ") + "}", scope.options);
}

// json: -> or #>. text: ->> or #>>. text_of_cast: the same, but grouped as json, as SQLAlchemy
// writes as_string().
enum class Element { json, text, text_of_cast };

Fragment json_element(const Fragment& left, const Value& key, Element element, const Scope& scope) {
  const bool is_path = key.sequence() != nullptr;
  const bool is_text = element != Element::json;
  const std::string_view op = is_path ? (is_text ? "#>>" : "#>") : (is_text ? "->>" : "->");
  const Operator grouping =
      element == Element::text_of_cast ? find_operator(is_path ? "#>" : "->") : find_operator(op);
  Fragment result = left;
  result.kind = Kind::expression;
  const std::string right =
      is_path ? json_path(key.sequence()->items, scope) : render(build(key, scope), scope);
  result.sql =
      render_below(left, grouping, *left.type, scope) + " " + std::string(op) + " " + right;
  if (scope.inside_operator) result.sql = "(" + result.sql + ")";
  result.op = grouping;
  if (is_text) result.type = type_of_sql("TEXT");
  return result;
}

std::optional<Fragment> subscript(const External& member, const Scope& scope) {
  const Value& key = member.operands.at(1);
  if (const TableReferencePtr table = table_of_columns(member.operands.front(), scope)) {
    return column_of(table, as_text(key, "the name of a column"), scope);
  }
  if (const auto* name = key.as<std::string>()) {
    if (auto column = excluded_column(member, *name)) return column;
  }
  const Fragment left = build(member.operands.front(), inside_operator(scope));
  if (left.type->family == Family::json) return json_element(left, key, Element::json, scope);
  if (left.type->family != Family::array) {
    refuse(scope.label + " has a subscript on something that is neither JSON nor an array");
  }
  Fragment element = left;
  element.kind = Kind::expression;
  element.sql += "[" + render(build(key, scope), scope) + "]";
  element.op = find_operator("[]");
  if (left.type->item) element.type = left.type->item;
  return element;
}

}  // namespace

Fragment json_element_text(const Value& element, JsonText form, const Scope& scope) {
  const External* member = element.external();
  if (!member || member->kind != External::Kind::subscript) {
    refuse(scope.label + " asks for the text of something that is no element of JSON");
  }
  const Fragment left = build(member->operands.front(), inside_operator(scope));
  return json_element(left, member->operands.at(1),
                      form == JsonText::cast ? Element::text_of_cast : Element::text, scope);
}

std::optional<Fragment> build_member(const External& member, const Scope& scope) {
  if (member.operands.empty()) return {};
  if (member.kind == External::Kind::subscript) return subscript(member, scope);
  if (member.kind != External::Kind::attribute) return {};
  if (const TableReferencePtr table = table_of_columns(member.operands.front(), scope)) {
    return column_of(table, member.path, scope);
  }
  if (auto column = excluded_column(member, member.path)) return column;
  if (member.path == "astext") {
    return json_element_text(member.operands.front(), JsonText::plain, scope);
  }
  return {};
}

}  // namespace migcheck::alembic
