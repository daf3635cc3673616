#include "schema/schema.h"

#include <algorithm>

#include "schema/editor.h"
#include "schema/references.h"
#include "sql/builtin_types.h"

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

namespace {

// The first schema of the path for which `is_there` holds with the name in it.
template <typename IsThere>
std::string found_along(const std::vector<std::string>& path, const std::string& name,
                        IsThere is_there) {
  for (const std::string& schema : path) {
    std::string key = schema + "." + name;
    if (is_there(key)) return key;
  }
  return {};
}

}  // namespace

std::string Schema::resolve(const sql::Name& name) const {
  if (!name.schema.empty() || name.name.empty()) return qualified(name);
  const auto is_there = [this](const std::string& key) {
    return relations_.find(key) != nullptr || indexes_.find(key) != nullptr;
  };
  if (!temporary_.empty()) {
    if (std::string key = "pg_temp." + name.name; is_there(key)) return key;
  }
  const std::string found = found_along(search_path_, name.name, is_there);
  return found.empty() ? qualified(name) : found;
}

std::string Schema::resolve_type(const sql::Name& name) const {
  if (!name.schema.empty() || name.name.empty()) return qualified(name);
  if (sql::is_builtin_type(name.name)) return "pg_catalog." + name.name;
  const std::string found = found_along(
      search_path_, name.name, [this](const std::string& key) { return types_.find(key); });
  return found.empty() ? qualified(name) : found;
}

std::string Schema::resolve_function(const sql::Name& name) const {
  const auto is_there = [this](const std::string& key) { return function(key) != nullptr; };
  if (!name.schema.empty()) return is_there(to_string(name)) ? to_string(name) : "";
  return found_along(search_path_, name.name, is_there);
}

std::string Schema::resolve_object(sql::ObjectKind kind, const sql::Name& name) const {
  const auto is_there = [&](const std::string& key) {
    return objects_.find(object_key(kind, key)) != nullptr;
  };
  if (!name.schema.empty()) return is_there(to_string(name)) ? to_string(name) : "";
  return found_along(search_path_, name.name, is_there);
}

const SchemaFunction* Schema::function(const std::string& name) const {
  if (const SchemaFunction* exact = functions_.find(name)) return exact;
  const auto at = functions_.all().lower_bound(name + "(");
  if (at == functions_.all().end() || !at->first.starts_with(name + "(")) return nullptr;
  return at->second.get();
}

const SchemaColumn* Schema::column(const std::string& table, const std::string& name) const {
  const Relation* found = relation(table);
  return found == nullptr ? nullptr : found->column(name);
}

std::vector<std::string> Schema::users(const std::string& used, ObjectClass kind) const {
  std::vector<std::string> names;
  const Users* known = users_.find(used);
  if (known == nullptr) return names;
  for (const std::string& key : known->users) {
    auto [object_class, name] = from_class_key(key);
    if (object_class == kind) names.push_back(std::move(name));
  }
  return names;
}

std::vector<const Relation*> Schema::relations_using(const std::string& relation) const {
  std::vector<const Relation*> found;
  const std::string used = class_key(ObjectClass::relation, relation);
  for (const std::string& name : users(used, ObjectClass::relation)) {
    if (const Relation* user = this->relation(name)) found.push_back(user);
  }
  return found;
}

std::vector<const DefinedObject*> Schema::objects_on(const std::string& table) const {
  std::vector<const DefinedObject*> found;
  for (const std::string& name :
       users(class_key(ObjectClass::relation, table), ObjectClass::object)) {
    const DefinedObject* known = object(name);
    if (known != nullptr && known->table == table) found.push_back(known);
  }
  return found;
}

std::vector<const SchemaIndex*> Schema::parts_of(const SchemaIndex& index) const {
  std::vector<const SchemaIndex*> found;
  for (const std::string& name :
       users(class_key(ObjectClass::index, index.name), ObjectClass::index)) {
    const SchemaIndex* part = this->index(name);
    if (part != nullptr && part->parent == index.name) found.push_back(part);
  }
  return found;
}

bool Schema::has_extension() const {
  const std::string first = object_key(sql::ObjectKind::extension, "");
  const auto at = objects_.all().lower_bound(first);
  return at != objects_.all().end() && at->first.starts_with(first);
}

std::vector<std::string> Schema::referencing(const std::string& table) const {
  std::vector<std::string> tables;
  for (const Relation* user : relations_using(table)) {
    const auto refers = [&](const SchemaConstraint& c) { return c.references == table; };
    if (user->name != table && std::ranges::any_of(user->constraints, refers)) {
      tables.push_back(user->name);
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
  for (const std::string& name :
       users(class_key(ObjectClass::type, type_name), ObjectClass::relation)) {
    const Relation* user = relation(name);
    if (user == nullptr) continue;
    const auto has_type = [&](const SchemaColumn& column) {
      return to_string(column.type.name) == type_name;
    };
    if (std::ranges::any_of(user->columns, has_type)) tables.push_back(name);
  }
  return tables;
}

// Source: PostgreSQL documentation, 5.9.2 The Public Schema, and release notes of version 15.
Schema::Schema(int pg_version) : pg_version_(pg_version) {
  DefinedObject schema;
  schema.kind = sql::ObjectKind::schema;
  schema.object = "public";
  schema.name = object_key(schema.kind, schema.object);
  schema.definition = "CREATE SCHEMA public";
  schema.comment = "standard public schema";
  schema.privileges = {{"public", {{"usage", false}}}};
  if (pg_version < 15) (*schema.privileges)["public"]["create"] = false;
  schema.id = ObjectIdentity::made();
  objects_.put(std::move(schema));
}

void Schema::apply(const sql::Operation& operation) { SchemaEditor(*this).apply(operation); }

void Schema::apply_conditional(const sql::Operation& operation) {
  SchemaEditor(*this).apply_conditional(operation);
}

void Schema::apply_opaque() {
  opaque_ = true;
  ++opaque_count_;
}

bool Schema::is_certain(const std::string& name) const {
  const Relation* known = relation(name);
  return known != nullptr && known->certain && known->made_after >= opaque_count_;
}

void Schema::start_session() {
  search_path_ = {"public"};
  if (temporary_.empty()) return;
  SchemaEditor(*this).drop_temporary();
}

struct Schema::Savepoint {
  std::string name;
  Store<Relation> relations;
  Store<SchemaIndex> indexes;
  Store<SchemaType> types;
  Store<SchemaFunction> functions;
  Store<DefinedObject> objects;
  std::vector<std::string> search_path;
};

void Schema::set_savepoint(const std::string& name) {
  savepoints_.push_back(std::make_shared<const Savepoint>(
      Savepoint{name, relations_, indexes_, types_, functions_, objects_, search_path_}));
}

// Later savepoints are forgotten; this one stays.
void Schema::roll_back_to(const std::string& name) {
  const auto at = std::find_if(savepoints_.rbegin(), savepoints_.rend(),
                               [&](const auto& savepoint) { return savepoint->name == name; });
  if (at == savepoints_.rend()) return;
  savepoints_.erase(at.base(), savepoints_.end());
  const Savepoint& kept = *savepoints_.back();
  relations_.take_back_to(kept.relations);
  indexes_.take_back_to(kept.indexes);
  types_.take_back_to(kept.types);
  functions_.take_back_to(kept.functions);
  objects_.take_back_to(kept.objects);
  search_path_ = kept.search_path;
}

void Schema::record() {
  relations_.record();
  indexes_.record();
  types_.record();
  functions_.record();
  objects_.record();
  users_.record();
  recorded_.push_back({search_path_, temporary_, opaque_, opaque_count_});
}

void Schema::undo() {
  relations_.undo();
  indexes_.undo();
  types_.undo();
  functions_.undo();
  objects_.undo();
  users_.undo();
  search_path_ = recorded_.back().search_path;
  temporary_ = recorded_.back().temporary;
  opaque_ = recorded_.back().opaque;
  opaque_count_ = recorded_.back().opaque_count;
  recorded_.pop_back();
}

void Schema::keep() {
  relations_.keep();
  indexes_.keep();
  types_.keep();
  functions_.keep();
  objects_.keep();
  users_.keep();
  recorded_.pop_back();
}

bool mentions(const sql::Expression& expression, const std::string& column) {
  if (expression.kind == sql::Expression::Kind::column) return expression.text == column;
  return std::any_of(expression.arguments.begin(), expression.arguments.end(),
                     [&](const sql::Expression& part) { return mentions(part, column); });
}

std::string object_key(sql::ObjectKind kind, const std::string& object, const std::string& table) {
  return std::string(to_string(kind)) + " " + (table.empty() ? "" : table + ".") + object;
}

}  // namespace migcheck
