#include <algorithm>
#include <span>
#include <variant>

#include "policy/script_notes.h"
#include "sql/parse.h"

namespace migcheck {

namespace {

// Whether a relation's properties are those that it has after the script.
Ternary certain(const Schema& schema, const std::string& relation, bool value) {
  if (!schema.is_certain(relation)) return Ternary::unknown;
  return ternary(value);
}

bool has_primary_key(const Relation& table) {
  return std::any_of(table.constraints.begin(), table.constraints.end(),
                     [](const auto& c) { return c.kind == sql::Constraint::Kind::primary_key; });
}

// Parts of other tables, and those that come and go, need no key. That of a partitioned table would
// have to contain the columns that it is partitioned by: there it is often left out with reason.
bool wants_key(const Relation& table) {
  return table.kind == Relation::Kind::table && table.parents.empty() && !table.columns.empty() &&
         table.persistence == sql::Persistence::permanent;
}

void note_table(StatementFacts& facts, const Schema& schema) {
  const Relation* table = schema.relation(facts.table);
  if (table == nullptr) return;
  if (wants_key(*table)) {
    facts.practice.without_primary_key = certain(schema, facts.table, !has_primary_key(*table));
  }
  for (const std::string& column : facts.settings->required_columns) {
    if (table->complete && table->parents.empty() && table->column(column) == nullptr) {
      facts.practice.missing_columns.push_back(column);
    }
  }
  if (table->comment.empty()) facts.practice.uncommented.push_back(facts.table);
  for (const SchemaColumn& column : table->columns) {
    if (column.comment.empty()) facts.practice.uncommented.push_back(column.name);
  }
}

// The commands that the table's permissive policies allow: "all", "select", …
std::vector<std::string> allowed_commands(const std::string& table, const Schema& schema) {
  std::vector<std::string> commands;
  for (const DefinedObject* object : schema.objects_on(table)) {
    if (object->kind != sql::ObjectKind::policy) continue;
    const std::vector<sql::ParsedStatement> made = sql::parse(object->definition);
    if (made.empty()) continue;
    const auto* policy = std::get_if<sql::TableObject>(&made.front().operation);
    if (policy != nullptr && policy->permissive) commands.push_back(policy->command);
  }
  return commands;
}

void note_policies(StatementFacts& facts, const Schema& schema) {
  const Relation* table = schema.relation(facts.table);
  if (table == nullptr || !table->row_security) return;
  const std::vector<std::string> allowed = allowed_commands(facts.table, schema);
  const auto allows = [&](const char* command) {
    return std::find(allowed.begin(), allowed.end(), command) != allowed.end();
  };
  // What was made before the history began may have policies that nobody has seen.
  const bool known = table->complete && schema.is_certain(facts.table);
  facts.practice.without_policy = known ? ternary(allowed.empty()) : Ternary::unknown;
  if (!known || allowed.empty() || allows("all")) return;
  for (const char* command : {"select", "insert", "update", "delete"}) {
    if (!allows(command)) facts.practice.commands_without_policy.emplace_back(command);
  }
}

// A later ALTER FUNCTION … SET search_path completes the function.
void note_search_path(StatementFacts& facts, std::span<const ScriptStatement> later) {
  for (const ScriptStatement& statement : later) {
    const StatementFacts& other = statement.facts.front();
    if (other.kind != "alter_function" || other.object != facts.object) continue;
    if (other.practice.sets_search_path) facts.practice.sets_search_path = true;
  }
}

void note_practice_of(StatementFacts& facts, std::span<const ScriptStatement> later,
                      const Schema& schema) {
  if (facts.kind == "create_table") note_table(facts, schema);
  if (facts.practice.enables_row_security) note_policies(facts, schema);
  if (facts.practice.security_definer) note_search_path(facts, later);
}

}  // namespace

void note_practice(std::vector<ScriptStatement>& statements, const Schema& schema) {
  bool changes = false;
  bool grants = false;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const std::span<const ScriptStatement> later(statements.begin() + i + 1, statements.end());
    for (StatementFacts& facts : statements[i].facts) {
      note_practice_of(facts, later, schema);
      changes = changes || is_undoable_change(facts);
      grants = grants || facts.kind == "grant";
    }
  }
  if (!changes || !grants) return;
  for (ScriptStatement& statement : statements) {
    statement.facts.front().practice.mixed_with_schema = statement.facts.front().kind == "grant";
  }
}

}  // namespace migcheck
