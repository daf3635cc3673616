#include <algorithm>
#include <utility>

#include "schema/editor.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::ranges::find(list, name) != list.end();
}

// The columns that an expression mentions, each once.
void collect_columns(const sql::Expression& expression, std::vector<std::string>& columns) {
  if (expression.kind == sql::Expression::Kind::column && !contains(columns, expression.text)) {
    columns.push_back(expression.text);
  }
  for (const sql::Expression& part : expression.arguments) collect_columns(part, columns);
}

const char* label_of(Kind kind) {
  switch (kind) {
    case Kind::primary_key:
      return "pkey";
    case Kind::unique:
      return "key";
    case Kind::exclusion:
      return "excl";
    case Kind::foreign_key:
      return "fkey";
    case Kind::not_null:
      return "not_null";
    case Kind::check:
      break;
  }
  return "check";
}

}  // namespace

void SchemaEditor::add_constraint(const std::string& table, const sql::Constraint& written,
                                  bool only) {
  switch (written.kind) {
    case Kind::check:
      add_check(table, written, only);
      return;
    case Kind::foreign_key:
      add_foreign_key(table, written);
      return;
    case Kind::not_null:
      for (const std::string& column : written.columns) {
        set_not_null(table, column, only || written.no_inherit);
      }
      // Columns have no place for either.
      if (written.no_inherit || written.not_valid) {
        doubt(class_key(ObjectClass::relation, table));
      }
      return;
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclusion:
      if (written.using_index.empty()) {
        add_key(table, written);
      } else {
        use_index(table, written);
      }
  }
}

SchemaConstraint SchemaEditor::made_constraint(const sql::Constraint& written) const {
  SchemaConstraint constraint;
  constraint.kind = written.kind;
  constraint.name = written.name;
  constraint.columns = written.columns;
  constraint.check = written.check;
  constraint.valid = !written.not_valid;
  constraint.enforced = written.enforced;
  constraint.deferrable = written.deferrable;
  constraint.initially_deferred = written.initially_deferred;
  constraint.no_inherit = written.no_inherit;
  constraint.on_delete = written.on_delete;
  constraint.on_update = written.on_update;
  constraint.match = written.match;
  constraint.set_columns = written.set_columns;
  return constraint;
}

void SchemaEditor::add_check(const std::string& table, const sql::Constraint& written, bool only) {
  SchemaConstraint constraint = made_constraint(written);
  qualifier_.expression(constraint.check);
  constraint.columns.clear();
  if (constraint.check) collect_columns(*constraint.check, constraint.columns);
  if (constraint.name.empty()) {
    const bool single = constraint.columns.size() == 1;
    constraint.name =
        constraint_name(table, single ? constraint.columns.front() : "", label_of(Kind::check));
  }
  relation(table).constraints.push_back(constraint);
  if (only || constraint.no_inherit) return;
  for (const std::string& child : std::vector(relation(table).children)) {
    add_inherited_check(child, constraint);
  }
}

// Source: MergeWithExistingConstraint.
void SchemaEditor::add_inherited_check(const std::string& child, SchemaConstraint constraint) {
  Relation& owner = relation(child);
  if (SchemaConstraint* existing = owner.constraint(constraint.name)) {
    ++existing->inherited;
  } else {
    constraint.local = false;
    constraint.inherited = 1;
    constraint.comment.clear();
    owner.constraints.push_back(constraint);
  }
  for (const std::string& grandchild : std::vector(relation(child).children)) {
    add_inherited_check(grandchild, constraint);
  }
}

// Without columns, the key refers to the primary key. Source: transformFkeyGetPrimaryKey.
void SchemaEditor::add_foreign_key(const std::string& table, const sql::Constraint& written) {
  SchemaConstraint constraint = made_constraint(written);
  constraint.references = schema_.resolve(written.references);
  constraint.referenced_columns = written.referenced_columns;
  const Relation* referenced = schema_.relation(constraint.references);
  if (constraint.referenced_columns.empty() && referenced != nullptr) {
    for (const SchemaConstraint& key : referenced->constraints) {
      if (key.kind == Kind::primary_key) constraint.referenced_columns = key.columns;
    }
  }
  if (constraint.name.empty()) {
    constraint.name =
        constraint_name(table, name_addition(constraint.columns), label_of(Kind::foreign_key));
  }
  relation(table).constraints.push_back(constraint);
  if (relation(table).kind != Relation::Kind::partitioned) return;
  for (const std::string& child : std::vector(relation(table).children)) {
    clone_foreign_key(child, constraint);
  }
}

// PRIMARY KEY, UNIQUE and EXCLUDE make an index. Source: transformIndexConstraint and DefineIndex.
void SchemaEditor::add_key(const std::string& table, const sql::Constraint& written) {
  SchemaConstraint constraint = made_constraint(written);
  SchemaIndex made;
  made.table = table;
  made.unique = written.kind != Kind::exclusion;
  made.method = written.method.empty() ? "btree" : written.method;
  made.include = written.include;
  made.where = written.where;
  made.options = written.index_options;
  made.tablespace = written.index_tablespace;
  made.nulls_not_distinct = written.nulls_not_distinct;
  made.keys = written.keys;
  for (sql::IndexKey& key : made.keys) constraint.operators.push_back(key.exclusion_operator);
  if (made.keys.empty()) {
    for (const std::string& column : written.columns)
      made.keys.push_back({column, {}, {}, {}, {}, {}});
  }
  if (written.kind == Kind::exclusion) {
    for (const sql::IndexKey& key : made.keys) constraint.columns.push_back(key.column);
  }
  if (constraint.name.empty()) {
    const bool primary = written.kind == Kind::primary_key;
    const std::string addition =
        primary ? "" : name_addition(index_column_names(made.keys, made.include));
    constraint.name = relation_name(table, addition, label_of(written.kind), true);
  }
  made.constraint = constraint.name;
  constraint.index = sibling(table, constraint.name);
  if (written.kind == Kind::primary_key) {
    for (const std::string& column : constraint.columns) set_not_null(table, column, false);
  }
  const std::string name = constraint.name;
  relation(table).constraints.push_back(std::move(constraint));
  add_index(std::move(made), name);
}

// The index takes the constraint's name. Source: ATExecAddIndexConstraint.
void SchemaEditor::use_index(const std::string& table, const sql::Constraint& written) {
  SchemaConstraint constraint = made_constraint(written);
  if (constraint.name.empty()) constraint.name = written.using_index;
  const std::string old_name = sibling(table, written.using_index);
  const std::string new_name = sibling(table, constraint.name);
  if (schema_.index(old_name) == nullptr) return;
  if (old_name != new_name) rename_index(old_name, new_name);
  SchemaIndex& used = index(new_name);
  used.constraint = constraint.name;
  constraint.index = new_name;
  constraint.columns = used.columns;
  if (written.kind == Kind::primary_key) {
    for (const std::string& column : constraint.columns) set_not_null(table, column, false);
  }
  relation(table).constraints.push_back(std::move(constraint));
}

void SchemaEditor::set_not_null(const std::string& table, const std::string& column, bool only) {
  Relation& owner = relation(table);
  if (SchemaColumn* known = owner.column(column)) known->not_null = true;
  if (only) return;
  for (const std::string& child : std::vector(owner.children)) set_not_null(child, column, false);
}

// With CASCADE, foreign keys that rest on the index go along.
void SchemaEditor::drop_constraint(const std::string& table, const std::string& name, bool cascade,
                                   bool only) {
  const SchemaConstraint* known = relation(table).constraint(name);
  if (known == nullptr) return;
  const SchemaConstraint dropped = *known;
  if (cascade && dropped.kind != Kind::check && dropped.kind != Kind::foreign_key) {
    drop_keys_to(table, dropped.columns);
  }
  std::erase_if(relation(table).constraints,
                [&](const SchemaConstraint& c) { return c.name == name; });
  if (!dropped.index.empty()) drop_index(dropped.index);
  const bool partitioned = relation(table).kind == Relation::Kind::partitioned;
  if (dropped.kind != Kind::check && !(partitioned && dropped.kind == Kind::foreign_key)) return;
  for (const std::string& child : std::vector(relation(table).children)) {
    drop_inherited_constraint(child, name, cascade, only);
  }
}

// Source: ATExecDropConstraint: a child keeps what it has defined itself.
void SchemaEditor::drop_inherited_constraint(const std::string& child, const std::string& name,
                                             bool cascade, bool only) {
  SchemaConstraint* inherited = relation(child).constraint(name);
  if (inherited == nullptr || inherited->inherited == 0) return;
  --inherited->inherited;
  if (only) {
    inherited->local = true;
    return;
  }
  if (inherited->inherited == 0 && !inherited->local) drop_constraint(child, name, cascade, false);
}

// All foreign keys to exactly these columns; of a single column, to any that contains it.
void SchemaEditor::drop_keys_to(const std::string& table, const std::vector<std::string>& columns) {
  std::vector<std::string> tables = schema_.referencing(table);
  tables.push_back(table);
  for (const std::string& user : tables) {
    std::vector<std::string> names;
    for (const SchemaConstraint& constraint : relation(user).constraints) {
      if (constraint.references != table) continue;
      const auto is_referenced = [&](const std::string& column) {
        return contains(constraint.referenced_columns, column);
      };
      if (std::ranges::all_of(columns, is_referenced)) names.push_back(constraint.name);
    }
    for (const std::string& name : names) drop_constraint(user, name, true, false);
  }
}

void SchemaEditor::alter_constraint(const std::string& table, const sql::AlterAction& action) {
  SchemaConstraint* known = relation(table).constraint(action.name);
  if (known == nullptr || !action.constraint) return;
  known->deferrable = action.constraint->deferrable;
  known->initially_deferred = action.constraint->initially_deferred;
  if (relation(table).kind != Relation::Kind::partitioned) return;
  for (const std::string& child : std::vector(relation(table).children)) {
    alter_constraint(child, action);
  }
}

void SchemaEditor::validate(const std::string& table, const std::string& name) {
  SchemaConstraint* known = relation(table).constraint(name);
  if (known == nullptr) return;
  known->valid = true;
  if (known->no_inherit || known->kind != Kind::check) return;
  for (const std::string& child : std::vector(relation(table).children)) validate(child, name);
}

}  // namespace migcheck
