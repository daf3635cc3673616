#include "dialect/sql/sql_revision.h"

#include <algorithm>
#include <variant>

#include "core/text.h"
#include "sql/lexer.h"
#include "sql/parse.h"

namespace migcheck {

namespace {

// "migrations/0007_orders.sql" → "0007_orders".
std::string stem(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

// The first line of the comment at the top that says something.
std::string header(std::string_view text) {
  sql::Lexer lexer(text);
  while (const std::optional<sql::Token> token = lexer.next()) {
    if (token->kind != sql::Token::Kind::line_comment) return {};
    const std::string_view line =
        trim(text.substr(token->span.begin + 2, token->span.end - token->span.begin - 2));
    if (!line.empty() && !line.starts_with("migcheck:")) return std::string(line);
  }
  return {};
}

// What decides how the file is run: see the header.
bool stands_alone(const sql::Operation& operation) {
  if (std::holds_alternative<sql::Transaction>(operation)) return true;
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

}  // namespace

Revision sql_revision(const SourceFilePtr& file) {
  Revision revision;
  revision.id = stem(file->path);
  revision.message = header(file->text);
  revision.file = file;
  revision.upgrade.span = {0, file->text.size()};
  const std::vector<sql::ParsedStatement> parsed = sql::parse(file->text);
  const bool one_by_one =
      parsed.size() < 2 || std::any_of(parsed.begin(), parsed.end(), [](const auto& statement) {
        return stands_alone(statement.operation);
      });
  for (const sql::ParsedStatement& part : parsed) {
    Statement statement;
    statement.sql = file->text.substr(part.span.begin, part.span.end - part.span.begin);
    statement.span = part.span;
    statement.in_transaction = !one_by_one;
    revision.upgrade.statements.push_back(std::move(statement));
  }
  revision.upgrade.state = parsed.empty() ? Script::State::empty : Script::State::present;
  return revision;
}

}  // namespace migcheck
