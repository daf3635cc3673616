#pragma once

#include <string>

#include "core/revision.h"

namespace migcheck::sql_files {

// How a tool hands the SQL of a migration to PostgreSQL, which decides what runs in a transaction.
enum class Runner {
  one_transaction,  // between BEGIN and COMMIT

  // As one query string: several statements are one implicit transaction, a single one is on its
  // own. Source: PostgreSQL documentation, 55.2.2.1 Multiple Statements in a Simple Query.
  simple_query,

  each_statement,  // one by one, without any transaction

  // Not known: the text is taken at its word. Where it begins transactions itself, or holds a
  // statement that PostgreSQL refuses in one, its statements run one by one; else several
  // statements run in one transaction.
  as_written,

  // In a transaction, unless it holds a statement that PostgreSQL refuses in one: then one by one.
  // Source: Flyway's documentation, "Migration Transaction Handling".
  detected,
};

struct ScriptText {
  SourceFilePtr file;
  Span part;  // of the file
  Runner runner = Runner::as_written;

  // Where the tool replaces ${…}: why a statement with such a placeholder cannot be read; else
  // empty.
  std::string placeholder_reason = {};
};

// Adds the statements of a text to a script, which is then `present` if it has any, or `empty`.
void add_statements(const ScriptText& text, Script& script);

}  // namespace migcheck::sql_files
