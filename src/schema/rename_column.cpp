#include <algorithm>

#include "schema/editor.h"
#include "schema/rename_names.h"

namespace migcheck {

namespace {

sql::NameMap column_names(const std::string& table, const std::string& from,
                          const std::string& to) {
  sql::NameMap names;
  names.own_table = unqualified(table).name;
  names.column = [from, to](const std::string& name) { return name == from ? to : name; };
  return names;
}

void rename_column_in(SchemaIndex& index, const std::string& from, const std::string& to,
                      const sql::NameMap& names) {
  replace_name(index.columns, from, to);
  replace_name(index.include, from, to);
  for (sql::IndexKey& key : index.keys) {
    replace_name(key.column, from, to);
    rename_in(key.expression, names);
  }
  rename_in(index.where, names);
}

void rename_column_in(Relation& relation, const std::string& from, const std::string& to,
                      const sql::NameMap& names) {
  for (SchemaColumn& column : relation.columns) rename_in(column.generated_as, names);
  for (SchemaConstraint& constraint : relation.constraints) {
    replace_name(constraint.columns, from, to);
    replace_name(constraint.set_columns, from, to);
    rename_in(constraint.check, names);
    if (constraint.references == relation.name)
      replace_name(constraint.referenced_columns, from, to);
  }
  replace_name(relation.partition_key, from, to);
  if (!relation.partition_by) return;
  for (sql::IndexKey& key : relation.partition_by->keys) {
    replace_name(key.column, from, to);
    rename_in(key.expression, names);
  }
}

}  // namespace

void SchemaEditor::rename_column(const std::string& table, const std::string& from,
                                 const std::string& to) {
  rename_column_in_queries(table, from, to);
  const sql::NameMap names = column_names(table, from, to);
  Relation& owner = relation(table);
  if (SchemaColumn* column = owner.column(from)) column->name = to;
  rename_column_in(owner, from, to, names);
  for (const std::string& name : std::vector(owner.indexes)) {
    if (schema_.index(name) != nullptr) rename_column_in(index(name), from, to, names);
  }
  for (const std::string& user : users(ObjectClass::relation, table)) {
    rename_column_use(user, table, from, to);
  }
  for (const std::string& child : std::vector(relation(table).children)) {
    rename_column(child, from, to);
  }
}

// The statement with every column of that name renamed; nothing where it may be another table's.
std::optional<std::string> SchemaEditor::with_column_renamed(const std::string& statement,
                                                             const std::string& table,
                                                             const std::string& from,
                                                             const std::string& to) const {
  const sql::MentionedNames mentioned = sql::names_in(statement, sql::Form::statement);
  const auto has_it = [&](const sql::Name& name) {
    const std::string key = schema_.resolve(name);
    const Relation* other = schema_.relation(key);
    return key != table && (other == nullptr || !other->complete || other->column(from) != nullptr);
  };
  if (std::ranges::find(mentioned.columns, from) == mentioned.columns.end()) return statement;
  if (mentioned.derived || std::ranges::any_of(mentioned.relations, has_it)) return std::nullopt;
  sql::NameMap names = column_names(table, from, to);
  names.every_column = true;
  return sql::rewritten(statement, sql::Form::statement, names);
}

// Foreign keys to the column, sequences that it owns, and parts of the table.
void SchemaEditor::rename_column_use(const std::string& user, const std::string& table,
                                     const std::string& from, const std::string& to) {
  const auto [object_class, name] = from_class_key(user);
  if (object_class == ObjectClass::object) {
    if (schema_.object(name)->table == table) {
      rename_in(object(name).definition, column_names(table, from, to));
      return;
    }
    // Of a rule or policy that reads this table besides its own.
    const auto renamed = with_column_renamed(schema_.object(name)->definition, table, from, to);
    object(name).certain = object(name).certain && renamed;
    if (renamed) object(name).definition = *renamed;
    return;
  }
  if (object_class == ObjectClass::function) {
    const SchemaFunction& known = *schema_.functions_.find(name);
    const auto renamed = with_column_renamed(known.definition, table, from, to);
    const bool is_argument =
        std::ranges::find(known.arguments, from, &sql::FunctionArgument::name) !=
        known.arguments.end();
    SchemaFunction& changed = function(name);
    changed.certain = changed.certain && renamed && !is_argument;
    if (renamed && !is_argument) changed.definition = *renamed;
    return;
  }
  if (object_class != ObjectClass::relation || name == table) return;
  Relation& changed = relation(name);
  for (SchemaConstraint& constraint : changed.constraints) {
    if (constraint.references == table) replace_name(constraint.referenced_columns, from, to);
  }
  if (changed.sequence && changed.sequence->owner_table == table) {
    replace_name(changed.sequence->owner_column, from, to);
  }
}

// Views keep the names of what they yield. To be called while the column has its old name.
void SchemaEditor::rename_column_in_queries(const std::string& table, const std::string& from,
                                            const std::string& to) {
  for (const std::string& user : users(ObjectClass::relation, table)) {
    const auto [object_class, name] = from_class_key(user);
    if (object_class != ObjectClass::relation || relation(name).query.empty()) continue;
    const auto renamed = sql::with_column_renamed(relation(name).query, unqualified(table), from,
                                                  to, qualifier_.catalog());
    if (renamed) {
      relation(name).query = *renamed;
    } else {
      relation(name).certain = false;
    }
  }
}

}  // namespace migcheck
