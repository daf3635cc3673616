#include <algorithm>

#include "core/text.h"
#include "schema/editor.h"
#include "sql/definition.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

void replace(std::vector<std::string>& list, const std::string& from, const std::string& to) {
  std::ranges::replace(list, from, to);
}

void replace(std::string& name, const std::string& from, const std::string& to) {
  if (name == from) name = to;
}

// A map that knows one name only.
std::function<sql::Name(const sql::Name&)> only(const std::string& from, const std::string& to) {
  return [from = unqualified(from), to = unqualified(to)](const sql::Name& name) {
    return name == from ? to : name;
  };
}

sql::NameMap names_for(ObjectClass object_class, const std::string& from, const std::string& to) {
  sql::NameMap names;
  if (object_class == ObjectClass::relation) names.relation = names.type = only(from, to);
  if (object_class == ObjectClass::type) names.type = only(from, to);
  if (object_class == ObjectClass::function) names.function = only(from, to);
  return names;
}

// Whether the text of a constant is a name that changes: 'users'::regclass.
bool names_renamed(const sql::Expression& constant, const sql::NameMap& names) {
  if (constant.kind != sql::Expression::Kind::constant || !names.relation) return false;
  const sql::Name name = unqualified(parsed_name(constant.text));
  return names.relation(name) != name;
}

// Whether the reduced tree of an expression changes, or does not show all that its text has.
bool needs_renaming(const sql::Expression& expression, const sql::NameMap& names) {
  using Part = sql::Expression::Kind;
  if (expression.kind == Part::other || expression.kind == Part::subquery) return true;
  if (expression.kind == Part::column && names.column &&
      names.column(expression.text) != expression.text) {
    return true;
  }
  if (expression.kind == Part::function && names.function &&
      names.function(expression.name) != expression.name) {
    return true;
  }
  if (expression.type && names.type && names.type(expression.type->name) != expression.type->name) {
    return true;
  }
  return names_renamed(expression, names) ||
         std::ranges::any_of(expression.arguments, [&](const sql::Expression& part) {
           return needs_renaming(part, names);
         });
}

// The same in the reduced tree of an expression.
void rename_parts(sql::Expression& expression, const sql::NameMap& names) {
  using Part = sql::Expression::Kind;
  if (expression.kind == Part::column && names.column) {
    expression.text = names.column(expression.text);
  }
  if (expression.kind == Part::function) {
    if (const std::string sequence = sequence_of(expression); !sequence.empty() && names.relation) {
      sql::Expression* literal = &expression.arguments.front();
      if (literal->kind == Part::cast) literal = &literal->arguments.front();
      literal->text = quoted_name(to_string(names.relation(unqualified(sequence))));
    }
    if (names.function) expression.name = names.function(expression.name);
  }
  if (expression.type && names.type) expression.type->name = names.type(expression.type->name);
  for (sql::Expression& part : expression.arguments) rename_parts(part, names);
}

void rename_in(std::optional<sql::Expression>& expression, const sql::NameMap& names) {
  if (!expression || !needs_renaming(*expression, names)) return;
  rename_parts(*expression, names);
  expression->sql = sql::rewritten(expression->sql, sql::Form::expression, names);
}

void rename_in(std::string& text, const sql::NameMap& names) {
  if (!text.empty()) text = sql::rewritten(text, sql::Form::statement, names);
}

void rename_in(sql::TypeName& type, const sql::NameMap& names) {
  if (names.type && !type.name.schema.empty()) type.name = names.type(type.name);
}

void rename_in(std::string& qualified, const std::function<sql::Name(const sql::Name&)>& names) {
  if (names && !qualified.empty()) qualified = to_string(names(unqualified(qualified)));
}

void rename_in(std::vector<std::string>& list,
               const std::function<sql::Name(const sql::Name&)>& names) {
  for (std::string& one : list) rename_in(one, names);
}

void rename_in(SchemaColumn& column, const sql::NameMap& names) {
  rename_in(column.type, names);
  rename_in(column.default_value, names);
  rename_in(column.generated_as, names);
  rename_in(column.sequence, names.relation);
}

void rename_in(SchemaConstraint& constraint, const sql::NameMap& names) {
  rename_in(constraint.check, names);
  rename_in(constraint.references, names.relation);
}

void rename_in(Relation& relation, const sql::NameMap& names) {
  // A relation's new name in a query is a matter of its own: see rename_in_query().
  if (!names.relation) rename_in(relation.query, names);
  for (SchemaColumn& column : relation.columns) rename_in(column, names);
  for (SchemaConstraint& constraint : relation.constraints) rename_in(constraint, names);
  rename_in(relation.parents, names.relation);
  rename_in(relation.reads, names.relation);
  rename_in(relation.of_type, names.type);
  if (relation.sequence) rename_in(relation.sequence->owner_table, names.relation);
  if (relation.partition_by) {
    for (sql::IndexKey& key : relation.partition_by->keys) rename_in(key.expression, names);
  }
}

void rename_in(SchemaIndex& index, const sql::NameMap& names) {
  for (sql::IndexKey& key : index.keys) rename_in(key.expression, names);
  rename_in(index.where, names);
  rename_in(index.table, names.relation);
}

void rename_in(SchemaType& type, const sql::NameMap& names) {
  rename_in(type.base, names);
  rename_in(type.default_value, names);
  rename_in(type.definition, names);
  for (SchemaColumn& attribute : type.attributes) rename_in(attribute, names);
  for (SchemaConstraint& constraint : type.constraints) rename_in(constraint, names);
}

void rename_in(SchemaFunction& function, const sql::NameMap& names) {
  rename_in(function.definition, names);
  for (sql::FunctionArgument& argument : function.arguments) {
    rename_in(argument.type, names);
    rename_in(argument.default_value, names);
  }
  if (function.returns) rename_in(*function.returns, names);
}

}  // namespace

void SchemaEditor::operator()(const sql::Rename& operation) {
  switch (operation.kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::sequence:
    case Kind::index: {
      // ALTER TABLE renames an index too, and the other way round.
      const std::string name = schema_.resolve(operation.object.name);
      const std::string to = sibling(name, operation.new_name);
      if (schema_.index(name) != nullptr) {
        rename_index(name, to);
      } else {
        rename_relation(name, to);
      }
      return;
    }
    case Kind::column:
      rename_column(schema_.resolve(operation.object.name), operation.object.part,
                    operation.new_name);
      return;
    case Kind::attribute:
      rename_attribute(schema_.resolve_type(operation.object.name), operation.object.part,
                       operation.new_name);
      return;
    case Kind::constraint:
      rename_constraint(schema_.resolve(operation.object.name), operation.object.part,
                        operation.new_name);
      return;
    case Kind::domain_constraint:
      rename_domain_constraint(schema_.resolve_type(operation.object.name), operation.object.part,
                               operation.new_name);
      return;
    case Kind::type:
    case Kind::domain: {
      const std::string name = schema_.resolve_type(operation.object.name);
      rename_type(name, sibling(name, operation.new_name));
      return;
    }
    case Kind::schema:
      rename_schema(operation.object.name.name, operation.new_name);
      return;
    case Kind::function: {
      const std::string name = function_key(operation.object.name, operation.object.arguments);
      if (name.empty()) break;
      rename_function(name, sibling(schema_.function(name)->function, operation.new_name));
      return;
    }
    default:
      break;
  }
  rename_object(key_of(operation.kind, operation.object), operation.new_name);
}

void SchemaEditor::operator()(const sql::SetSchema& operation) {
  switch (operation.kind) {
    case Kind::type:
    case Kind::domain: {
      const std::string name = schema_.resolve_type(operation.object);
      rename_type(name, in_schema(operation.new_schema, name));
      return;
    }
    case Kind::function: {
      const std::string name = function_key(operation.object, operation.arguments);
      if (name.empty()) return;
      rename_function(name, in_schema(operation.new_schema, schema_.function(name)->function));
      return;
    }
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::sequence: {
      const std::string name = schema_.resolve(operation.object);
      move_relation(name, operation.new_schema);
      return;
    }
    default:
      move_object(key_of(operation.kind, {operation.object, {}, operation.arguments}),
                  operation.new_schema);
  }
}

// Extended statistics, a collation, an operator, …
void SchemaEditor::move_object(const std::string& key, const std::string& schema) {
  const DefinedObject* known = schema_.object(key);
  if (known == nullptr) return;
  DefinedObject moved = *known;
  if (moved.kind == Kind::operator_ || moved.kind == Kind::function) doubt_queries();
  const std::string old_object = moved.object;
  moved.object = in_schema(schema, moved.object);
  moved.name = object_key(moved.kind, moved.object);
  if (moved.kind == Kind::default_privileges && !moved.owner.empty()) {
    moved.name += " of " + moved.owner;
  }
  moved.definition = sql::with_object_name(moved.definition, unqualified(moved.object));
  const std::vector<std::string> referring = users(ObjectClass::object, key);
  const std::string new_object = moved.object;
  drop_object(key);
  put(std::move(moved));
  for (const std::string& user : referring) rename_collation_in(user, old_object, new_object);
}

// Indexes and owned sequences move along. Source: AlterTableNamespaceInternal.
void SchemaEditor::move_relation(const std::string& name, const std::string& schema) {
  const Relation* known = schema_.relation(name);
  if (known == nullptr) return;
  const std::vector<std::string> indexes = known->indexes;
  std::vector<std::string> sequences;
  for (const std::string& user : users(ObjectClass::relation, name)) {
    const auto [object_class, owned] = from_class_key(user);
    const Relation* sequence =
        object_class == ObjectClass::relation ? schema_.relation(owned) : nullptr;
    if (sequence == nullptr || !sequence->sequence) continue;
    if (sequence->sequence->owner_table == name) sequences.push_back(owned);
  }
  rename_relation(name, in_schema(schema, name));
  for (const std::string& index : indexes) rename_index(index, in_schema(schema, index));
  for (const std::string& owned : sequences) rename_relation(owned, in_schema(schema, owned));
}

void SchemaEditor::rename_relation(const std::string& from, const std::string& to) {
  const Relation* known = schema_.relation(from);
  if (known == nullptr || from == to) return;
  const std::vector<std::string> referring = users(ObjectClass::relation, from);
  Relation renamed = *known;
  const std::size_t made_after = renamed.made_after;
  renamed.name = to;
  for (const std::string& parent : renamed.parents) replace(relation(parent).children, from, to);
  schema_.relations_.erase(from);
  put(std::move(renamed));
  relation(to).made_after = made_after;
  for (const std::string& user : referring) {
    rename_use(user == class_key(ObjectClass::relation, from) ? class_key(ObjectClass::relation, to)
                                                              : user,
               ObjectClass::relation, from, to);
  }
  rename_users(ObjectClass::type, from, to);
  finish();
}

void SchemaEditor::rename_users(ObjectClass object_class, const std::string& from,
                                const std::string& to) {
  for (const std::string& user : users(object_class, from)) {
    rename_use(user, object_class, from, to);
  }
}

void SchemaEditor::rename_use(const std::string& user, ObjectClass used_class,
                              const std::string& from, const std::string& to) {
  const auto [object_class, name] = from_class_key(user);
  const sql::NameMap names = names_for(used_class, from, to);
  switch (object_class) {
    case ObjectClass::relation:
      if (used_class == ObjectClass::relation) rename_in_query(name, from, to);
      rename_in(relation(name), names);
      return;
    case ObjectClass::index:
      rename_in(index(name), names);
      return;
    case ObjectClass::type:
      rename_in(type(name), names);
      return;
    case ObjectClass::function:
      rename_function_arguments(name, names);
      return;
    case ObjectClass::object: {
      DefinedObject& changed = object(name);
      rename_in(changed.definition, names);
      if (changed.table == from && used_class == ObjectClass::relation) {
        move_part(name, to);
      }
      return;
    }
    case ObjectClass::constraint:
      return;
  }
}

// The key of a table's part has the table's name in it.
void SchemaEditor::move_part(const std::string& key, const std::string& table) {
  DefinedObject moved = object(key);
  const std::string old_table = moved.table;
  moved.table = table;
  if (moved.kind != Kind::statistics) {
    moved.name = object_key(moved.kind, moved.object, table);
    drop_object(key);
  }
  put(std::move(moved));
}

// A function is known by the types of its arguments.
void SchemaEditor::rename_function_arguments(const std::string& name, const sql::NameMap& names) {
  SchemaFunction renamed = function(name);
  rename_in(renamed, names);
  renamed.name = renamed.function + signature(renamed.arguments);
  if (renamed.name != name) schema_.functions_.erase(name);
  put(std::move(renamed));
}

void SchemaEditor::rename_in_query(const std::string& view, const std::string& from,
                                   const std::string& to) {
  if (relation(view).query.empty()) return;
  // The catalog needs the relation under the name that the query has.
  const auto renamed = sql::with_relation_renamed(relation(view).query, unqualified(from),
                                                  unqualified(to), qualifier_.catalog());
  Relation& changed = relation(view);
  if (renamed) {
    changed.query = *renamed;
  } else {
    changed.query = sql::rewritten(changed.query, sql::Form::statement,
                                   names_for(ObjectClass::relation, from, to));
    changed.certain = false;
  }
}

void SchemaEditor::rename_index(const std::string& from, const std::string& to) {
  const SchemaIndex* known = schema_.index(from);
  if (known == nullptr || from == to) return;
  const std::vector<std::string> parts = users(ObjectClass::index, from);
  SchemaIndex renamed = *known;
  renamed.name = to;
  Relation& owner = relation(renamed.table);
  replace(owner.indexes, from, to);
  if (SchemaConstraint* constraint = owner.constraint(renamed.constraint)) {
    constraint->name = renamed.constraint = unqualified(to).name;
    constraint->index = to;
  }
  schema_.indexes_.erase(from);
  put(std::move(renamed));
  for (const std::string& part : parts) index(from_class_key(part).name).parent = to;
}

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
  replace(index.columns, from, to);
  replace(index.include, from, to);
  for (sql::IndexKey& key : index.keys) {
    replace(key.column, from, to);
    rename_in(key.expression, names);
  }
  rename_in(index.where, names);
}

void rename_column_in(Relation& relation, const std::string& from, const std::string& to,
                      const sql::NameMap& names) {
  for (SchemaColumn& column : relation.columns) rename_in(column.generated_as, names);
  for (SchemaConstraint& constraint : relation.constraints) {
    replace(constraint.columns, from, to);
    replace(constraint.set_columns, from, to);
    rename_in(constraint.check, names);
    if (constraint.references == relation.name) replace(constraint.referenced_columns, from, to);
  }
  replace(relation.partition_key, from, to);
  if (!relation.partition_by) return;
  for (sql::IndexKey& key : relation.partition_by->keys) {
    replace(key.column, from, to);
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
    if (constraint.references == table) replace(constraint.referenced_columns, from, to);
  }
  if (changed.sequence && changed.sequence->owner_table == table) {
    replace(changed.sequence->owner_column, from, to);
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

void SchemaEditor::rename_constraint(const std::string& table, const std::string& from,
                                     const std::string& to) {
  const SchemaConstraint* known = relation(table).constraint(from);
  if (known == nullptr) return;
  if (!known->index.empty()) {
    rename_index(std::string(known->index), sibling(table, to));
    return;
  }
  relation(table).constraint(from)->name = to;
  for (const std::string& child : std::vector(relation(table).children)) {
    const SchemaConstraint* inherited = relation(child).constraint(from);
    if (inherited != nullptr && inherited->inherited > 0) rename_constraint(child, from, to);
  }
}

void SchemaEditor::rename_domain_constraint(const std::string& domain, const std::string& from,
                                            const std::string& to) {
  if (schema_.type(domain) == nullptr) return;
  for (SchemaConstraint& constraint : type(domain).constraints) replace(constraint.name, from, to);
}

void SchemaEditor::rename_type(const std::string& from, const std::string& to) {
  const SchemaType* known = schema_.type(from);
  if (known == nullptr || from == to) return;
  const std::vector<std::string> referring = users(ObjectClass::type, from);
  SchemaType renamed = *known;
  renamed.name = to;
  if (renamed.kind == SchemaType::Kind::range) {
    if (renamed.made_as.empty()) renamed.made_as = from;
    if (renamed.made_as == to) renamed.made_as.clear();
  } else {
    rename_in(renamed.definition, names_for(ObjectClass::type, from, to));
  }
  schema_.types_.erase(from);
  put(std::move(renamed));
  for (const std::string& user : referring) {
    if (user != class_key(ObjectClass::type, from)) rename_use(user, ObjectClass::type, from, to);
  }
  finish();
}

// Calls follow; with several functions of that name, those that mean another one cannot be told
// apart, and become uncertain.
void SchemaEditor::rename_function(const std::string& from, const std::string& to) {
  SchemaFunction renamed = function(from);
  const std::string old_name = renamed.function;
  const std::vector<std::string> referring = users(ObjectClass::function, old_name);
  renamed.function = to;
  renamed.name = to + signature(renamed.arguments);
  rename_in(renamed.definition, names_for(ObjectClass::function, old_name, to));
  schema_.functions_.erase(from);
  put(std::move(renamed));
  if (schema_.function(old_name) != nullptr) return;
  for (const std::string& user : referring) rename_use(user, ObjectClass::function, old_name, to);
}

void SchemaEditor::rename_object(const std::string& from, const std::string& new_name) {
  const DefinedObject* known = schema_.object(from);
  if (known == nullptr) return;
  if (known->kind == Kind::trigger && schema_.pg_version_ >= 15) {  // those of partitions follow
    const Relation* table = schema_.relation(known->table);
    const bool partitioned = table != nullptr && table->kind == Relation::Kind::partitioned;
    for (const std::string& partition :
         partitioned ? table->children : std::vector<std::string>{}) {
      rename_object(object_key(Kind::trigger, known->object, partition), new_name);
    }
  }
  DefinedObject renamed = *schema_.object(from);
  if (renamed.kind == Kind::function) doubt_queries();
  renamed.object = renamed.object.find('.') == std::string::npos || !renamed.table.empty()
                       ? new_name
                       : sibling(renamed.object, new_name);
  if (renamed.kind == Kind::statistics) renamed.object = sibling(known->object, new_name);
  renamed.name = object_key(renamed.kind, renamed.object,
                            renamed.kind == Kind::statistics ? "" : renamed.table);
  renamed.definition = sql::with_object_name(renamed.definition, unqualified(renamed.object));
  if (renamed.kind == Kind::schema) {
    renamed.definition = "CREATE SCHEMA " + sql::quoted(renamed.object);
  }
  const std::string old_object = known->object, new_object = renamed.object;
  const std::vector<std::string> referring = users(ObjectClass::object, from);
  drop_object(from);
  put(std::move(renamed));
  for (const std::string& user : referring) rename_collation_in(user, old_object, new_object);
}

// Columns and attributes with the collation, and keys of indexes.
void SchemaEditor::rename_collation_in(const std::string& user, const std::string& from,
                                       const std::string& to) {
  const auto [object_class, name] = from_class_key(user);
  if (object_class == ObjectClass::relation) {
    for (SchemaColumn& column : relation(name).columns) replace(column.collation, from, to);
  } else if (object_class == ObjectClass::type) {
    for (SchemaColumn& attribute : type(name).attributes) replace(attribute.collation, from, to);
    replace(type(name).collation, from, to);
  } else if (object_class == ObjectClass::index) {
    for (sql::IndexKey& key : index(name).keys) {
      if (to_string(key.collation_name) == from) key.collation_name = unqualified(to);
    }
  }
}

namespace {

template <typename T>
std::vector<std::string> keys_of(const Store<T>& store, const std::string& prefix = {}) {
  std::vector<std::string> keys;
  for (const auto& [key, object] : store.all()) {
    if (key.starts_with(prefix)) keys.push_back(key);
  }
  return keys;
}

}  // namespace

void SchemaEditor::rename_schema(const std::string& from, const std::string& to) {
  const std::string prefix = from + ".";
  for (const std::string& key : keys_of(schema_.relations_, prefix)) {
    rename_relation(key, in_schema(to, key));
  }
  for (const std::string& key : keys_of(schema_.indexes_, prefix)) {
    rename_index(key, in_schema(to, key));
  }
  for (const std::string& key : keys_of(schema_.types_, prefix)) {
    rename_type(key, in_schema(to, key));
  }
  for (const std::string& key : keys_of(schema_.functions_, prefix)) {
    rename_function(key, in_schema(to, schema_.functions_.find(key)->function));
  }
  for (const std::string& key : keys_of(schema_.objects_)) {
    const DefinedObject& known = *schema_.object(key);
    const bool part = !known.table.empty() && known.kind != Kind::statistics;
    if (!part && known.object.starts_with(prefix)) move_object(key, to);
  }
  rename_extensions_schema(from, to);
  rename_object(object_key(Kind::schema, from), to);
}

// Types and functions of an extension are not known here, but under the schema's name.
void SchemaEditor::rename_extensions_schema(const std::string& from, const std::string& to) {
  bool has_extension = false;
  for (const std::string& key : keys_of(schema_.objects_)) {
    if (schema_.object(key)->kind != Kind::extension) continue;
    std::string& definition = object(key).definition;
    const std::string old = " WITH SCHEMA " + sql::quoted(from);
    const std::string changed = replace_all(definition, old, " WITH SCHEMA " + sql::quoted(to));
    has_extension |= changed != definition;
    definition = changed;
  }
  if (!has_extension) return;
  sql::NameMap names;
  names.type = names.function = names.collation = [&](const sql::Name& name) {
    return name.schema == from ? sql::Name{to, name.name} : name;
  };
  for (const std::string& key : keys_of(schema_.relations_)) rename_in(relation(key), names);
  for (const std::string& key : keys_of(schema_.indexes_)) rename_in(index(key), names);
  for (const std::string& key : keys_of(schema_.types_)) rename_in(type(key), names);
  for (const std::string& key : keys_of(schema_.functions_)) rename_function_arguments(key, names);
  for (const std::string& key : keys_of(schema_.objects_)) rename_in(object(key).definition, names);
}

}  // namespace migcheck
