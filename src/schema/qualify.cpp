#include "schema/qualify.h"

#include <map>
#include <memory>
#include <utility>

#include "schema/names.h"
#include "schema/references.h"
#include "sql/builtin_types.h"

namespace migcheck {

namespace {

using Kind = sql::Expression::Kind;

// The literal of a nextval(…) call, for changing; null where it is none.
sql::Expression* relation_literal(sql::Expression& call) {
  if (sequence_of(call).empty()) return nullptr;
  sql::Expression* argument = &call.arguments.front();
  return argument->kind == Kind::cast ? &argument->arguments.front() : argument;
}

}  // namespace

sql::Name Qualifier::type_name(const sql::Name& name) const {
  if (name.schema.empty() && sql::is_builtin_type(name.name)) return name;
  const std::string key = schema_.resolve_type(name);
  if (schema_.type(key) != nullptr) return unqualified(key);
  const std::string row = schema_.resolve(name);  // each relation is a type, too
  return schema_.relation(row) != nullptr ? unqualified(row) : name;
}

void Qualifier::type(sql::TypeName& type) const {
  if (!type.column.empty()) {  // table.column%TYPE is settled at once
    const SchemaColumn* column = schema_.column(schema_.resolve(type.name), type.column);
    if (column == nullptr) return;
    const bool set_of = type.set_of;
    type = column->type;
    type.set_of = set_of;
    return;
  }
  if (!type.name.schema.empty() || type.name.name.empty()) return;
  type.name = type_name(type.name);
}

// Whether anything was changed, or whether there is something that the reduced tree does not show.
bool Qualifier::parts(sql::Expression& expression) const {
  bool changed = expression.kind == Kind::other || expression.kind == Kind::subquery;
  if (expression.type && expression.type->name.schema.empty()) {
    type(*expression.type);
    changed = changed || !expression.type->name.schema.empty();
  }
  if (expression.kind == Kind::function && expression.name.schema.empty()) {
    if (sql::Expression* literal = relation_literal(expression)) {
      const std::string name = schema_.resolve(unqualified(parsed_name(literal->text)));
      changed = changed || schema_.relation(name) != nullptr;
      if (schema_.relation(name) != nullptr) literal->text = quoted_name(name);
    } else if (const std::string name = schema_.resolve_function(expression.name); !name.empty()) {
      expression.name = unqualified(name);
      changed = true;
    }
  }
  for (sql::Expression& part : expression.arguments) changed = parts(part) || changed;
  return changed;
}

void Qualifier::expression(sql::Expression& expression) const {
  if (parts(expression)) expression.sql = text(expression.sql, sql::Form::expression);
}

void Qualifier::expression(Boxed<sql::Expression>& written) const {
  if (written) expression(*written);
}

std::string Qualifier::text(const std::string& sql, sql::Form form) const {
  return sql.empty() ? sql : sql::rewritten(sql, form, names());
}

std::optional<std::string> Qualifier::query(const std::string& sql,
                                            const sql::Catalog& catalog) const {
  return sql::expanded(sql, catalog, names());
}

std::string Qualifier::function(const std::string& sql) const {
  sql::NameMap settled = names();
  settled.column_type = [this](const sql::Name& table, const std::string& name) {
    const SchemaColumn* column = schema_.column(schema_.resolve(table), name);
    return column == nullptr ? std::nullopt : std::optional(column->type);
  };
  return sql::rewritten(sql, sql::Form::statement, settled);
}

std::string Qualifier::collation(const sql::Name& written) const {
  if (written.name.empty()) return {};
  if (written.schema == "pg_catalog") return written.name;
  const std::string key = schema_.resolve_object(sql::ObjectKind::collation, written);
  return key.empty() ? to_string(written) : key;
}

sql::NameMap Qualifier::names() const {
  sql::NameMap names;
  names.relation = [this](const sql::Name& name) {
    const std::string key = schema_.resolve(name);
    const bool known = schema_.relation(key) != nullptr || schema_.index(key) != nullptr;
    return known ? unqualified(key) : name;
  };
  names.type = [this](const sql::Name& name) { return type_name(name); };
  names.function = [this](const sql::Name& name) {
    const std::string key = schema_.resolve_function(name);
    return key.empty() ? name : unqualified(key);
  };
  names.collation = [this](const sql::Name& name) {
    const std::string key = schema_.resolve_object(sql::ObjectKind::collation, name);
    return key.empty() ? name : unqualified(key);
  };
  return names;
}

namespace {

sql::RelationColumns columns_of(const Relation& relation) {
  std::vector<sql::ResultColumn> columns;
  columns.reserve(relation.columns.size());
  for (const SchemaColumn& column : relation.columns) {
    std::optional<sql::TypeName> type;
    if (!column.type.name.name.empty()) type = column.type;
    columns.push_back({column.name, std::move(type), column.collation});
  }
  return std::make_shared<const std::vector<sql::ResultColumn>>(std::move(columns));
}

}  // namespace

sql::Catalog Qualifier::catalog() const {
  sql::Catalog catalog;
  // A query that reads a relation asks for it several times.
  auto known = std::make_shared<std::map<std::string, sql::RelationColumns>>();
  catalog.columns = [this, known](const sql::Name& name) {
    const Relation* relation = schema_.relation(schema_.resolve(name));
    if (relation == nullptr || !relation->complete) return sql::RelationColumns();
    sql::RelationColumns& columns = (*known)[relation->name];
    if (!columns) columns = columns_of(*relation);
    return columns;
  };
  catalog.returns = [this](const sql::Name& name) -> std::optional<sql::TypeName> {
    const SchemaFunction* function = schema_.function(schema_.resolve_function(name));
    if (function == nullptr) return std::nullopt;
    return function->returns;
  };
  catalog.full_name = [this](const sql::Name& name) {
    sql::TypeName named{name, {}};
    type(named);
    return named.name;
  };
  catalog.is_enum = [this](const sql::Name& name) {
    const SchemaType* type = schema_.type(schema_.resolve_type(name));
    return type != nullptr && type->kind == SchemaType::Kind::enumeration;
  };
  return catalog;
}

}  // namespace migcheck
