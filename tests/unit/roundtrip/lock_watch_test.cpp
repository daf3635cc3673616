#include "roundtrip/lock_watch.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "dialect/sql/sql_revision.h"
#include "roundtrip/roundtrip.h"

using namespace migcheck;

// What rehearse() tells of each statement, with the engine sql.

namespace {

constexpr const char* kBase =
    "CREATE TABLE a (id int PRIMARY KEY, n int);\nCREATE TABLE b (id int PRIMARY KEY, a_id int);\n"
    "CREATE TABLE p (k int, v int) PARTITION BY LIST (k);\n"
    "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\n"
    "CREATE INDEX a_n ON a (n);\n"
    "ALTER TABLE a ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;\n";

Revision revision(const std::string& id, const std::string& sql, bool in_transaction) {
  Revision revision =
      sql_revision(std::make_shared<const SourceFile>(SourceFile{id + ".sql", sql}));
  revision.id = id;
  for (Statement& statement : revision.upgrade.statements) {
    statement.in_transaction = in_transaction;
  }
  return revision;
}

// "1: a ACCESS EXCLUSIVE, b SHARE" for each statement that was seen, with its line, which is only
// known for one that has locked something.
std::string told(const RoundtripRevision& revision) {
  std::vector<std::string> lines;
  for (const ObservedStatement& statement : revision.statements) {
    std::vector<std::string> locks;
    for (const RelationLock& lock : statement.locks) {
      locks.push_back(lock.relation.substr(7) + " " + to_string(lock.mode) +
                      (lock.rewrite == Ternary::yes ? " written anew" : ""));
    }
    lines.push_back(std::to_string(statement.line) + ": " + join(locks, ", "));
  }
  return join(lines, "\n");
}

RoundtripRevision observed(const std::string& sql, bool in_transaction) {
  Revision base = revision("1", kBase, true);
  Revision changed = revision("2", sql, in_transaction);
  changed.down_revisions = {"1"};
  const RoundtripOutcome outcome = rehearse({{&base, false}, {&changed, true}}, {});
  REQUIRE(outcome.result.revisions.size() == 1);
  CHECK(outcome.result.revisions[0].upgrade_ms.has_value());
  return outcome.result.revisions[0];
}

std::string in_transaction(const std::string& sql) { return told(observed(sql, true)); }
std::string outside(const std::string& sql) { return told(observed(sql, false)); }

}  // namespace

TEST_CASE("in a transaction each statement has the locks that it added") {
  CHECK(in_transaction("UPDATE a SET n = 1;\n"
                       "ALTER TABLE a ALTER n TYPE bigint;\n"
                       "ALTER TABLE a ADD c int;\n"
                       "CREATE INDEX i ON b (a_id);\n"
                       "ALTER TABLE a ALTER n TYPE int;\n"
                       "CREATE TABLE c (id int);\n"
                       "TRUNCATE b") ==
        "1: a ROW EXCLUSIVE\n"
        "2: a ACCESS EXCLUSIVE written anew\n"
        "0: \n"  // no more than before
        "4: b SHARE\n"
        "5: a ACCESS EXCLUSIVE written anew\n"
        "0: \n"  // the table is new
        "7: b ACCESS EXCLUSIVE written anew");
}

TEST_CASE("what commits by itself is seen where it is DDL, or waits") {
  CHECK(outside("ALTER TABLE a VALIDATE CONSTRAINT positive;\n"
                "UPDATE a SET n = 1;\n"  // is not seen
                "CREATE INDEX CONCURRENTLY i ON a (n);\n"
                "CREATE INDEX IF NOT EXISTS i ON a (n);\n"
                "REINDEX TABLE CONCURRENTLY b;\n"
                "DROP INDEX CONCURRENTLY i;\n"
                "ALTER TABLE b ALTER a_id TYPE bigint") ==
        "1: a SHARE UPDATE EXCLUSIVE\n"
        "3: a SHARE UPDATE EXCLUSIVE\n"
        "4: a SHARE\n"
        "5: b SHARE UPDATE EXCLUSIVE\n"
        "6: a SHARE UPDATE EXCLUSIVE\n"
        "7: b ACCESS EXCLUSIVE written anew");
}

TEST_CASE("a partition that is detached concurrently is locked more and more") {
  CHECK(outside("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY") ==
        "1: p SHARE UPDATE EXCLUSIVE, p1 ACCESS EXCLUSIVE");
}

TEST_CASE("a transaction that the script has for itself is not mixed up with what is outside") {
  CHECK(outside("ALTER TABLE b ADD c int;\nBEGIN;\nALTER TABLE a ADD c int;\nCOMMIT;\n"
                "ALTER TABLE b ADD d int") ==
        "1: b ACCESS EXCLUSIVE\n3: a ACCESS EXCLUSIVE\n5: b ACCESS EXCLUSIVE");
}

TEST_CASE("a short lock_timeout is not eaten up: then the concurrent form is not seen") {
  CHECK(outside("SET lock_timeout = '100ms';\nCREATE INDEX CONCURRENTLY i ON a (n)") == "");
}

TEST_CASE("of very many statements only the end is seen after the first hundred") {
  std::string many;
  for (int i = 0; i < 150; ++i) many += "UPDATE a SET n = 1;\n";
  const RoundtripRevision revision = observed(many + "UPDATE b SET a_id = 1", true);
  REQUIRE(revision.statements.size() == 101);
  CHECK(revision.statements.back().number == 150);
  REQUIRE(revision.locks.size() == 2);
  CHECK(revision.locks[1] == revision.statements.back().locks.at(0));
}
