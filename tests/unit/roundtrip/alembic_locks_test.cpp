#include <doctest/doctest.h>

#include "core/text.h"
#include "roundtrip/roundtrip.h"
#include "unit/roundtrip/alembic_project.h"

using namespace migcheck;
using test::OnDisk;
using test::revision_text;

// What rehearse() tells of locks when Alembic runs the statements.

namespace {

constexpr const char* kEnv =
    "import os\n"
    "from alembic import context\n"
    "from sqlalchemy import create_engine\n"
    "engine = create_engine('postgresql+psycopg2://', connect_args={'host': os.environ['PLACE'],\n"
    "                       'dbname': os.environ['NAME'], 'user': 'postgres'})\n"
    "with engine.connect() as connection:\n"
    "    context.configure(connection=connection)\n"
    "    with context.begin_transaction():\n"
    "        context.run_migrations()\n"
    "    connection.commit()\n";

constexpr const char* kTables =
    "op.execute('CREATE TABLE a (id int PRIMARY KEY, n int); CREATE TABLE b (id int);'\n"
    "           'CREATE INDEX a_n ON a (n)')";

// "10: b ROW EXCLUSIVE" for each statement that has locked something, then all of the revision.
std::string told(const RoundtripRevision& revision) {
  std::vector<std::string> lines;
  const auto add = [&](std::string text, const std::vector<RelationLock>& locks) {
    for (const RelationLock& lock : locks) {
      text += " " + lock.relation.substr(7) + " " + to_string(lock.mode) +
              (lock.rewrite == Ternary::yes ? " written anew" : "");
    }
    lines.push_back(std::move(text));
  };
  for (const ObservedStatement& statement : revision.statements) {
    if (!statement.locks.empty()) add(std::to_string(statement.line) + ":", statement.locks);
  }
  add("all:", revision.locks);
  return join(lines, "\n");
}

RoundtripRevision observed(const std::string& upgrade, const std::string& command = {}) {
  const OnDisk project(
      {{"alembic.ini", "[alembic]\nscript_location = .\n"},
       {"env.py", kEnv},
       {"versions/a.py", revision_text("a", "None", kTables, "op.execute('DROP TABLE a, b')")},
       {"versions/b.py", revision_text("b", "'a'", upgrade)}});
  RoundtripOptions options;
  options.engine = Engine::alembic;
  options.alembic = project.project();
  options.alembic.command = command;
  options.alembic.environment = {{"PLACE", "{host}"}, {"NAME", "{database}"}};
  std::vector<RoundtripStep> steps;
  for (const Revision* revision : project.revisions()) steps.push_back({revision, false});
  steps.back().rehearsed = true;
  const RoundtripOutcome outcome = rehearse(steps, options);
  REQUIRE(outcome.result.revisions.size() == 1);
  std::string problems;
  for (const RoundtripProblem& problem : outcome.problems) problems += problem.detail + "\n";
  CHECK(problems == "");
  return outcome.result.revisions[0];
}

constexpr const char* kUpgrade =
    "op.execute('UPDATE b SET id = 1')\n"
    "op.alter_column('a', 'n', type_=sa.BigInteger())\n"
    "op.create_table('c', sa.Column('id', sa.Integer()))\n"
    "with op.get_context().autocommit_block():\n"
    "    op.execute('CREATE INDEX i ON b (id)')\n"
    "op.add_column('b', sa.Column('x', sa.Integer()))";

}  // namespace

TEST_CASE("under Alembic each statement has its locks, too") {
  const RoundtripRevision revision = observed(kUpgrade);
  CHECK(told(revision) ==
        "9: b ROW EXCLUSIVE\n"
        "10: a ACCESS EXCLUSIVE written anew\n"
        "13: b SHARE\n"  // outside of a transaction
        "14: b ACCESS EXCLUSIVE\n"
        "all: a ACCESS EXCLUSIVE written anew b ACCESS EXCLUSIVE");
  CHECK(revision.observed == RoundtripRevision::Observed::all);
}

TEST_CASE("under Alembic a statement that SQLAlchemy does not see is seen before the commit") {
  CHECK(told(observed("op.get_bind().connection.cursor().execute('LOCK TABLE b')")) ==
        "all: b ACCESS EXCLUSIVE");
}

TEST_CASE("a statement that fails in a savepoint leaves nothing to be seen") {
  CHECK(told(observed("try:\n"
                      "    with op.get_bind().begin_nested():\n"
                      "        op.execute('ALTER TABLE nowhere ADD n int')\n"
                      "except sa.exc.ProgrammingError:\n"
                      "    op.execute('LOCK TABLE b IN SHARE MODE')")) ==
        "13: b SHARE\nall: b SHARE");
}

TEST_CASE("under a command of the project's the event trigger sees the DDL") {
  const RoundtripRevision revision =
      observed(kUpgrade, "{python} -m alembic.config {direction} {revision}");
  CHECK(told(revision) ==
        "0: a ACCESS EXCLUSIVE written anew b ROW EXCLUSIVE\n"
        "0: b SHARE\n"
        "0: b ACCESS EXCLUSIVE\n"
        "all: a ACCESS EXCLUSIVE written anew b ACCESS EXCLUSIVE");
  CHECK(revision.observed == RoundtripRevision::Observed::ddl);
}
