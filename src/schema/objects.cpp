#include <utility>

#include "core/text.h"
#include "schema/editor.h"
#include "sql/definition.h"
#include "sql/parse.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

bool is_part_of_table(Kind kind) {
  return kind == Kind::trigger || kind == Kind::policy || kind == Kind::rule;
}

// Kinds whose names do not belong to a schema.
bool has_no_schema(Kind kind) {
  switch (kind) {
    case Kind::schema:
    case Kind::extension:
    case Kind::publication:
    case Kind::subscription:
    case Kind::cast:
    case Kind::foreign_server:
    case Kind::foreign_data_wrapper:
    case Kind::user_mapping:
    case Kind::language:
    case Kind::access_method:
    case Kind::event_trigger:
    case Kind::transform:
    case Kind::role:
    case Kind::database:
    case Kind::tablespace:
    case Kind::other:
      return true;
    default:
      return false;
  }
}

}  // namespace

// The key of the object that a statement names.
std::string SchemaEditor::key_of(Kind kind, const sql::ObjectRef& object) const {
  if (is_part_of_table(kind)) return object_key(kind, object.part, schema_.resolve(object.name));
  if (kind == Kind::cast) return object_key(kind, cast_name(object));
  if (has_no_schema(kind)) return object_key(kind, object.name.name);
  const std::string known = schema_.resolve_object(kind, object.name);
  return object_key(kind, known.empty() ? schema_.qualified(object.name) : known);
}

std::string SchemaEditor::cast_name(const sql::ObjectRef& object) {
  if (!object.arguments || object.arguments->size() < 2) return to_string(object.name);
  return to_string(object.arguments->at(0)) + " as " + to_string(object.arguments->at(1));
}

// CREATE OR REPLACE keeps the comment and whether a trigger is enabled.
void SchemaEditor::keep_properties(DefinedObject& made) const {
  const DefinedObject* replaced = schema_.object(made.name);
  if (replaced == nullptr) return;
  made.comment = replaced->comment;
  made.state = replaced->state;
  made.owner = replaced->owner;
  made.privileges = replaced->privileges;
  made.id = replaced->id;
}

void SchemaEditor::operator()(const sql::TableObject& operation) {
  const std::string table = schema_.resolve(operation.table);
  const bool statistics = operation.kind == Kind::statistics;
  std::string name = operation.name;
  if (statistics) {
    const sql::Name written{operation.schema, operation.name};
    const std::string known = schema_.resolve_object(operation.kind, written);
    name = known.empty() || !operation.alter ? schema_.qualified(written) : known;
    if (operation.name.empty()) name = unnamed_statistics(table, operation.definition);
  }
  const std::string key = object_key(operation.kind, name, statistics ? "" : table);
  if (operation.alter) {
    alter_part(key, operation);
    return;
  }
  if (operation.if_not_exists && schema_.object(key) != nullptr) return;
  DefinedObject made;
  made.kind = operation.kind;
  made.object = name;
  made.table = table;
  made.name = key;
  made.definition = qualifier_.text(operation.definition, sql::Form::statement);
  if (statistics) made.definition = sql::with_object_name(made.definition, unqualified(name));
  keep_properties(made);
  put(std::move(made));
}

// Source: ChooseExtendedStatisticName.
std::string SchemaEditor::unnamed_statistics(const std::string& table,
                                             const std::string& definition) const {
  const std::vector<std::string> columns = sql::statistics_elements(definition);
  const auto [schema, name] = unqualified(table);
  return schema + "." +
         free_name(
             name, name_addition(columns), "stat", [&, &schema = schema](const std::string& n) {
               return schema_.object(object_key(Kind::statistics, schema + "." + n)) != nullptr;
             });
}

// The parts that ALTER POLICY gives replace those of the definition.
void SchemaEditor::alter_part(const std::string& key, const sql::TableObject& operation) {
  if (schema_.object(key) == nullptr) return;
  DefinedObject& changed = object(key);
  const std::string altered = qualifier_.text(operation.definition, sql::Form::statement);
  const std::optional<std::string> merged = sql::altered_policy(changed.definition, altered);
  if (merged && operation.kind == Kind::policy) {
    changed.definition = *merged;
  } else {
    changed.certain = false;
  }
}

void SchemaEditor::operator()(const sql::CreateSchema& operation) {
  const std::string name = operation.schema.empty() ? operation.owner : operation.schema;
  DefinedObject made;
  made.kind = Kind::schema;
  made.object = name;
  made.name = object_key(made.kind, name);
  made.definition = "CREATE SCHEMA " + sql::quoted(name);
  made.owner = operation.owner;
  if (schema_.object(made.name) != nullptr) return;
  put(std::move(made));
  // Source: PostgreSQL documentation, CREATE SCHEMA: what is made along with it is made in it.
  std::vector<std::string> path = schema_.search_path_;
  path.insert(path.begin(), name);
  path = std::exchange(schema_.search_path_, std::move(path));
  for (const std::string& element : operation.elements) {
    for (const sql::ParsedStatement& parsed : sql::parse(element)) {
      SchemaEditor(schema_, depth_).apply(parsed.operation);
    }
  }
  schema_.search_path_ = std::move(path);
}

void SchemaEditor::operator()(const sql::CreateExtension& operation) {
  DefinedObject made;
  made.kind = Kind::extension;
  made.object = operation.extension;
  made.name = object_key(made.kind, operation.extension);
  if (schema_.object(made.name) != nullptr) return;
  made.definition = "CREATE EXTENSION " + sql::quoted(operation.extension);
  const std::string schema =
      operation.schema.empty() ? schema_.search_path_.front() : operation.schema;
  made.definition += " WITH SCHEMA " + sql::quoted(schema);
  if (!operation.version.empty()) {
    made.definition += " VERSION '" + replace_all(operation.version, "'", "''") + "'";
  }
  put(std::move(made));
}

void SchemaEditor::operator()(const sql::CreateObject& operation) {
  const std::string key = key_of(operation.kind, operation.object);
  if (operation.if_not_exists && schema_.object(key) != nullptr) return;
  DefinedObject made;
  made.kind = operation.kind;
  made.object = key.substr(std::string(to_string(operation.kind)).size() + 1);
  made.name = key;
  made.definition = qualifier_.text(operation.definition, sql::Form::statement);
  if (!has_no_schema(operation.kind)) {
    made.definition = sql::with_object_name(made.definition, unqualified(made.object));
  }
  keep_properties(made);
  put(std::move(made));
}

// ALTER PUBLICATION is not put into the definition: it is no longer certain.
void SchemaEditor::operator()(const sql::Publication& operation) {
  const std::string key = object_key(Kind::publication, operation.name);
  if (!operation.create) {
    if (schema_.object(key) != nullptr) object(key).certain = false;
    return;
  }
  DefinedObject made;
  made.kind = Kind::publication;
  made.object = operation.name;
  made.name = key;
  made.definition = qualifier_.text(operation.definition, sql::Form::statement);
  put(std::move(made));
}

// An ALTER that is only known by its tag: every object of its kind is in doubt.
void SchemaEditor::operator()(const sql::Other& operation) {
  if (!operation.tag.starts_with("ALTER ")) return;
  const std::string kind = to_lower(operation.tag.substr(std::string("ALTER ").size()));
  std::vector<std::string> doubted;
  for (const auto& [key, object] : schema_.objects_.all()) {
    if (to_string(object->kind) == kind) doubted.push_back(key);
  }
  for (const std::string& key : doubted) object(key).certain = false;
}

}  // namespace migcheck
