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

// What is said of a revision that was seen to take these locks.
std::string told(const std::string& sql, std::vector<RelationLock> observed) {
  History history;
  history.dialect = "sql";
  history.has_downgrades = false;
  history.revisions.push_back(
      revision("1", "CREATE TABLE a (id int PRIMARY KEY, n int); CREATE TABLE \"User\" (id int)"));
  history.revisions.push_back(revision("2", sql, "1"));
  const RevisionGraph graph(history.revisions);
  CheckInput input{history, graph, {false, true}, {}, {}};
  const std::vector<RoundtripProblem> problems;
  input.rehearsal = &problems;
  std::vector<RoundtripRevision> rehearsed(1);
  rehearsed[0].revision = "2";
  rehearsed[0].upgrade_ms = 1;
  rehearsed[0].locks = std::move(observed);
  input.rehearsed = rehearsed;
  std::string text;
  for (const Finding& finding : check_history(input).findings) {
    if (finding.policy == "roundtrip-locks-differ") text += finding.message;
  }
  return text.substr(std::min(text.find(": public"), text.size()));
}

}  // namespace

TEST_CASE("locks that were seen are held against those that are predicted") {
  const LockMode exclusive = LockMode::access_exclusive;
  CHECK(told("ALTER TABLE a ADD c int", {lock("public.a", exclusive)}) == "");
  CHECK(told("ALTER TABLE a ADD c int", {lock("public.a", LockMode::share)}) ==
        ": public.a: SHARE was taken, and ACCESS EXCLUSIVE was predicted");
  CHECK(told("ALTER TABLE a ADD c int", {}) ==
        ": public.a: ACCESS EXCLUSIVE was predicted, and nothing was taken");
  CHECK(told("ALTER TABLE a ADD c int",
             {lock("public.User", LockMode::row_exclusive), lock("public.a", exclusive)}) ==
        ": public.User: ROW EXCLUSIVE was taken, and nothing was predicted");
  CHECK(told("ALTER TABLE a ADD c int", {lock("public.a", exclusive, Ternary::yes)}) ==
        ": public.a: it was written anew, and that was not predicted");
  CHECK(told("ALTER TABLE a ALTER n TYPE bigint", {lock("public.a", exclusive, Ternary::yes)}) ==
        "");
  CHECK(told("ALTER TABLE \"User\" ADD c int", {lock("public.User", exclusive)}) == "");
}

TEST_CASE("nothing is held against a prediction that leaves something open") {
  CHECK(told("DO $$ BEGIN EXECUTE 'LOCK a'; END $$",
             {lock("public.a", LockMode::access_exclusive)}) == "");
  CHECK(told("CREATE INDEX CONCURRENTLY i ON a (n)", {}) == "");
}
