#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "schema/editor.h"

namespace migcheck {

namespace {

// Source: PostgreSQL documentation, 8.1.4 Serial Types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> serial_types = {{
    {"serial", "int4"},
    {"serial4", "int4"},
    {"bigserial", "int8"},
    {"serial8", "int8"},
    {"smallserial", "int2"},
    {"serial2", "int2"},
}};

// The columns that a check mentions.
void collect_columns(const sql::Expression& expression, std::vector<std::string>& columns) {
  if (expression.kind == sql::Expression::Kind::column &&
      std::find(columns.begin(), columns.end(), expression.text) == columns.end()) {
    columns.push_back(expression.text);
  }
  for (const sql::Expression& part : expression.arguments) collect_columns(part, columns);
}

// Cuts the longer of the two parts until the whole fits, as makeObjectName does.
std::string object_name(std::string first, std::string second, const std::string& label) {
  constexpr std::size_t longest = 63;
  const std::size_t overhead = label.size() + 1 + (second.empty() ? 0 : 1);
  while (first.size() + second.size() + overhead > longest) {
    (first.size() > second.size() ? first : second).pop_back();
  }
  return first + (second.empty() ? "" : "_" + second) + "_" + label;
}

}  // namespace

Relation& SchemaEditor::table(const std::string& name) {
  if (schema_.relation(name) != nullptr) return schema_.relations_.edit(name);
  Relation relation;
  relation.name = name;
  relation.complete = false;
  return schema_.relations_.put(std::move(relation));
}

std::string SchemaEditor::sibling(const std::string& table, const std::string& name) const {
  return unqualified(table).schema + "." + name;
}

bool SchemaEditor::is_taken(const std::string& table, const std::string& name) const {
  const std::string key = sibling(table, name);
  if (schema_.index(key) != nullptr || schema_.relation(key) != nullptr) return true;
  const Relation* relation = schema_.relation(table);
  return relation != nullptr && relation->constraint(name) != nullptr;
}

// Source: ChooseRelationName and ChooseConstraintName in PostgreSQL's src/backend/commands.
std::string SchemaEditor::generated_name(const std::string& table, const std::string& columns,
                                         const std::string& label) const {
  const std::string base = unqualified(table).name;
  std::string name = object_name(base, columns, label);
  for (int i = 1; is_taken(table, name); ++i) {
    name = object_name(base, columns, label + std::to_string(i));
  }
  return name;
}

std::string SchemaEditor::constraint_name(const std::string& table,
                                          const sql::Constraint& constraint) const {
  using Kind = sql::Constraint::Kind;
  if (!constraint.name.empty()) return constraint.name;
  if (!constraint.using_index.empty()) return constraint.using_index;
  const std::string columns = join(constraint.columns, "_");
  switch (constraint.kind) {
    case Kind::primary_key:
      return generated_name(table, "", "pkey");
    case Kind::unique:
      return generated_name(table, columns, "key");
    case Kind::exclusion:
      return generated_name(table, columns, "excl");
    case Kind::foreign_key:
      return generated_name(table, columns, "fkey");
    case Kind::not_null:
      return generated_name(table, columns, "not_null");
    case Kind::check:
      break;
  }
  std::vector<std::string> mentioned;
  if (constraint.check) collect_columns(*constraint.check, mentioned);
  return generated_name(table, mentioned.size() == 1 ? mentioned.front() : "", "check");
}

void SchemaEditor::add_index_behind(const std::string& table_name, SchemaConstraint& constraint,
                                    const sql::Constraint& written) {
  SchemaIndex index;
  if (!written.using_index.empty()) {
    const std::string old_name = sibling(table_name, written.using_index);
    if (const SchemaIndex* existing = schema_.index(old_name)) {
      index = *existing;
      constraint.columns = index.columns;
    }
    drop_index(old_name);
  }
  index.name = sibling(table_name, constraint.name);
  index.table = table_name;
  index.unique = constraint.kind != sql::Constraint::Kind::exclusion;
  index.constraint = constraint.name;
  if (index.columns.empty()) index.columns = constraint.columns;
  constraint.index = index.name;
  table(table_name).indexes.push_back(index.name);
  schema_.indexes_.put(std::move(index));
}

void SchemaEditor::add_constraint(const std::string& table_name, const sql::Constraint& written) {
  using Kind = sql::Constraint::Kind;
  SchemaConstraint constraint;
  constraint.kind = written.kind;
  constraint.name = constraint_name(table_name, written);
  constraint.columns = written.columns;
  constraint.check = written.check;
  constraint.valid = !written.not_valid;
  if (written.kind == Kind::check && constraint.columns.empty() && written.check) {
    collect_columns(*written.check, constraint.columns);
  }
  if (written.kind == Kind::foreign_key) {
    constraint.references = schema_.resolve(written.references);
    constraint.referenced_columns = written.referenced_columns;
  }
  if (written.kind == Kind::primary_key || written.kind == Kind::unique ||
      written.kind == Kind::exclusion) {
    add_index_behind(table_name, constraint, written);
  }
  Relation& relation = table(table_name);
  if (written.kind == Kind::primary_key) {
    for (const std::string& column : constraint.columns) {
      if (SchemaColumn* key = relation.column(column)) key->not_null = true;
    }
  }
  relation.constraints.push_back(std::move(constraint));
}

void SchemaEditor::add_column(const std::string& table_name, const sql::Column& written) {
  SchemaColumn column;
  column.name = written.name;
  column.type = written.type;
  column.not_null = written.not_null;
  column.default_value = written.default_value;
  column.collation = written.collation;
  column.generated = written.generated != sql::Column::Generated::no;
  column.identity = written.identity != sql::Column::Identity::none;
  if (column.identity) column.not_null = true;
  for (const auto& [serial, integer] : serial_types) {
    if (!written.type.name.schema.empty() || written.type.name.name != serial) continue;
    column.type.name.name = integer;
    column.serial = column.not_null = true;
  }
  if (column.serial || column.identity) {
    Relation sequence;
    sequence.kind = Relation::Kind::sequence;
    sequence.name = sibling(table_name, generated_name(table_name, column.name, "seq"));
    schema_.relations_.put(std::move(sequence));
  }
  Relation& relation = table(table_name);
  if (SchemaColumn* existing = relation.column(column.name)) {
    *existing = std::move(column);
  } else {
    relation.columns.push_back(std::move(column));
  }
  for (const sql::Constraint& constraint : written.constraints) {
    add_constraint(table_name, constraint);
  }
}

void SchemaEditor::copy_columns(const std::string& from, Relation& to) const {
  const Relation* source = schema_.relation(from);
  if (source == nullptr) {
    to.complete = false;
    return;
  }
  to.columns.insert(to.columns.end(), source->columns.begin(), source->columns.end());
  to.complete = to.complete && source->complete;
}

void SchemaEditor::attach(const std::string& parent, const std::string& child) {
  table(parent).children.push_back(child);
  table(child).parents.push_back(parent);
}

void SchemaEditor::detach(const std::string& parent, const std::string& child) {
  std::erase(table(parent).children, child);
  std::erase(table(child).parents, parent);
}

void SchemaEditor::operator()(const sql::CreateTable& operation) {
  const std::string name = schema_.qualified(operation.table);
  if (operation.if_not_exists && schema_.relation(name) != nullptr) return;
  Relation relation;
  relation.name = name;
  relation.persistence = operation.persistence;
  relation.default_partition = operation.default_partition;
  relation.complete = !operation.of_type;
  if (operation.foreign) relation.kind = Relation::Kind::foreign_table;
  if (operation.partition_key) {
    relation.kind = Relation::Kind::partitioned;
    relation.partition_key = *operation.partition_key;
  }
  std::vector<std::string> parents;
  for (const sql::Name& parent : operation.inherits) parents.push_back(schema_.resolve(parent));
  if (operation.partition_of) parents.push_back(schema_.resolve(*operation.partition_of));
  for (const std::string& parent : parents) copy_columns(parent, relation);
  for (const sql::Name& like : operation.like) copy_columns(schema_.resolve(like), relation);
  schema_.relations_.put(std::move(relation));
  for (const std::string& parent : parents) attach(parent, name);
  for (const sql::Column& column : operation.columns) add_column(name, column);
  for (const sql::Constraint& constraint : operation.constraints) add_constraint(name, constraint);
}

void SchemaEditor::operator()(const sql::CreateTableAs& operation) {
  const std::string name = schema_.qualified(operation.table);
  if (operation.if_not_exists && schema_.relation(name) != nullptr) return;
  Relation relation;
  relation.name = name;
  relation.persistence = operation.persistence;
  relation.complete = false;
  if (operation.materialized_view) {
    relation.kind = Relation::Kind::materialized_view;
    for (const sql::Name& read : operation.reads) relation.reads.push_back(schema_.resolve(read));
  }
  schema_.relations_.put(std::move(relation));
}

void SchemaEditor::operator()(const sql::CreateIndex& operation) {
  SchemaIndex index;
  index.table = schema_.resolve(operation.table);
  std::vector<std::string> named;
  for (const sql::IndexKey& key : operation.keys) {
    index.columns.push_back(key.column);
    named.push_back(key.column.empty() ? "expr" : key.column);
  }
  const std::string name = operation.name.empty()
                               ? generated_name(index.table, join(named, "_"), "idx")
                               : operation.name;
  index.name = sibling(index.table, name);
  if (operation.if_not_exists && schema_.index(index.name) != nullptr) return;
  index.unique = operation.unique;
  index.partial = operation.where.has_value();
  table(index.table).indexes.push_back(index.name);
  schema_.indexes_.put(std::move(index));
}

}  // namespace migcheck
