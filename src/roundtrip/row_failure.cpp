#include "roundtrip/row_failure.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "roundtrip/rows/expression_words.h"
#include "sql/parse.h"

namespace migcheck {

namespace {

constexpr std::string_view kRaised = "P0001";

// What depends on the values in the rows. Source: PostgreSQL, "Error Codes", class 22 (data
// exception) and 23 (constraint violation).
bool depends_on_values(std::string_view state) {
  constexpr std::string_view not_null_violation = "23502";
  return state.starts_with("22") || state == kRaised ||
         (state.starts_with("23") && state != not_null_violation);
}

// A unique or check constraint.
bool is_own_condition(std::string_view state) { return state == "23505" || state == "23514"; }

bool is_constraint(std::string_view state) {
  return is_own_condition(state) || state == "23503" || state == "23P01";
}

// Whether it may add one to a table with rows; an INSERT or DELETE violates one that is there.
bool may_add_constraint(const std::string& sql) {
  const auto statements = sql::parse(sql);
  return std::any_of(statements.begin(), statements.end(), [](const sql::ParsedStatement& one) {
    return std::holds_alternative<sql::AlterTable>(one.operation) ||
           std::holds_alternative<sql::AlterDomain>(one.operation) ||
           std::holds_alternative<sql::CreateIndex>(one.operation);
  });
}

std::set<std::string> added_columns(const Script& script) {
  std::set<std::string> names;
  for (const Statement& statement : script.statements) {
    for (const sql::ParsedStatement& one : sql::parse(statement.sql)) {
      const auto* alter = std::get_if<sql::AlterTable>(&one.operation);
      if (alter == nullptr) continue;
      for (const sql::AlterAction& action : alter->actions) {
        if (action.kind == sql::AlterAction::Kind::add_column) names.insert(action.column->name);
      }
    }
  }
  return names;
}

// Whether the statement is about a column that the script adds, whose values are its own doing.
bool names_added_column(const std::string& sql, const Script& script) {
  const std::set<std::string> named = expression_words(sql).names;
  const std::set<std::string> added = added_columns(script);
  return std::any_of(added.begin(), added.end(),
                     [&](const std::string& name) { return named.contains(name); });
}

// Of an upgrade. Plain rows are distinct, so that only values of the upgrade's own can be twice.
RowCause cause_in_upgrade(const ScriptRun& run, RowVariety rows, const Script& upgrade) {
  const std::string& state = run.failure->sqlstate;
  const bool plain = rows == RowVariety::plain;
  if (plain && !depends_on_values(state)) return RowCause::any_rows;
  if (!is_constraint(state) || !may_add_constraint(run.failed_sql)) return RowCause::values;
  const bool own = is_own_condition(state) && names_added_column(run.failed_sql, upgrade);
  return plain && own ? RowCause::any_rows : RowCause::constraint;
}

}  // namespace

RowCause row_cause(const ScriptRun& run, Direction direction, RowVariety rows,
                   const Revision& revision) {
  if (direction == Direction::upgrade) return cause_in_upgrade(run, rows, revision.upgrade);
  // There was room for plain rows before the upgrade: what does not take them back is wrong, but
  // for a downgrade that refuses to lose what it sees.
  const bool refuses = run.failure->sqlstate == kRaised;
  return rows == RowVariety::plain && !refuses ? RowCause::any_rows : RowCause::values;
}

}  // namespace migcheck
