// The operations of alembic_utils, which keep functions, views, triggers and the like.
// Source: alembic_utils' documentation and its replaceable_entity, pg_* and statement modules.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/op/directive.h"
#include "dialect/alembic/op/quoted.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/textual.h"

namespace migcheck::alembic {

namespace {

using python::Value;

std::string without_quotes(const std::string& text) { return replace_all(text, "\"", ""); }

// "a \n b" → "a b", as Python's " ".join(text.split()).
std::string normalized(const std::string& text) {
  std::string result;
  for (const std::string_view word : split_words(text)) {
    if (!result.empty()) result += ' ';
    result += word;
  }
  return result;
}

std::string quoted_parts(const std::string& text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos) return quoted(text);
  return quoted(text.substr(0, dot)) + "." + quoted(text.substr(dot + 1));
}

struct EntityKind;

// An entity as its constructor keeps it.
struct Entity {
  const EntityKind* kind = nullptr;
  std::string schema;
  std::string signature;
  std::string definition;
  std::string on_entity;  // with its schema
  bool is_constraint = false;
  bool with_data = true;

  std::string name() const { return quoted_parts(schema) + "." + quoted(signature); }
};

// What alembic_utils does with the entities of one class.
struct EntityKind {
  std::string_view name;
  std::string_view parameters;  // of its constructor
  std::string (*create)(const Entity& entity);
  std::string (*drop)(const Entity& entity);
  Statements (*replace)(const Entity& entity);
  bool has_bind_parameters = false;  // its colons are not escaped
};

const EntityKind* find_kind(std::string_view name);

std::string without_semicolon(std::string_view text) {
  text = trim(text);
  while (text.ends_with(';')) text.remove_suffix(1);
  return std::string(trim(text));
}

std::string find_on_entity(const Arguments& arguments) {
  const std::string name = arguments.text("on_entity");
  return without_quotes(name.find('.') == std::string::npos ? "public." + name : name);
}

Entity read_entity(const Value& value, std::string_view label) {
  const EntityKind* kind = find_kind(called_name(value));
  if (!kind) refuse_value(value, label, "an entity of alembic_utils that is known");
  const Arguments arguments(call_arguments(value), {kind->name, kind->parameters});
  const auto takes = [&](std::string_view name) {
    return kind->parameters.find(name) != std::string_view::npos;
  };
  Entity entity;
  entity.kind = kind;
  entity.schema = without_quotes(normalized(arguments.text("schema")));
  entity.signature = without_quotes(normalized(arguments.text("signature")));
  if (takes("definition")) entity.definition = without_semicolon(arguments.text("definition"));
  if (takes("on_entity")) entity.on_entity = find_on_entity(arguments);
  entity.is_constraint = arguments.flag("is_constraint");
  entity.with_data = arguments.optional_flag("with_data").value_or(true);
  return entity;
}

// The parts of "BEFORE INSERT ON table FOR EACH ROW …".
struct TriggerDefinition {
  std::string event;
  std::string table;
  std::string action;
};

TriggerDefinition read_trigger(const Entity& entity) {
  const std::string_view text = entity.definition;
  const std::vector<std::string_view> words = split_words(text);
  std::size_t on = 1;
  while (on < words.size() && to_lower(words[on]) != "on") ++on;
  if (on + 2 >= words.size()) alembic_refuses("a trigger whose definition has no ON");
  const auto offset = [&](std::string_view word) {
    return static_cast<std::size_t>(word.data() - text.data());
  };
  std::string table(words[on + 1]);
  if (const std::size_t dot = table.find('.'); dot != std::string::npos) table.erase(0, dot + 1);
  return {std::string(trim(text.substr(0, offset(words[on])))), entity.schema + "." + table,
          std::string(text.substr(offset(words[on + 2])))};
}

std::string function_sql(const Entity& entity, std::string_view create) {
  const std::size_t bracket = entity.signature.find('(');
  if (bracket == std::string::npos) alembic_refuses("a function's signature without brackets");
  const std::string name(trim(std::string_view(entity.signature).substr(0, bracket)));
  return std::string(create) + " FUNCTION " + quoted_parts(entity.schema) + "." + quoted(name) +
         entity.signature.substr(bracket) + " " + entity.definition;
}

// Names and types of the parameters, without their defaults.
std::string drop_function_sql(const Entity& entity) {
  const std::size_t open = entity.signature.find('(');
  const std::size_t close = entity.signature.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) {
    alembic_refuses("a function's signature without brackets");
  }
  std::vector<std::string> parameters;
  const std::string inside = entity.signature.substr(open + 1, close - open - 1);
  for (const std::string_view parameter : split(inside, ',')) {
    const std::size_t end = to_lower(parameter).find("default");
    parameters.emplace_back(trim(parameter.substr(0, end)));
  }
  const std::string name(trim(std::string_view(entity.signature).substr(0, open)));
  return "DROP FUNCTION " + quoted_parts(entity.schema) + "." + quoted(name) + "(" +
         join(parameters, ", ") + ")";
}

std::string trigger_sql(const Entity& entity) {
  const TriggerDefinition definition = read_trigger(entity);
  return "CREATE " + std::string(entity.is_constraint ? "CONSTRAINT " : "") + "TRIGGER " +
         quoted(entity.signature) + " " + definition.event + " ON " + definition.table + " " +
         definition.action;
}

std::string policy_sql(const Entity& entity) {
  return "CREATE POLICY " + entity.signature + " on " + entity.on_entity + " " + entity.definition;
}

std::string materialized_view_sql(const Entity& entity) {
  return "CREATE MATERIALIZED VIEW " + entity.name() + " AS " + entity.definition + " WITH " +
         (entity.with_data ? "" : "NO") + " DATA";
}

std::string create_function_sql(const Entity& entity) { return function_sql(entity, "CREATE"); }

Statements replace_function_sql(const Entity& entity) {
  return {function_sql(entity, "CREATE OR REPLACE")};
}

std::string create_view_sql(const Entity& entity) {
  return "CREATE VIEW " + entity.name() + " AS " + entity.definition + ";";
}

std::string drop_view_sql(const Entity& entity) { return "DROP VIEW " + entity.name(); }

// Tries to replace the view, and makes it anew where its columns do not allow that.
Statements replace_view_sql(const Entity& entity) {
  const std::string view = "VIEW " + entity.name();
  const std::string made = view + " AS " + entity.definition + ";";
  return {"do $$\n            begin\n                CREATE OR REPLACE " + made +
          "\n\n            exception when others then\n                DROP VIEW IF EXISTS " +
          entity.name() + ";\n\n                CREATE " + made +
          "\n            end;\n        $$ language 'plpgsql'"};
}

std::string create_materialized_view_sql(const Entity& entity) {
  return materialized_view_sql(entity) + ";";
}

std::string drop_materialized_view_sql(const Entity& entity) {
  return "DROP MATERIALIZED VIEW " + entity.name();
}

Statements replace_materialized_view_sql(const Entity& entity) {
  return {"DROP MATERIALIZED VIEW IF EXISTS " + entity.name() + ";", materialized_view_sql(entity)};
}

std::string drop_trigger_sql(const Entity& entity) {
  return "DROP TRIGGER " + quoted(entity.signature) + " ON " + entity.on_entity;
}

Statements replace_trigger_sql(const Entity& entity) {
  return {"DROP TRIGGER IF EXISTS " + quoted(entity.signature) + " ON " + entity.on_entity + ";",
          trigger_sql(entity)};
}

std::string drop_policy_sql(const Entity& entity) {
  return "DROP POLICY " + entity.signature + " on " + entity.on_entity;
}

Statements replace_policy_sql(const Entity& entity) {
  return {"DROP POLICY IF EXISTS " + entity.signature + " on " + entity.on_entity + ";",
          policy_sql(entity) + ";"};
}

std::string create_extension_sql(const Entity& entity) {
  return "CREATE EXTENSION " + quoted(entity.signature) + " WITH SCHEMA " +
         quoted_parts(entity.schema) + ";";
}

std::string drop_extension_sql(const Entity& entity) {
  return "DROP EXTENSION " + quoted(entity.signature);
}

Statements replace_extension_sql(const Entity& /*entity*/) {
  alembic_refuses("to replace an extension");
}

constexpr std::string_view of_view = "schema signature definition with_data";
constexpr std::string_view on_table = "schema signature definition on_entity is_constraint";

// clang-format off
constexpr auto kinds = std::to_array<EntityKind>({
    {"PGFunction", of_view, create_function_sql, drop_function_sql, replace_function_sql},
    {"PGView", of_view, create_view_sql, drop_view_sql, replace_view_sql, true},
    {"PGMaterializedView", of_view, create_materialized_view_sql, drop_materialized_view_sql,
     replace_materialized_view_sql, true},
    {"PGTrigger", on_table, trigger_sql, drop_trigger_sql, replace_trigger_sql},
    {"PGPolicy", on_table, policy_sql, drop_policy_sql, replace_policy_sql},
    {"PGExtension", "schema signature", create_extension_sql, drop_extension_sql, replace_extension_sql},
});
// clang-format on

const EntityKind* find_kind(std::string_view name) {
  const auto* kind = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const EntityKind& one) { return one.name == name; });
  return kind == kinds.end() ? nullptr : kind;
}

// A text() has no values for bind parameters here. Only in views, alembic_utils does not escape the
// colons that would make some.
std::string as_text_clause(const Entity& entity, const std::string& sql) {
  if (!entity.kind->has_bind_parameters) return sql;
  return expand_text(sql, [](const std::string& name) -> std::string {
    alembic_refuses("a text with :" + name + ", for which there is no value");
  });
}

}  // namespace

Statements create_entity(const Arguments& arguments, const Lowering& /*lowering*/) {
  const Entity entity = read_entity(arguments.at("target"), arguments.label("target"));
  return {as_text_clause(entity, entity.kind->create(entity))};
}

Statements drop_entity(const Arguments& arguments, const Lowering& /*lowering*/) {
  const Entity entity = read_entity(arguments.at("target"), arguments.label("target"));
  return {as_text_clause(entity, entity.kind->drop(entity)) +
          (arguments.flag("cascade") ? " cascade" : "")};
}

Statements replace_entity(const Arguments& arguments, const Lowering& /*lowering*/) {
  const Entity entity = read_entity(arguments.at("target"), arguments.label("target"));
  Statements statements = entity.kind->replace(entity);
  for (std::string& statement : statements) statement = as_text_clause(entity, statement);
  return statements;
}

}  // namespace migcheck::alembic
