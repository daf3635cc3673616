#include "sql/parse.h"

#include "sql/lower.h"
#include "sql/split.h"

namespace migcheck::sql {

namespace {

// The one statement at `span`. Where our idea of its end differs from the grammar's, it is several
// statements: then all of them are added.
void parse_one(std::string_view text, Span span, std::vector<ParsedStatement>& into) {
  const Tree tree(std::string(text.substr(span.begin, span.end - span.begin)));
  if (tree.error()) {
    into.push_back({span, Other{},
                    SyntaxError{tree.error()->message, span.begin + tree.error()->offset,
                                tree.error()->our_limit}});
    return;
  }
  for (const PgQuery__RawStmt* statement : tree.statements()) {
    Span part = span;
    if (tree.statements().size() > 1) {
      part.begin = span.begin + static_cast<std::size_t>(statement->stmt_location);
      if (statement->stmt_len > 0)
        part.end = part.begin + static_cast<std::size_t>(statement->stmt_len);
    }
    into.push_back({part, lower_statement(statement->stmt), std::nullopt});
  }
}

}  // namespace

std::vector<ParsedStatement> parse(std::string_view text) {
  std::vector<ParsedStatement> statements;
  for (const Span span : split(text)) parse_one(text, span, statements);
  return statements;
}

int grammar_version() { return PG_VERSION_NUM / 10000; }

}  // namespace migcheck::sql
