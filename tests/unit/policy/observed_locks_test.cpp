#include <doctest/doctest.h>

#include "dialect/sql/sql_revision.h"
#include "policy/check.h"

using namespace migcheck;

namespace {

Revision revision(const std::string& id, const std::string& sql, const std::string& down = {}) {
  Revision revision =
      sql_revision(std::make_shared<const SourceFile>(SourceFile{id + ".sql", sql}));
  revision.id = id;
  const bool concurrent = sql.find("CONCURRENTLY") != std::string::npos;
  for (Statement& statement : revision.upgrade.statements) statement.in_transaction = !concurrent;
  if (!down.empty()) revision.down_revisions = {down};
  return revision;
}

RelationLock lock(const std::string& relation, LockMode mode, Ternary rewrite = Ternary::no) {
  RelationLock lock{relation, mode};
  lock.rewrite = rewrite;
  return lock;
}

// What a statement was seen to take; the first one has the number 0.
ObservedStatement statement(std::size_t number, std::vector<RelationLock> locks) {
  return {number, 0, {}, std::move(locks)};
}

// The same, of Alembic.
ObservedStatement line(std::size_t line, std::vector<RelationLock> locks) {
  return {std::nullopt, line, {}, std::move(locks)};
}

// What is said of a revision of whose statements these were seen.
std::string told(const std::string& sql, std::vector<ObservedStatement> seen,
                 RoundtripRevision::Observed observed = RoundtripRevision::Observed::all,
                 bool conditional = false) {
  History history;
  history.dialect = "sql";
  history.has_downgrades = false;
  history.revisions.push_back(
      revision("1", "CREATE TABLE a (id int PRIMARY KEY, n int); CREATE TABLE \"User\" (id int)"));
  history.revisions.push_back(revision("2", sql, "1"));
  history.revisions.back().upgrade.statements.back().conditional = conditional;
  const RevisionGraph graph(history.revisions);
  CheckInput input{history, graph, {false, true}, {}, {}};
  const std::vector<RoundtripProblem> problems;
  input.rehearsal = &problems;
  std::vector<RoundtripRevision> rehearsed(1);
  rehearsed[0].revision = "2";
  rehearsed[0].upgrade_ms = 1;
  for (const ObservedStatement& one : seen) {
    for (const RelationLock& lock : one.locks) rehearsed[0].locks.push_back(lock);
  }
  rehearsed[0].statements = std::move(seen);
  rehearsed[0].observed = observed;
  input.rehearsed = rehearsed;
  std::string text;
  for (const Finding& finding : check_history(input).findings) {
    if (finding.policy == "roundtrip-locks-differ") text += finding.message;
  }
  return text.substr(std::min(text.find(": public"), text.size()));
}

// Of one statement that was seen to take these locks.
std::string told_of_one(const std::string& sql, std::vector<RelationLock> locks) {
  return told(sql, {statement(0, std::move(locks))});
}

const LockMode exclusive = LockMode::access_exclusive;

}  // namespace

TEST_CASE("locks that were seen are held against those that are predicted") {
  CHECK(told_of_one("ALTER TABLE a ADD c int", {lock("public.a", exclusive)}) == "");
  CHECK(told_of_one("ALTER TABLE a ADD c int", {lock("public.a", LockMode::share)}) ==
        ": public.a: SHARE was taken, and ACCESS EXCLUSIVE was predicted (line 1)");
  CHECK(told_of_one("ALTER TABLE a ADD c int", {}) ==
        ": public.a: ACCESS EXCLUSIVE was predicted, and nothing was taken (line 1)");
  CHECK(told_of_one("ALTER TABLE a ADD c int",
                    {lock("public.User", LockMode::row_exclusive), lock("public.a", exclusive)}) ==
        ": public.User: ROW EXCLUSIVE was taken, and nothing was predicted (line 1)");
  CHECK(told_of_one("ALTER TABLE a ADD c int", {lock("public.a", exclusive, Ternary::yes)}) ==
        ": public.a: it was written anew, and that was not predicted (line 1)");
  CHECK(told_of_one("ALTER TABLE a ALTER n TYPE bigint",
                    {lock("public.a", exclusive, Ternary::yes)}) == "");
  CHECK(told_of_one("ALTER TABLE \"User\" ADD c int", {lock("public.User", exclusive)}) == "");
}

TEST_CASE("a statement is compared with what its transaction has locked so far") {
  const std::string sql = "CREATE INDEX i ON a (n);\nALTER TABLE a ADD c int;\nUPDATE a SET n = 1";
  const auto share = lock("public.a", LockMode::share);
  const auto most = lock("public.a", exclusive);
  CHECK(told(sql, {statement(0, {share}), statement(1, {most}), statement(2, {})}) == "");
  CHECK(told(sql, {statement(0, {most}), statement(1, {}), statement(2, {})}) ==
        ": public.a: ACCESS EXCLUSIVE was taken, and SHARE was predicted (line 1)");
  CHECK(told(sql, {statement(0, {share}), statement(1, {}), statement(2, {})}) ==
        ": public.a: SHARE was taken, and ACCESS EXCLUSIVE was predicted (line 2)");
  // One that was not seen has taken what is predicted, and so has one before a look.
  CHECK(told(sql, {statement(0, {share})}) == "");
  CHECK(told(sql, {statement(2, {most})}) == "");
  CHECK(told(sql, {statement(2, {share})}) ==
        ": public.a: SHARE was taken, and ACCESS EXCLUSIVE was predicted (line 3)");
}

TEST_CASE("outside of a transaction a statement stands for itself") {
  const std::string sql = "DROP INDEX CONCURRENTLY i;\nCREATE INDEX CONCURRENTLY i ON a (n)";
  const auto right = lock("public.a", LockMode::share_update_exclusive);
  CHECK(told(sql, {statement(1, {right})}) == "");
  CHECK(told(sql, {}) == "");
  CHECK(told(sql, {statement(1, {lock("public.a", LockMode::share)})}) ==
        ": public.a: SHARE was taken, and SHARE UPDATE EXCLUSIVE was predicted (line 2)");
  CHECK(told(sql, {statement(1, {lock("public.a", LockMode::row_share)})}) ==
        ": public.a: ROW SHARE was taken, and SHARE UPDATE EXCLUSIVE was predicted (line 2)");
}

TEST_CASE("Alembic's statements are compared all together") {
  const std::string sql = "UPDATE a SET n = 1;\nALTER TABLE a ADD c int";
  CHECK(told(sql, {line(9, {lock("public.a", exclusive)})}) == "");
  CHECK(told(sql, {line(9, {lock("public.a", LockMode::row_exclusive)})}) ==
        ": public.a: ROW EXCLUSIVE was taken, and ACCESS EXCLUSIVE was predicted (line 9)");
  CHECK(told(sql, {line(7, {}), line(8, {lock("public.User", LockMode::share)}),
                   line(9, {lock("public.User", exclusive), lock("public.a", exclusive)})}) ==
        ": public.User: ACCESS EXCLUSIVE was taken, and nothing was predicted (line 9)");
  CHECK(told(sql, {line(9, {})}) ==
        ": public.a: ACCESS EXCLUSIVE was predicted, and nothing was taken");
}

TEST_CASE("where only DDL is seen, nothing is missed of what is none") {
  const auto ddl = RoundtripRevision::Observed::ddl;
  CHECK(told("LOCK TABLE a", {line(0, {})}, ddl) == "");
  CHECK(told("ALTER TABLE a ADD c int", {line(0, {})}, ddl) ==
        ": public.a: ACCESS EXCLUSIVE was predicted, and nothing was taken");
  CHECK(told("CREATE INDEX CONCURRENTLY i ON a (n)", {line(0, {})}, ddl) == "");
  CHECK(told("LOCK TABLE a IN SHARE MODE", {line(0, {lock("public.a", exclusive)})}, ddl) ==
        ": public.a: ACCESS EXCLUSIVE was taken, and SHARE was predicted");
}

TEST_CASE("a statement whose condition is not known may not have run") {
  const auto all = RoundtripRevision::Observed::all;
  const std::string sql = "UPDATE \"User\" SET id = 1; ALTER TABLE a ADD c int";
  const auto other = lock("public.User", LockMode::row_exclusive);
  CHECK(told(sql, {statement(0, {other})}, all, true) == "");
  CHECK(told(sql, {statement(0, {other}), statement(1, {lock("public.a", exclusive)})}, all,
             true) == "");
  CHECK(told(sql, {statement(0, {other}), statement(1, {lock("public.a", LockMode::share)})}, all,
             true) == ": public.a: SHARE was taken, and ACCESS EXCLUSIVE was predicted (line 1)");
  CHECK(told(sql, {line(1, {other})}, all, true) == "");
}

TEST_CASE("nothing is held against a prediction that leaves something open") {
  CHECK(told_of_one("DO $$ BEGIN EXECUTE 'LOCK a'; END $$", {lock("public.a", exclusive)}) == "");
}
