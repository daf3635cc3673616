#include "schema/schema.h"

#include <algorithm>

namespace migcheck {

namespace {

template <typename List>
auto* named(List& list, const std::string& name) {
  const auto at =
      std::find_if(list.begin(), list.end(), [&](const auto& item) { return item.name == name; });
  return at == list.end() ? nullptr : &*at;
}

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

const SchemaColumn* Relation::column(const std::string& column_name) const {
  return named(columns, column_name);
}

SchemaColumn* Relation::column(const std::string& column_name) {
  return named(columns, column_name);
}

const SchemaConstraint* Relation::constraint(const std::string& constraint_name) const {
  return named(constraints, constraint_name);
}

SchemaConstraint* Relation::constraint(const std::string& constraint_name) {
  return named(constraints, constraint_name);
}

std::string Schema::qualified(const sql::Name& name) const {
  if (name.name.empty()) return {};
  return (name.schema.empty() ? search_path_.front() : name.schema) + "." + name.name;
}

std::string Schema::resolve(const sql::Name& name) const {
  if (!name.schema.empty() || name.name.empty()) return qualified(name);
  for (const std::string& schema : search_path_) {
    const std::string key = schema + "." + name.name;
    if (relations_.find(key) != nullptr || indexes_.find(key) != nullptr) return key;
  }
  return qualified(name);
}

std::string Schema::resolve_type(const sql::Name& name) const {
  if (!name.schema.empty() || name.name.empty()) return qualified(name);
  for (const std::string& schema : search_path_) {
    const std::string key = schema + "." + name.name;
    if (types_.find(key) != nullptr) return key;
  }
  return qualified(name);
}

const SchemaColumn* Schema::column(const std::string& table, const std::string& name) const {
  const Relation* found = relation(table);
  return found == nullptr ? nullptr : found->column(name);
}

Ternary Schema::never_null(const std::string& table, const std::string& column_name,
                           const std::vector<std::string>& dropped) const {
  const Relation* found = relation(table);
  if (found == nullptr) return Ternary::unknown;
  const SchemaColumn* known = found->column(column_name);
  if (known != nullptr && known->not_null) return Ternary::yes;
  for (const SchemaConstraint& constraint : found->constraints) {
    if (contains(dropped, constraint.name)) continue;
    const bool primary = constraint.kind == sql::Constraint::Kind::primary_key;
    if (primary && contains(constraint.columns, column_name)) return Ternary::yes;
    if (constraint.valid && constraint.check && implies_not_null(*constraint.check, column_name)) {
      return Ternary::yes;
    }
  }
  return found->complete ? Ternary::no : Ternary::unknown;
}

std::vector<std::string> Schema::referencing(const std::string& table) const {
  std::vector<std::string> tables;
  for (const auto& [name, candidate] : relations_.all()) {
    if (name == table) continue;
    const auto refers = [&](const SchemaConstraint& c) { return c.references == table; };
    if (std::any_of(candidate->constraints.begin(), candidate->constraints.end(), refers)) {
      tables.push_back(name);
    }
  }
  return tables;
}

std::vector<std::string> Schema::descendants(const std::string& table) const {
  std::vector<std::string> found;
  std::vector<std::string> pending = {table};
  while (!pending.empty()) {
    const Relation* current = relation(pending.back());
    pending.pop_back();
    if (current == nullptr) continue;
    for (const std::string& child : current->children) {
      if (child == table || contains(found, child)) continue;
      found.push_back(child);
      pending.push_back(child);
    }
  }
  return found;
}

std::vector<std::string> Schema::tables_using_type(const std::string& type_name) const {
  std::vector<std::string> tables;
  for (const auto& [name, candidate] : relations_.all()) {
    for (const SchemaColumn& column : candidate->columns) {
      if (resolve_type(column.type.name) != type_name) continue;
      tables.push_back(name);
      break;
    }
  }
  return tables;
}

void Schema::record() {
  relations_.record();
  indexes_.record();
  types_.record();
  functions_.record();
  recorded_search_path_ = search_path_;
  recorded_opaque_ = opaque_;
}

void Schema::undo() {
  relations_.undo();
  indexes_.undo();
  types_.undo();
  functions_.undo();
  search_path_ = recorded_search_path_;
  opaque_ = recorded_opaque_;
}

bool implies_not_null(const sql::Expression& check, const std::string& column) {
  using Kind = sql::Expression::Kind;
  const auto implies = [&](const sql::Expression& part) { return implies_not_null(part, column); };
  const auto is_the_column = [&](const sql::Expression& part) {
    return part.kind == Kind::column && part.text == column;
  };
  switch (check.kind) {
    case Kind::conjunction:
      return std::any_of(check.arguments.begin(), check.arguments.end(), implies);
    case Kind::disjunction:
      return std::all_of(check.arguments.begin(), check.arguments.end(), implies);
    case Kind::is_not_null:
      return is_the_column(check.arguments.front());
    case Kind::negation: {
      const sql::Expression& inner = check.arguments.front();
      return inner.kind == Kind::is_null && is_the_column(inner.arguments.front());
    }
    default:
      return false;
  }
}

bool mentions(const sql::Expression& expression, const std::string& column) {
  if (expression.kind == sql::Expression::Kind::column) return expression.text == column;
  return std::any_of(expression.arguments.begin(), expression.arguments.end(),
                     [&](const sql::Expression& part) { return mentions(part, column); });
}

sql::Name unqualified(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return {{}, name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

}  // namespace migcheck
