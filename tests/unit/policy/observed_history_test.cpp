#include "policy/observed_history.h"

#include <doctest/doctest.h>

#include "core/source_file.h"
#include "core/text.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

// A file of ten lines, "line 1" to "line 10"; `loop` reaches from line 4 to line 6.
std::string ten_lines() {
  std::string text;
  for (int i = 1; i <= 10; ++i) text += "  line " + std::to_string(i) + "\n";
  return text;
}

Span lines(std::size_t first, std::size_t last) {
  const std::string text = ten_lines();
  return {line_offset(text, first) + 2, line_span(text, last).end};
}

Statement read(std::size_t line, std::string sql) {
  Statement statement;
  statement.sql = std::move(sql);
  statement.span = lines(line, line);
  return statement;
}

Statement opaque(std::size_t first, std::size_t last = 0) {
  Statement statement;
  statement.opaque_reason = "depends on the result of a query";
  statement.span = lines(first, last == 0 ? first : last);
  statement.conditional = true;
  return statement;
}

History history_of(std::vector<Statement> upgrade, std::vector<Statement> downgrade = {}) {
  History history;
  Revision& revision = history.revisions.emplace_back();
  revision.id = "a";
  revision.file = std::make_shared<const SourceFile>(SourceFile{"a.py", ten_lines()});
  revision.upgrade.statements = std::move(upgrade);
  revision.downgrade.statements = std::move(downgrade);
  return history;
}

using Executed = std::vector<ExecutedStatement>;

ExecutedStatement at(std::size_t line, std::string sql, bool cut = false) {
  return {"a", line, std::move(sql), cut, false};
}

// A line per statement: "4: SQL" of what was read, "4? what was seen" of an opaque one ("!" where
// that is followed up), "4> SQL" of what was observed.
std::string describe(const Script& script) {
  std::string text;
  for (const Statement& one : script.statements) {
    text += std::to_string(position_at(ten_lines(), one.span.begin).line);
    if (one.is_opaque()) {
      text += one.observation && one.observation->is_followed_up ? "?!" : "?";
      text += one.observation ? " " + replace_all(one.observation->text, "\n", " | ") : "";
    } else {
      text += (one.observed ? "> " : ": ") + one.sql;
    }
    text += "\n";
  }
  return text;
}

std::string upgrade_of(std::vector<Statement> statements, Executed executed) {
  const ExecutedScript script{"a", Direction::upgrade, std::move(executed)};
  return describe(
      with_observed(history_of(std::move(statements)), std::vector{script}).revisions[0].upgrade);
}

constexpr const char* kChecked =
    "?! When it was rehearsed, it executed the following, which was checked. It may be something "
    "else in another database. | ";

}  // namespace

TEST_CASE("what an opaque statement executed stands behind it, at its place") {
  const std::string text = upgrade_of(
      {read(2, "CREATE TABLE t (n int)"), opaque(4, 6), read(8, "DROP TABLE u")},
      {at(2, "CREATE TABLE t (n int)"), at(5, "CREATE INDEX i ON t (n)"), at(8, "DROP TABLE u")});
  CHECK(text == "2: CREATE TABLE t (n int)\n4" + std::string(kChecked) +
                    "CREATE INDEX i ON t (n)\n4> CREATE INDEX i ON t (n)\n8: DROP TABLE u\n");
}

TEST_CASE("an observed statement stands under the condition of the opaque one, and is parsed") {
  const ExecutedScript script{"a", Direction::upgrade, {at(4, "DROP TABLE t")}};
  const Statement observed = with_observed(history_of({opaque(4)}), std::vector{script})
                                 .revisions[0]
                                 .upgrade.statements.at(1);
  CHECK(observed.conditional);
  CHECK(observed.observed);
  CHECK_FALSE(observed.is_opaque());
  CHECK_FALSE(observed.observation.has_value());
  REQUIRE(observed.parsed != nullptr);
  CHECK(std::holds_alternative<sql::Drop>(observed.parsed->at(0).operation));
}

TEST_CASE("what ran outside of a transaction is observed there") {
  Executed executed = {at(4, "DROP TABLE t"), at(4, "DROP TABLE u")};
  executed[1].autocommit = true;
  const ExecutedScript script{"a", Direction::upgrade, executed};
  const History history = with_observed(history_of({opaque(4)}), std::vector{script});
  const std::vector<Statement>& statements = history.revisions[0].upgrade.statements;
  CHECK(statements.at(1).in_transaction);
  CHECK_FALSE(statements.at(2).in_transaction);
}

TEST_CASE("what was read is not there twice, though its values may be written differently") {
  CHECK(upgrade_of({read(4, "UPDATE t SET a = 'x' WHERE n = 1"), opaque(4)},
                   {at(4, "update t  set a = E'x' where n = 1;"), at(4, "SELECT 1")}) ==
        "4: UPDATE t SET a = 'x' WHERE n = 1\n4? When it was rehearsed, it only read.\n");
  // Alembic executes what a batch holds where the batch begins.
  CHECK(upgrade_of({read(5, "ALTER TABLE t ADD n int"), opaque(6)},
                   {at(4, "ALTER TABLE t ADD n int"), at(4, "ALTER TABLE t ADD m int")}) ==
        "5: ALTER TABLE t ADD n int\n6" + std::string(kChecked) +
            "ALTER TABLE t ADD m int\n4> ALTER TABLE t ADD m int\n");
}

TEST_CASE("what ran from a statement that was read belongs to no other one") {
  CHECK(upgrade_of({read(4, "SELECT 1"), opaque(6)}, {at(4, "DROP TABLE t")}) ==
        "4: SELECT 1\n6? When it was rehearsed, it was not seen to execute anything.\n");
}

TEST_CASE("the innermost opaque statement around a line is the one that executed it") {
  CHECK(upgrade_of({opaque(4, 8), read(9, "SELECT 2"), opaque(5)}, {at(5, "DROP TABLE t")}) ==
        "4? When it was rehearsed, it was not seen to execute anything.\n9: SELECT 2\n5" +
            std::string(kChecked) + "DROP TABLE t\n5> DROP TABLE t\n");
}

TEST_CASE("the statements of a loop's body keep the order in which they ran") {
  const std::string text =
      upgrade_of({opaque(4), opaque(5)}, {at(4, "ALTER TABLE t ADD n int"), at(5, "DROP TABLE a"),
                                          at(4, "ALTER TABLE u ADD n int"), at(5, "DROP TABLE b")});
  CHECK(
      text.ends_with("4> ALTER TABLE t ADD n int\n5> DROP TABLE a\n4> ALTER TABLE u ADD n int\n"
                     "5> DROP TABLE b\n"));
}

TEST_CASE("rows that are changed one by one are one statement, all else stays") {
  Executed executed;
  for (int i = 0; i < 20; ++i) {
    executed.push_back(
        at(4, "UPDATE t SET a = 'x" + std::to_string(i) + "' WHERE n = " + std::to_string(i)));
    executed.push_back(at(4, "SET lock_timeout = 0"));
    executed.push_back(at(4, "ALTER TABLE t ADD c" + std::to_string(i) + " int"));
  }
  const std::string text = upgrade_of({opaque(4)}, executed);
  CHECK(text.find("… and 38 more\n") != std::string::npos);
  CHECK(text.find("> UPDATE t SET a = 'x0' WHERE n = 0\n") != std::string::npos);
  CHECK(text.find("> UPDATE t SET a = 'x1'") == std::string::npos);
  CHECK(split(text, '\n').size() == 1 + 1 + 20 + 20 + 1);
}

TEST_CASE("what cannot be read leaves its statement alone, and no other") {
  const std::string unclear =
      "? When it was rehearsed, it executed what could not be read either.\n";
  CHECK(upgrade_of({opaque(4), opaque(5)},
                   {at(4, "DROP TABLE a"), at(4, "CREATE TABL b"), at(5, "DROP TABLE c", true)}) ==
        "4" + unclear + "5" + unclear);
}

TEST_CASE("passwords are not shown") {
  const std::string text = upgrade_of({opaque(4)}, {at(4, "CREATE ROLE r PASSWORD 'hush'")});
  CHECK(text.find("CREATE ROLE r PASSWORD '****'\n") != std::string::npos);
}

TEST_CASE("each direction has its own, and nothing is said where nobody looked") {
  const ExecutedScript down{"a", Direction::downgrade, {at(9, "DROP TABLE t")}};
  const Revision revision =
      with_observed(history_of({opaque(4)}, {opaque(9)}), std::vector{down}).revisions[0];
  CHECK(describe(revision.upgrade) == "4?\n");
  CHECK(describe(revision.downgrade) ==
        "9" + std::string(kChecked) + "DROP TABLE t\n9> DROP TABLE t\n");
}

TEST_CASE("what Alembic refuses has executed nothing") {
  Statement refused = opaque(4);
  refused.refused = true;
  CHECK(upgrade_of({refused}, {at(4, "DROP TABLE t")}) == "4?\n");
}
