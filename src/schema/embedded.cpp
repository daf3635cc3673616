#include <algorithm>
#include <variant>

#include "schema/editor.h"
#include "schema/is_there.h"
#include "sql/parse.h"
#include "sql/plpgsql.h"

namespace migcheck {

namespace {

// Functions may call themselves.
constexpr int deepest_call = 8;

}  // namespace

void SchemaEditor::operator()(const sql::DoBlock& block) { run(sql::statements_in(block)); }

void SchemaEditor::operator()(const sql::Call& operation) { call(operation.function); }

void SchemaEditor::operator()(const sql::Select& operation) {
  for (const sql::SetConfig& setting : operation.settings) set(setting);
  for (const sql::Name& function : operation.functions) {
    if (!schema_.resolve_function(function).empty()) call(function);
  }
}

// A function of the user does what its body says; one that is not known may do anything.
void SchemaEditor::call(const sql::Name& name) {
  const SchemaFunction* function = schema_.function(schema_.resolve_function(name));
  if (function == nullptr || depth_ >= deepest_call) {
    schema_.apply_opaque();
    return;
  }
  for (const sql::ParsedStatement& parsed : sql::parse(function->definition)) {
    const auto* definition = std::get_if<sql::CreateFunction>(&parsed.operation);
    if (definition != nullptr) run(sql::statements_in(*definition));
  }
}

void SchemaEditor::run(const sql::EmbeddedStatements& body) {
  if (body.error) schema_.apply_opaque();
  for (const sql::EmbeddedStatement& statement : body.statements) run(statement);
}

void SchemaEditor::run(const sql::EmbeddedStatement& statement) {
  using Guard = sql::EmbeddedStatement::Guard;
  if (!statement.known) {
    if (!doubt_named_in(statement.text)) schema_.apply_opaque();
    return;
  }
  for (const sql::ParsedStatement& parsed : sql::parse(statement.text)) {
    if (parsed.error) {
      schema_.apply_opaque();
      continue;
    }
    const bool is_there = migcheck::is_there(parsed.operation, schema_) != Ternary::no;
    if (statement.guard == Guard::unless_exists && is_there) continue;
    // A GRANT under a condition asks whether a role is there: of a server, not of the schema.
    if (statement.conditional && std::holds_alternative<sql::Grant>(parsed.operation)) continue;
    SchemaEditor inner(schema_, depth_ + 1);
    if (statement.conditional && statement.guard == Guard::none) {
      inner.apply_conditional(parsed.operation);
    } else {
      inner.apply(parsed.operation);
    }
  }
}

// Of a statement with names that are not known. True where it can only have changed one table,
// which is in doubt from now on: an ALTER TABLE that drops some constraint of it.
bool SchemaEditor::doubt_named_in(const std::string& text) {
  const std::vector<sql::ParsedStatement> parsed = sql::parse(text);
  if (parsed.size() != 1 || parsed.front().error) return false;
  const auto* alter = std::get_if<sql::AlterTable>(&parsed.front().operation);
  if (alter == nullptr) return false;
  const std::string table = schema_.resolve(alter->table);
  const bool only_drops = std::ranges::all_of(alter->actions, [](const sql::AlterAction& action) {
    return action.kind == sql::AlterAction::Kind::drop_constraint && !action.cascade;
  });
  if (!only_drops || schema_.relation(table) == nullptr) return false;
  std::vector<std::string> doubted = schema_.descendants(table);
  doubted.push_back(table);
  for (const std::string& name : doubted) {
    for (const std::string& index : std::vector(relation(name).indexes)) {
      doubt(class_key(ObjectClass::index, index));
    }
    doubt(class_key(ObjectClass::relation, name));
  }
  return true;
}

// What may have been dropped stays, in doubt.
void SchemaEditor::doubt(const sql::Drop& drop) {
  for (const sql::ObjectRef& object : drop.objects) {
    doubt(class_key(ObjectClass::relation, schema_.resolve(object.name)));
    doubt(class_key(ObjectClass::index, schema_.resolve(object.name)));
    doubt(class_key(ObjectClass::type, schema_.resolve_type(object.name)));
    doubt(class_key(ObjectClass::function, function_key(object.name, object.arguments)));
    doubt(class_key(ObjectClass::object, key_of(drop.kind, object)));
  }
}

void SchemaEditor::apply_conditional(const sql::Operation& operation) {
  if (const auto* drop = std::get_if<sql::Drop>(&operation)) {
    doubt(*drop);
    return;
  }
  apply(operation);
  for (const std::string& key : finished_) doubt(key);
}

void SchemaEditor::doubt(const std::string& key) {
  const auto [object_class, name] = from_class_key(key);
  const auto doubt_in = [&name = name](auto& store) {
    if (store.find(name) != nullptr) store.edit(name).certain = false;
  };
  switch (object_class) {
    case ObjectClass::relation:
      return doubt_in(schema_.relations_);
    case ObjectClass::index:
      return doubt_in(schema_.indexes_);
    case ObjectClass::type:
      return doubt_in(schema_.types_);
    case ObjectClass::function:
      return doubt_in(schema_.functions_);
    case ObjectClass::object:
      return doubt_in(schema_.objects_);
    case ObjectClass::constraint:
      return;
  }
}

}  // namespace migcheck
