#include <algorithm>
#include <variant>

#include "core/text.h"
#include "schema/default_privileges.h"
#include "schema/render.h"
#include "schema/render_object.h"
#include "schema/statements_plan.h"
#include "sql/parse.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

int create_rank(const DefinedObject& object) {
  if (!object.table.empty()) return rank_create_part;
  switch (object.kind) {
    case Kind::schema:
      return rank_create_schema;
    case Kind::extension:
      return rank_create_extension;
    case Kind::language:
    case Kind::collation:
    case Kind::foreign_data_wrapper:
    case Kind::foreign_server:
    case Kind::user_mapping:
    case Kind::text_search_dictionary:
    case Kind::text_search_configuration:
      return rank_create_foundation;
    case Kind::publication:
    case Kind::event_trigger:
      return rank_create_part;
    default:
      return rank_create_object;
  }
}

int drop_rank(const DefinedObject& object) {
  if (!object.table.empty() || object.kind == Kind::publication) return rank_drop_part;
  if (object.kind == Kind::schema) return rank_drop_schema;
  return object.kind == Kind::extension ? rank_drop_extension : rank_drop_object;
}

bool has_owner(const DefinedObject& object) {
  return object.table.empty() || object.kind == Kind::statistics;
}

// The version and schema that a CREATE EXTENSION names.
// The deparser repeats TABLE in CREATE PUBLICATION, which is new in version 15.
std::string plain_definition(const DefinedObject& object) {
  const std::string& text = object.definition;
  const bool repeats =
      object.kind == Kind::publication && text.find(" TABLES IN SCHEMA ") == std::string::npos;
  return repeats ? replace_all(text, ", TABLE ", ", ") : text;
}

sql::CreateExtension extension_of(const std::string& definition) {
  for (const sql::ParsedStatement& statement : sql::parse(definition)) {
    if (const auto* made = std::get_if<sql::CreateExtension>(&statement.operation)) return *made;
  }
  return {};
}

}  // namespace

Keys Planner::keys_of_object(const Mentions& mentions, const Schema& schema,
                             const DefinedObject& object) const {
  Keys keys = mentions.in(object.definition);
  if (object.kind == Kind::foreign_server || object.kind == Kind::user_mapping) {
    for (const std::string& word : words_in(object.definition)) {
      append(keys, {object_key(Kind::foreign_server, word),
                    object_key(Kind::foreign_data_wrapper, word)});
    }
  }
  if (object.kind == Kind::extension) {
    keys.push_back(object_key(Kind::schema, extension_of(object.definition).schema));
  }
  std::erase(keys, object.name);
  if (object.table.empty()) return keys;
  keys.push_back(relation_key(object.table));
  const Relation* table = schema.relation(object.table);
  if (table != nullptr) append(keys, columns_in(*table, object.definition));
  return keys;
}

// PostgreSQL gives partitions the triggers of their table.
bool Planner::comes_with_parent(const DefinedObject& object, const Schema& schema) const {
  const Relation* table = schema.relation(object.table);
  if (object.kind != Kind::trigger || table == nullptr || !table->is_partition()) return false;
  return std::any_of(table->parents.begin(), table->parents.end(), [&](const std::string& parent) {
    return schema.object(object_key(Kind::trigger, object.object, parent)) != nullptr;
  });
}

void Planner::object(const std::string& key) {
  const DefinedObject* before = from_.object(key);
  const DefinedObject* after = to_.object(key);
  if ((before != nullptr ? before : after)->kind == Kind::default_privileges) {
    return default_privileges(before, after);
  }
  const bool again = recreated(key) || (before != nullptr && relation_goes(before->table));
  if (before != nullptr && (after == nullptr || again)) drop_object(*before);
  if (after == nullptr || is_left_out(after->table)) return;
  if (before == nullptr || again) {
    create_object(*after);
    DefinedObject bare;
    if (after->kind == Kind::schema) {
      bare.privileges = privileges_of_new(from_, to_, Kind::schema, "");
    }
    describe_object(bare, *after);
    object_state(bare, *after);
    return;
  }
  if (before->definition != after->definition) alter_extension(*before, *after);
  describe_object(*before, *after);
  object_state(*before, *after);
}

void Planner::create_object(const DefinedObject& object) {
  const bool schema = object.kind == Kind::schema;
  if ((object.definition.empty() && !schema) || comes_with_parent(object, to_)) return;
  if (object.name == "schema public") return;
  // A schema's own statement may tell an earlier name, and make what is in it, too.
  Step& step = add(create_rank(object), schema ? "CREATE SCHEMA " + sql::quoted(object.object)
                                               : plain_definition(object));
  step.makes = {object.name};
  step.needs = keys_of_object(after_, to_, object);
}

// Where what needs an extension is in doubt since it is gone, it went with it.
bool Planner::takes_along(const DefinedObject& object) const {
  const auto fell_into_doubt = [&](const auto& entry) {
    const Relation* before = from_.relation(entry.first);
    return !entry.second->certain && before != nullptr && before->certain;
  };
  return object.kind == Kind::extension &&
         std::ranges::any_of(to_.relations().all(), fell_into_doubt);
}

void Planner::drop_object(const DefinedObject& object) {
  const bool schema = object.kind == Kind::schema;
  if ((object.definition.empty() && !schema) || comes_with_parent(object, from_)) return;
  if (!object.table.empty() && relation_goes(object.table)) return;
  if (object.name == "schema public") return;
  const bool with_column = object.kind == Kind::statistics && to_.object(object.name) == nullptr &&
                           from_.relation(object.table) != nullptr &&
                           statistics_go_with_column(object);
  if (with_column) return;
  Step& step = add(drop_rank(object),
                   "DROP " + rendered_target(object) + (takes_along(object) ? " CASCADE" : ""));
  step.frees = {object.name};
  step.releases = keys_of_object(before_, from_, object);
}

bool Planner::statistics_go_with_column(const DefinedObject& object) const {
  const std::set<std::string> words = words_in(object.definition);
  const std::vector<SchemaColumn>& columns = from_.relation(object.table)->columns;
  return std::any_of(columns.begin(), columns.end(), [&](const SchemaColumn& column) {
    return words.contains(column.name) && column_goes(object.table, column.name);
  });
}

void Planner::alter_extension(const DefinedObject& before, const DefinedObject& after) {
  if (after.kind != Kind::extension) return;
  const sql::CreateExtension old = extension_of(before.definition);
  const sql::CreateExtension made = extension_of(after.definition);
  const std::string alter = "ALTER EXTENSION " + sql::quoted(after.object);
  if (old.version != made.version) {
    const std::string to = made.version.empty() ? "" : " TO " + rendered_literal(made.version);
    add(rank_create_extension, alter + " UPDATE" + to);
  }
  if (old.schema != made.schema) {
    const std::string schema = made.schema.empty() ? "public" : made.schema;
    add(rank_create_extension, alter + " SET SCHEMA " + sql::quoted(schema));
  }
}

void Planner::describe_object(const DefinedObject& before, const DefinedObject& after) {
  const std::string target = rendered_target(after);
  const Keys needs = {after.name};
  if (has_owner(after)) owner(target, before.owner, after.owner, needs);
  comment(target, before.comment, after.comment, needs);
  privileges(target, before.privileges, after.privileges, needs);
}

// Source: PostgreSQL documentation, pg_trigger.tgenabled.
void Planner::object_state(const DefinedObject& before, const DefinedObject& after) {
  const std::string old = before.state.empty() ? "O" : before.state;
  const std::string made = after.state.empty() ? "O" : after.state;
  if (old == made || (after.kind != Kind::trigger && after.kind != Kind::rule)) return;
  const std::string action = made == "D"   ? " DISABLE "
                             : made == "R" ? " ENABLE REPLICA "
                             : made == "A" ? " ENABLE ALWAYS "
                                           : " ENABLE ";
  // Partitions have a state of their own.
  const Relation* table = to_.relation(after.table);
  const bool partitioned = table != nullptr && table->kind == Relation::Kind::partitioned;
  const bool trigger = after.kind == Kind::trigger;
  add(rank_state, std::string("ALTER TABLE ") + (trigger && partitioned ? "ONLY " : "") +
                      rendered_name(after.table) + action + (trigger ? "TRIGGER " : "RULE ") +
                      sql::quoted(after.object))
      .needs = {after.name};
}

}  // namespace migcheck
