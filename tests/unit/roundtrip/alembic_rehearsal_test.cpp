#include <doctest/doctest.h>

#include "core/text.h"
#include "roundtrip/roundtrip.h"
#include "support/errors.h"
#include "unit/roundtrip/alembic_project.h"

using namespace migcheck;
using test::OnDisk;
using test::revision_text;

// rehearse() with the project's own Alembic.

namespace {

constexpr const char* kIni = "[alembic]\nscript_location = .\n";

// Opaque for whoever only reads it.
constexpr const char* kAsks =
    "bind = op.get_bind()\n"
    "for (n,) in bind.execute(sa.text('SELECT 7')).fetchall():\n"
    "    op.execute('CREATE TABLE t%d (x int)' % n)";

std::map<std::string, std::string> files(const std::string& downgrade) {
  return {{"alembic.ini", kIni},
          {"versions/a.py", revision_text("a", "None", "op.execute('CREATE TABLE a (n int)')",
                                          "op.execute('DROP TABLE a')")},
          {"versions/b.py", revision_text("b", "'a'", kAsks, downgrade)}};
}

std::vector<RoundtripStep> last_of(const OnDisk& project) {
  std::vector<RoundtripStep> steps;
  for (const Revision* revision : project.revisions()) steps.push_back({revision, false});
  steps.back().rehearsed = true;
  return steps;
}

RoundtripOutcome rehearsed(const OnDisk& project, Engine engine) {
  RoundtripOptions options;
  options.engine = engine;
  options.alembic = project.project();
  return rehearse(last_of(project), options);
}

// "alembic, b: passed", then a line per problem and note.
std::string describe(const RoundtripOutcome& outcome) {
  std::string text = outcome.result.engine;
  for (const RoundtripRevision& one : outcome.result.revisions) {
    text += ", " + one.revision + ": " + one.status;
  }
  for (const RoundtripProblem& problem : outcome.problems) {
    const Position place = position_at(problem.file->text, problem.span.begin);
    text += "\n" + problem.file->path + ":" + std::to_string(place.line) + ": " + problem.detail;
  }
  for (const std::string& note : outcome.notes) text += "\nnote: " + note;
  return text;
}

}  // namespace

TEST_CASE("what cannot be read is rehearsed by Alembic, without being asked") {
  const OnDisk project(files("op.execute('DROP TABLE t7')"));
  const RoundtripOutcome outcome = rehearsed(project, Engine::automatic);
  CHECK(describe(outcome) == "alembic, b: passed");
  CHECK(outcome.result.revisions.at(0).reupgrade_ms.has_value());
}

namespace {

// "b upgrade 12: SQL", a line for each statement.
std::string executed(const RoundtripOutcome& outcome) {
  std::string text;
  for (const ExecutedScript& script : outcome.executed) {
    text += script.revision + " " + to_string(script.direction) + "\n";
    for (const ExecutedStatement& one : script.statements) {
      text += std::to_string(one.line) + ": " + one.sql + "\n";
    }
  }
  return text;
}

}  // namespace

TEST_CASE("what was executed is handed out for what cannot be read, where it was seen") {
  std::map<std::string, std::string> all = files(
      "for n in op.get_bind().execute(sa.text('SELECT 7')).scalars():\n    op.execute('DROP TABLE "
      "t%d' % n)");
  CHECK(executed(rehearsed(OnDisk(all), Engine::alembic)) ==
        "b upgrade\n10: SELECT 7\n11: CREATE TABLE t7 (x int)\n"
        "b downgrade\n15: SELECT 7\n16: DROP TABLE t7\n");
  CHECK(executed(rehearsed(OnDisk(all), Engine::sql)) == "");
  all["versions/c.py"] = revision_text("c", "'b'", "op.execute('CREATE TABLE c (n int)')", "pass");
  CHECK(executed(rehearsed(OnDisk(all), Engine::alembic)) ==  // of the base, too
        "b upgrade\n10: SELECT 7\n11: CREATE TABLE t7 (x int)\n");
}

TEST_CASE("what has failed does not say what it executes") {
  CHECK(executed(rehearsed(OnDisk(files("for n in op.get_bind().execute(sa.text('SELECT "
                                        "7')).scalars():\n    op.execute('DROP TABLE u%d' % n)")),
                           Engine::alembic)) ==
        "b upgrade\n10: SELECT 7\n11: CREATE TABLE t7 (x int)\n");
}

TEST_CASE("a downgrade that leaves something behind is found under Alembic, too") {
  CHECK(
      describe(rehearsed(OnDisk(files("op.execute('SELECT 1')")), Engine::alembic)) ==
      "alembic, b: failed\nversions/b.py:14: table public.t7 is left behind\nupgrading again then "
      "fails: relation \"t7\" already exists (SQLSTATE 42P07)");
  CHECK(describe(rehearsed(OnDisk(files("op.execute('DROP TABLE nowhere')")), Engine::alembic)) ==
        "alembic, b: failed\nversions/b.py:15: table \"nowhere\" does not exist (SQLSTATE 42P01)");
}

TEST_CASE("a base that fails under Alembic ends the rehearsal at its line") {
  std::map<std::string, std::string> all = files("pass");
  all["versions/a.py"] = revision_text("a", "None", "raise ValueError('no')");
  const std::string text = describe(rehearsed(OnDisk(all), Engine::alembic));
  CHECK(text == "alembic, b: skipped\nversions/a.py:9: ValueError: no");
}

TEST_CASE("where Alembic cannot be run, auto goes on with what was read, and says so") {
  std::map<std::string, std::string> all = files("op.execute('DROP TABLE t7')");
  all["versions/a.py"] = "import shop\n" + all["versions/a.py"];
  const OnDisk project(all);
  const std::string text = describe(rehearsed(project, Engine::automatic));
  CHECK(text.starts_with("sql, b: partial\n"));
  CHECK(text.find("note: the engine alembic, which would run what cannot be read, is not used: "
                  "Alembic cannot read the revisions: ModuleNotFoundError: No module named 'shop' "
                  "(versions/a.py, line 1)") != std::string::npos);
  CHECK(test::error_of([&] {
          rehearsed(project, Engine::alembic);
        }).starts_with("Alembic cannot read the revisions: "));
}

TEST_CASE("what is not in the work tree is written beside the cluster, and run there") {
  const OnDisk project(files("op.execute('DROP TABLE t7')"));
  RoundtripOptions options;
  options.engine = Engine::alembic;
  options.alembic = project.project();
  options.alembic.tree = project.tree();
  options.alembic.root = "/nowhere/at/all";
  CHECK(describe(rehearse(last_of(project), options)) == "alembic, b: passed");
}

TEST_CASE("models that differ are a problem of the last revision, under each engine") {
  std::map<std::string, std::string> all = files("op.execute('DROP TABLE t7')");
  all["env.py"] =
      "import os\nimport sqlalchemy as sa\nfrom alembic import context\n"
      "metadata = sa.MetaData()\n"
      "sa.Table('a', metadata, sa.Column('n', sa.Integer), sa.Column('m', sa.Integer))\n"
      "with sa.create_engine(os.environ['URL']).connect() as connection:\n"
      "    context.configure(connection=connection, target_metadata=metadata,\n"
      "        include_name=lambda name, kind, parents: name != 't7')\n"
      "    with context.begin_transaction():\n        context.run_migrations()\n";
  OnDisk project(all);
  project.project().environment = {{"URL", "{url}"}};
  for (const Engine engine : {Engine::sql, Engine::alembic}) {
    RoundtripOptions options;
    options.engine = engine;
    options.alembic = project.project();
    options.check_models = true;
    const RoundtripOutcome outcome = rehearse(last_of(project), options);
    CHECK(outcome.problems.back().kind == RoundtripProblem::Kind::models_differ);
    CHECK(outcome.problems.back().revision == "b");
    CHECK(outcome.problems.back().detail == "add column a.m INTEGER");
  }
}
