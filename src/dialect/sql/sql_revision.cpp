#include "dialect/sql/sql_revision.h"

#include "core/text.h"
#include "dialect/path.h"
#include "dialect/sql/script.h"
#include "sql/lexer.h"

namespace migcheck {

namespace {

// "migrations/0007_orders.sql" → "0007_orders".
std::string stem(const std::string& file) {
  const std::string_view name = path::name_of(file);
  return std::string(name.substr(0, name.rfind('.')));
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

}  // namespace

Revision sql_revision(const SourceFilePtr& file) {
  Revision revision;
  revision.id = stem(file->path);
  revision.message = header(file->text);
  revision.file = file;
  revision.upgrade.span = {0, file->text.size()};
  revision.upgrade.name = path::name_of(file->path);
  sql_files::add_statements({file, revision.upgrade.span, sql_files::Runner::as_written},
                            revision.upgrade);
  return revision;
}

}  // namespace migcheck
