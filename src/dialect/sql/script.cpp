#include "dialect/sql/script.h"

#include <algorithm>
#include <memory>
#include <variant>
#include <vector>

#include "sql/parse.h"

namespace migcheck::sql_files {

namespace {

using Parsed = std::vector<sql::ParsedStatement>;

bool is_transaction(const sql::Operation& operation) {
  return std::holds_alternative<sql::Transaction>(operation);
}

// Whether PostgreSQL refuses the statement in a transaction.
bool stands_alone(const sql::Operation& operation) {
  if (const auto* index = std::get_if<sql::CreateIndex>(&operation)) return index->concurrently;
  if (const auto* drop = std::get_if<sql::Drop>(&operation)) return drop->concurrently;
  if (const auto* reindex = std::get_if<sql::Reindex>(&operation)) return reindex->concurrently;
  if (const auto* vacuum = std::get_if<sql::Vacuum>(&operation)) return vacuum->vacuum;
  if (const auto* alter = std::get_if<sql::AlterTable>(&operation)) {
    return std::any_of(alter->actions.begin(), alter->actions.end(),
                       [](const sql::AlterAction& action) { return action.concurrently; });
  }
  return false;
}

bool has(const Parsed& parsed, bool (*property)(const sql::Operation&)) {
  return std::any_of(parsed.begin(), parsed.end(),
                     [&](const auto& statement) { return property(statement.operation); });
}

bool is_in_transaction(Runner runner, const Parsed& parsed) {
  switch (runner) {
    case Runner::one_transaction:
      return true;
    case Runner::each_statement:
      return false;
    case Runner::simple_query:
      return parsed.size() > 1 && !has(parsed, is_transaction);
    case Runner::detected:
      return !has(parsed, is_transaction) && !has(parsed, stands_alone);
    case Runner::as_written:
      break;
  }
  return parsed.size() > 1 && !has(parsed, is_transaction) && !has(parsed, stands_alone);
}

// The statement as if its text had been parsed by itself.
std::shared_ptr<const Parsed> alone(sql::ParsedStatement statement) {
  const std::size_t begin = statement.span.begin;
  statement.span = {0, statement.span.end - begin};
  if (statement.error) statement.error->offset -= std::min(begin, statement.error->offset);
  Parsed parsed;
  parsed.push_back(std::move(statement));
  return std::make_shared<const Parsed>(std::move(parsed));
}

}  // namespace

void add_statements(const ScriptText& text, Script& script) {
  const std::string_view part =
      std::string_view(text.file->text).substr(text.part.begin, text.part.end - text.part.begin);
  Parsed parsed = sql::parse(part);
  const bool in_transaction = is_in_transaction(text.runner, parsed);
  for (sql::ParsedStatement& one : parsed) {
    Statement statement;
    statement.sql = part.substr(one.span.begin, one.span.end - one.span.begin);
    statement.span = {text.part.begin + one.span.begin, text.part.begin + one.span.end};
    statement.in_transaction = in_transaction;
    if (!text.placeholder_reason.empty() && statement.sql.find("${") != std::string::npos) {
      statement.sql.clear();
      statement.opaque_reason = text.placeholder_reason;
    }
    if (!statement.is_opaque()) statement.parsed = alone(std::move(one));
    script.statements.push_back(std::move(statement));
  }
  script.state = script.statements.empty() ? Script::State::empty : Script::State::present;
}

}  // namespace migcheck::sql_files
