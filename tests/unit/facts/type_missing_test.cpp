#include <doctest/doctest.h>

#include "facts/statement_facts.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

// Of the last statement.
bool type_missing(const std::string& text) {
  Schema schema;
  TransactionState state;
  bool missing = false;
  for (const sql::ParsedStatement& part : sql::parse(text)) {
    missing = statement_facts(part.operation, {schema, state}).front().type_missing;
    state.apply(part.operation, schema);
    schema.apply(part.operation);
  }
  return missing;
}

}  // namespace

TEST_CASE("a type is missing where the history makes the table and no such type") {
  const std::string table = "CREATE TABLE t (id int); ";
  const std::pair<std::string, bool> rows[] = {
      {table + "ALTER TABLE t ADD COLUMN m mood", true},
      {table + "ALTER TABLE t ADD COLUMN m mood[]", true},
      {table + "CREATE TYPE mood AS ENUM ('a'); ALTER TABLE t ADD COLUMN m mood", false},
      {table + "CREATE DOMAIN mood AS text; ALTER TABLE t ADD COLUMN m mood", false},
      {table + "CREATE TABLE mood (a int); ALTER TABLE t ADD COLUMN m mood", false},
      {table + "ALTER TABLE t ADD COLUMN m bigserial", false},
      {table + "ALTER TABLE t ADD COLUMN m timestamptz(3)", false},
      {table + "ALTER TABLE t ADD COLUMN m citext", false},
      {table + "ALTER TABLE t ADD COLUMN m app.mood", false},
      {table + "CREATE EXTENSION moods; ALTER TABLE t ADD COLUMN m mood", false},
      {"ALTER TABLE elsewhere ADD COLUMN m mood", false},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(type_missing(text) == expected);
  }
}
