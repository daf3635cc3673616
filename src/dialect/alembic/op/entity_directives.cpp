// The operations of alembic_utils, which keep functions, views, triggers and the like.
// Source: alembic_utils' documentation and its replaceable_entity, pg_* and statement modules.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/op/directive.h"
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

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string quoted_parts(const std::string& text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos) return quoted(text);
  return quoted(text.substr(0, dot)) + "." + quoted(text.substr(dot + 1));
}

// An entity as its constructor keeps it.
struct Entity {
  std::string_view kind;  // "PGFunction"
  std::string schema;
  std::string signature;
  std::string definition;
  std::string on_entity;  // with its schema
  bool is_constraint = false;
  bool with_data = true;

  std::string name() const { return quoted_parts(schema) + "." + quoted(signature); }
};

constexpr auto kinds = std::to_array<std::string_view>(
    {"PGFunction", "PGView", "PGMaterializedView", "PGTrigger", "PGExtension", "PGPolicy"});

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
  const std::string_view name = called_name(value);
  const auto* kind = std::find(kinds.begin(), kinds.end(), name);
  if (kind == kinds.end()) refuse_value(value, label, "an entity of alembic_utils that is known");
  const bool is_extension = *kind == "PGExtension";
  const bool is_on = *kind == "PGTrigger" || *kind == "PGPolicy";
  const std::string_view parameters = is_extension ? "schema signature"
                                      : is_on
                                          ? "schema signature definition on_entity is_constraint"
                                          : "schema signature definition with_data";
  const Arguments arguments(call_arguments(value), {*kind, parameters});
  Entity entity;
  entity.kind = *kind;
  entity.schema = without_quotes(normalized(arguments.text("schema")));
  entity.signature = without_quotes(normalized(arguments.text("signature")));
  if (!is_extension) entity.definition = without_semicolon(arguments.text("definition"));
  if (is_on) entity.on_entity = find_on_entity(arguments);
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
  const auto* on = static_cast<const std::string_view*>(nullptr);
  for (std::size_t i = 1; i + 2 < words.size() && !on; ++i) {
    if (words[i] == "on" || words[i] == "ON" || words[i] == "On") on = &words[i];
  }
  if (!on) alembic_refuses("a trigger whose definition has no ON");
  const auto offset = [&](std::string_view word) {
    return static_cast<std::size_t>(word.data() - text.data());
  };
  std::string table(on[1]);
  if (const std::size_t dot = table.find('.'); dot != std::string::npos) table.erase(0, dot + 1);
  return {std::string(trim(text.substr(0, offset(on[0])))), entity.schema + "." + table,
          std::string(text.substr(offset(on[2])))};
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

// A text() has no values for bind parameters here. Only in views, alembic_utils does not escape the
// colons that would make some.
std::string as_text_clause(const Entity& entity, const std::string& sql) {
  if (entity.kind != "PGView" && entity.kind != "PGMaterializedView") return sql;
  return expand_text(sql, [](const std::string& name) -> std::string {
    alembic_refuses("a text with :" + name + ", for which there is no value");
  });
}

std::string create_sql(const Entity& entity) {
  if (entity.kind == "PGFunction") return function_sql(entity, "CREATE");
  if (entity.kind == "PGView") {
    return "CREATE VIEW " + entity.name() + " AS " + entity.definition + ";";
  }
  if (entity.kind == "PGMaterializedView") return materialized_view_sql(entity) + ";";
  if (entity.kind == "PGTrigger") return trigger_sql(entity);
  if (entity.kind == "PGPolicy") return policy_sql(entity);
  return "CREATE EXTENSION " + quoted(entity.signature) + " WITH SCHEMA " +
         quoted_parts(entity.schema) + ";";
}

std::string drop_sql(const Entity& entity) {
  if (entity.kind == "PGFunction") return drop_function_sql(entity);
  if (entity.kind == "PGView") return "DROP VIEW " + entity.name();
  if (entity.kind == "PGMaterializedView") return "DROP MATERIALIZED VIEW " + entity.name();
  if (entity.kind == "PGTrigger") {
    return "DROP TRIGGER " + quoted(entity.signature) + " ON " + entity.on_entity;
  }
  if (entity.kind == "PGPolicy")
    return "DROP POLICY " + entity.signature + " on " + entity.on_entity;
  return "DROP EXTENSION " + quoted(entity.signature);
}

// Tries to replace the view, and makes it anew where its columns do not allow that.
std::string replace_view_sql(const Entity& entity) {
  const std::string view = "VIEW " + entity.name();
  const std::string made = view + " AS " + entity.definition + ";";
  return "do $$\n            begin\n                CREATE OR REPLACE " + made +
         "\n\n            exception when others then\n                DROP VIEW IF EXISTS " +
         entity.name() + ";\n\n                CREATE " + made +
         "\n            end;\n        $$ language 'plpgsql'";
}

Statements replace_sql(const Entity& entity) {
  if (entity.kind == "PGView") return {replace_view_sql(entity)};
  if (entity.kind == "PGFunction") return {function_sql(entity, "CREATE OR REPLACE")};
  if (entity.kind == "PGMaterializedView") {
    return {"DROP MATERIALIZED VIEW IF EXISTS " + entity.name() + ";",
            materialized_view_sql(entity)};
  }
  if (entity.kind == "PGTrigger") {
    return {"DROP TRIGGER IF EXISTS " + quoted(entity.signature) + " ON " + entity.on_entity + ";",
            trigger_sql(entity)};
  }
  if (entity.kind == "PGPolicy") {
    return {"DROP POLICY IF EXISTS " + entity.signature + " on " + entity.on_entity + ";",
            policy_sql(entity) + ";"};
  }
  alembic_refuses("to replace an extension");
}

}  // namespace

Statements create_entity(const Arguments& arguments, const Lowering& /*lowering*/) {
  const Entity entity = read_entity(arguments.at("target"), arguments.label("target"));
  return {as_text_clause(entity, create_sql(entity))};
}

Statements drop_entity(const Arguments& arguments, const Lowering& /*lowering*/) {
  const Entity entity = read_entity(arguments.at("target"), arguments.label("target"));
  return {as_text_clause(entity, drop_sql(entity)) + (arguments.flag("cascade") ? " cascade" : "")};
}

Statements replace_entity(const Arguments& arguments, const Lowering& /*lowering*/) {
  const Entity entity = read_entity(arguments.at("target"), arguments.label("target"));
  Statements statements = replace_sql(entity);
  for (std::string& statement : statements) statement = as_text_clause(entity, statement);
  return statements;
}

}  // namespace migcheck::alembic
