#include "roundtrip/alembic/alembic_process.h"

#include <doctest/doctest.h>

#include <chrono>

#include "core/text.h"
#include "support/errors.h"
#include "unit/roundtrip/alembic_project.h"

using namespace migcheck;
using test::OnDisk;
using test::query;
using test::revision_text;

namespace {

constexpr const char* kIni = "[alembic]\nscript_location = .\nown = 100%%\n";

const char* tables =
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
    "'public'::regnamespace ORDER BY 1";

// What ran: "line 9: SELECT 1", one a line; line breaks within a statement are blanks.
std::string executed(const AlembicRun& run) {
  std::string text;
  for (const ExecutedStatement& one : run.script.executed) {
    text += one.revision + ", line " + std::to_string(one.line) + ": " +
            join(std::vector<std::string>{std::string(trim(replace_all(one.sql, "\n", " ")))}, "") +
            "\n";
  }
  return text;
}

// What becomes of the upgrade of one revision whose upgrade() is this.
std::string upgrade_with(const std::string& upgrade) {
  test::fresh_database();
  const OnDisk project(
      {{"alembic.ini", kIni}, {"versions/a.py", revision_text("a", "None", upgrade)}});
  AlembicProcess process = project.process();
  return project.result(process.run("postgres", project.revision("a"), Direction::upgrade));
}

}  // namespace

TEST_CASE("a migration that asks the database runs in real Alembic, and back") {
  test::fresh_database();
  const OnDisk project(
      {{"alembic.ini", kIni},
       {"versions/a.py",
        revision_text("a", "None",
                      "bind = op.get_bind()\n"
                      "op.create_table('t', sa.Column('n', sa.Integer))\n"
                      "bind.execute(sa.text('INSERT INTO t VALUES (:n)'), {'n': 7})\n"
                      "op.bulk_insert(sa.table('t', sa.column('n')), [{'n': 8}, {'n': 9}])\n"
                      "for (n,) in bind.execute(sa.text('SELECT n FROM t LIMIT 1')).fetchall():\n"
                      "    op.execute('CREATE TABLE t%d (x int)' % n)",
                      "op.execute('DROP TABLE t, t7')")}});
  AlembicProcess process = project.process();
  AlembicRun run = process.run("postgres", project.revision("a"), Direction::upgrade);
  CHECK(project.result(run) == "passed");
  CHECK(executed(run) ==
        "a, line 10: CREATE TABLE t ( \tn INTEGER )\n"
        "a, line 11: INSERT INTO t VALUES (7)\n"
        "a, line 12: INSERT INTO t (n) VALUES (8), (9)\n"
        "a, line 13: SELECT n FROM t LIMIT 1\n"
        "a, line 14: CREATE TABLE t7 (x int)\n");
  CHECK(run.script.ms > 0);
  CHECK(query(tables) == "alembic_version\nt\nt7\n");
  CHECK(query("SELECT version_num FROM alembic_version") == "a\n");

  run = process.run("postgres", project.revision("a"), Direction::downgrade);
  CHECK(project.result(run) == "passed");
  CHECK(executed(run) == "a, line 18: DROP TABLE t, t7\n");
  CHECK(query(tables) == "alembic_version\n");
  CHECK(query("SELECT version_num FROM alembic_version") == "");
}

TEST_CASE("what runs in an autocommit block is known by that") {
  test::fresh_database();
  const OnDisk project(
      {{"alembic.ini", kIni},
       {"versions/a.py", revision_text("a", "None",
                                       "op.execute('SELECT 1')\n"
                                       "with op.get_context().autocommit_block():\n"
                                       "    op.execute('SELECT 2')\n"
                                       "op.execute('SELECT 3')")}});
  AlembicProcess process = project.process();
  const AlembicRun run = process.run("postgres", project.revision("a"), Direction::upgrade);
  REQUIRE(run.script.executed.size() == 3);
  CHECK_FALSE(run.script.executed[0].autocommit);
  CHECK(run.script.executed[1].autocommit);
  CHECK_FALSE(run.script.executed[2].autocommit);
}

TEST_CASE("a revision with a name that Alembic uses for something else is an error") {
  test::fresh_database();
  const OnDisk project(
      {{"alembic.ini", kIni}, {"versions/a.py", revision_text("base", "None", "pass")}});
  AlembicProcess process = project.process();
  CHECK(test::error_of([&] { process.upgrade("postgres", project.revisions()); }) ==
        "Alembic cannot read the revisions: to Alembic 'base' is no revision's name\n");
}

TEST_CASE("one process serves several databases") {
  test::fresh_database();
  const OnDisk project(
      {{"alembic.ini", kIni},
       {"versions/a.py", revision_text("a", "None", "op.execute('CREATE TABLE t (n int)')")}});
  AlembicProcess process = project.process();
  const std::string copy = test::copy_of_database("engine_copy");
  CHECK(project.result(process.run(copy, project.revision("a"), Direction::upgrade)) == "passed");
  CHECK(query(tables, copy) == "alembic_version\nt\n");
  CHECK(query(tables) == "");
  // Nothing is connected any more: it can be replaced.
  test::copy_of_database(copy);
}

TEST_CASE("a failure has its place and PostgreSQL's words") {
  CHECK(upgrade_with("op.execute('SELECT 1')\nop.execute(\n    'SELECT * FROM nowhere'\n)") ==
        "a, line 10: relation \"nowhere\" does not exist (SQLSTATE 42P01)");
  CHECK(query(tables) == "");
  CHECK(
      upgrade_with("op.execute('CREATE TABLE t (n int NOT NULL); INSERT INTO t VALUES (NULL)')") ==
      "a, line 9: null value in column \"n\" of relation \"t\" violates not-null constraint "
      "(SQLSTATE 23502)\ndetail: Failing row contains (null).");
  // At the end of the transaction no line of the file is to blame.
  CHECK(upgrade_with("op.execute('CREATE TABLE t (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)')\n"
                     "op.execute('INSERT INTO t VALUES (1), (1)')") ==
        "a: duplicate key value violates unique constraint \"t_n_key\" (SQLSTATE 23505)\n"
        "detail: Key (n)=(1) already exists.");
  CHECK(upgrade_with("raise ValueError('not today')") == "a, line 9: ValueError: not today");
  CHECK(upgrade_with("try:\n    op.execute('SELECT * FROM nowhere')\nexcept Exception:\n"
                     "    raise ValueError('not today')") == "a, line 12: ValueError: not today");
  CHECK(upgrade_with("import sys\nsys.exit(3)") == "a, line 10: SystemExit: 3");
  CHECK(upgrade_with("import nowhere.at_all") ==
        "a, line 9: ModuleNotFoundError: No module named 'nowhere'\n"
        "hint: name the Python that has the project's modules: --python PATH");
  CHECK(upgrade_with("op.create_entity(1)") ==
        "a, line 9: AttributeError: module 'alembic.op' has no attribute 'create_entity'\n"
        "hint: name under [roundtrip] the module that adds it, imports = [\"…\"], or let the "
        "project's own env.py run: env-py = \"project\"");
}

TEST_CASE("the failing statement is told, and the one of the script that it belongs to") {
  test::fresh_database();
  const OnDisk project(
      {{"alembic.ini", kIni},
       {"versions/a.py", revision_text("a", "None",
                                       "op.execute('SELECT 1')\n"
                                       "op.execute(\n    'SELECT * FROM nowhere'\n)")}});
  AlembicProcess process = project.process();
  const AlembicRun run = process.run("postgres", project.revision("a"), Direction::upgrade);
  CHECK(run.script.failed_sql == "SELECT * FROM nowhere");
  CHECK(run.script.failed == &project.revision("a").upgrade.statements.at(1));
}

TEST_CASE("what a migration prints and reads disturbs nobody") {
  CHECK(upgrade_with("import os, subprocess, sys\n"
                     "print('{\"ms\": 1}', flush=True)\n"
                     "os.write(1, b'noise\\n')\n"
                     "subprocess.run(['echo', 'more'])\n"
                     "print('x' * 300000, file=sys.stderr)\n"
                     "assert sys.stdin.read() == ''\n"
                     "op.execute('CREATE TABLE t (n int)')") == "passed");
  CHECK(query(tables) == "alembic_version\nt\n");
}

TEST_CASE("what hangs or dies is cut off, and the next revision runs") {
  test::fresh_database();
  OnDisk project(
      {{"alembic.ini", kIni},
       {"versions/a.py", revision_text("a", "None",
                                       "import time\n"
                                       "while True:\n"
                                       "    try:\n"
                                       "        time.sleep(60)\n"
                                       "    except Exception:\n"
                                       "        pass",
                                       "import os\nos._exit(7)")},
       {"versions/b.py", revision_text("b", "None", "op.execute('SELECT pg_sleep(60)')")},
       {"versions/c.py", revision_text("c", "None", "pass")}});
  project.project().limits.step = project.project().limits.statement = std::chrono::seconds(1);
  AlembicProcess process = project.process();
  const auto run = [&](const char* id, Direction direction) {
    return project.result(process.run("postgres", project.revision(id), direction));
  };
  CHECK(run("a", Direction::upgrade) == "a, line 12: it has not ended within 1 s");
  CHECK(run("b", Direction::upgrade) ==
        "b, line 9: canceling statement due to statement timeout (SQLSTATE 57014)");
  CHECK(run("a", Direction::downgrade) == "a: the Python process ended with status 7");
  CHECK(run("c", Direction::upgrade) == "passed");
}

TEST_CASE("a migration that waits for its own second session is cut off") {
  test::fresh_database();
  test::query("CREATE TABLE x (n int); CREATE TABLE y (n int)");
  const char* two =
      "bind = op.get_bind()\n"
      "other = bind.engine.connect()\n"
      "bind.execute(sa.text('LOCK TABLE x'))\n";
  const char* waits = "other.execute(sa.text('SELECT count(*) FROM x'))";
  const char* deadlock =
      "import concurrent.futures\n"
      "other.execute(sa.text('LOCK TABLE y'))\n"
      "with concurrent.futures.ThreadPoolExecutor() as pool:\n"
      "    locked = pool.submit(other.execute, sa.text('LOCK TABLE x'))\n"
      "    while not bind.execute(sa.text('SELECT FROM pg_locks WHERE NOT granted')).fetchall():\n"
      "        pass\n"
      "    bind.execute(sa.text('LOCK TABLE y'))\n"  // one of the two has to give way
      "    locked.result()";
  OnDisk project({{"alembic.ini", kIni},
                  {"versions/a.py", revision_text("a", "None", two + std::string(waits))},
                  {"versions/b.py", revision_text("b", "None", two + std::string(deadlock))}});
  project.project().limits.lock = std::chrono::milliseconds(200);
  AlembicProcess process = project.process();
  const auto run = [&](const char* id) {
    return project.result(process.run("postgres", project.revision(id), Direction::upgrade));
  };
  CHECK(run("a") == "a, line 12: canceling statement due to lock timeout (SQLSTATE 55P03)");
  project.project().limits.lock = std::chrono::seconds(20);
  AlembicProcess patient = project.process();
  const std::string result =
      project.result(patient.run("postgres", project.revision("b"), Direction::upgrade));
  CHECK(result.find("deadlock detected") != std::string::npos);
}

TEST_CASE("many revisions run in one go, in the order given, up to the first that fails") {
  test::fresh_database();
  const OnDisk project(
      {{"alembic.ini", kIni},
       {"versions/a.py", revision_text("a", "None", "op.execute('CREATE TABLE a (n int)')")},
       {"versions/b.py", revision_text("b", "'a'", "op.execute('CREATE TABLE b (n int)')") +
                             "\nbranch_labels = ('left',)\n"},
       {"versions/c.py", revision_text("c", "'a'", "op.execute('CREATE TABLE c (n int)')")},
       {"versions/d.py",
        revision_text("d", "('b', 'c')", "op.execute('CREATE TABLE a (n int)')")}});
  AlembicProcess process = project.process();
  std::string begun;
  const AlembicRun run = process.upgrade("postgres", project.revisions(),
                                         [&](const std::string& id) { begun += id + " "; });
  CHECK(begun == "a b c d ");
  CHECK(project.result(run) == "d, line 9: relation \"a\" already exists (SQLSTATE 42P07)");
  CHECK(query(tables) == "a\nalembic_version\nb\nc\n");
  CHECK(query("SELECT version_num FROM alembic_version ORDER BY 1") == "b\nc\n");

  // A step of one branch leaves the other alone.
  query("DROP TABLE a");
  CHECK(project.result(process.run("postgres", project.revision("d"), Direction::upgrade)) ==
        "passed");
  CHECK(query("SELECT version_num FROM alembic_version") == "d\n");
  process.run("postgres", project.revision("d"), Direction::downgrade);
  process.run("postgres", project.revision("b"), Direction::downgrade);
  CHECK(query("SELECT version_num FROM alembic_version") == "c\n");
}

TEST_CASE("a migration finds the project's modules, its configuration, -x and its variables") {
  test::fresh_database();
  const test::ScopedVariable token("GITHUB_TOKEN", "secret");
  const test::ScopedVariable url("DATABASE_URL", "postgresql://production/shop");
  const test::ScopedVariable passed("REGION", "eu");
  OnDisk project({{"db/alembic.ini", kIni},
                  {"db/shop/__init__.py", "name = 'shop'\n"},
                  {"elsewhere/__init__.py", "name = 'elsewhere'\n"},
                  {"db/versions/a.py",
                   revision_text("a", "None",
                                 "import elsewhere, os, shop\n"
                                 "said = [shop.name, elsewhere.name,\n"
                                 "        context.config.get_main_option('own'),\n"
                                 "        context.get_x_argument(as_dictionary=True)['tenant'],\n"
                                 "        os.environ.get('GITHUB_TOKEN', 'none'),\n"
                                 "        os.environ['REGION'], os.environ['DATABASE_URL']]\n"
                                 "op.execute('COMMENT ON SCHEMA public IS $$%s$$' % "
                                 "'; '.join(said))")}});
  project.project().x_arguments = {"tenant=one"};
  project.project().passed = {"REGION"};
  project.project().environment = {{"DATABASE_URL", "{user} of {database}"}};
  AlembicProcess process = project.process();
  CHECK(project.result(process.run("postgres", project.revision("a"), Direction::upgrade)) ==
        "passed");
  CHECK(query("SELECT obj_description('public'::regnamespace)") ==
        "shop; elsewhere; 100%; one; none; eu; postgres of postgres\n");
}

TEST_CASE("a module that adds to alembic.op is imported where the project says so") {
  test::fresh_database();
  OnDisk project({{"alembic.ini", kIni},
                  {"operations.py",
                   "from alembic.operations import MigrateOperation, Operations\n"
                   "@Operations.register_operation('make_it')\n"
                   "class MakeIt(MigrateOperation):\n"
                   "    @classmethod\n"
                   "    def make_it(cls, operations):\n"
                   "        operations.execute('CREATE TABLE made (n int)')\n"},
                  {"versions/a.py", revision_text("a", "None", "op.make_it()")}});
  project.project().imports = {"operations"};
  AlembicProcess process = project.process();
  CHECK(project.result(process.run("postgres", project.revision("a"), Direction::upgrade)) ==
        "passed");
  CHECK(query(tables) == "alembic_version\nmade\n");
  project.project().imports = {"operations.nowhere"};
  CHECK(test::error_of([&] { project.process(); }) ==
        "Alembic cannot be set up: ModuleNotFoundError: No module named 'operations.nowhere'; "
        "'operations' is not a package\nname the Python that has the project's modules: --python "
        "PATH");
}

TEST_CASE("a naming convention is that of the configuration") {
  test::fresh_database();
  OnDisk project(
      {{"alembic.ini", kIni},
       {"versions/a.py", revision_text("a", "None",
                                       "op.create_table('t', sa.Column('n', sa.Integer))\n"
                                       "op.create_unique_constraint(None, 't', ['n'])")}});
  project.project().naming_convention = {{"uq", "unique_%(table_name)s"}};
  AlembicProcess process = project.process();
  process.run("postgres", project.revision("a"), Direction::upgrade);
  CHECK(query("SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass") == "unique_t\n");
}

TEST_CASE("SQLAlchemy connects to no other server") {
  CHECK(upgrade_with("sa.create_engine('postgresql://localhost:1/shop').connect()") ==
        "a, line 9: migcheck_driver.database.Elsewhere: shop (postgresql) on localhost is not the "
        "rehearsal's\nhint: hand the database's URL over in [roundtrip.environment]: "
        "DATABASE_URL = \"{url}\"");
}

TEST_CASE("revisions that Alembic cannot read") {
  test::fresh_database();
  const OnDisk project({{"alembic.ini", kIni},
                        {"versions/a.py", revision_text("a", "None", "pass")},
                        {"versions/b.py", revision_text("b", "'a'", "pass") + "1 / 0\n"}});
  AlembicProcess process = project.process();
  CHECK(project.result(process.run("postgres", project.revision("b"), Direction::upgrade)) ==
        "b, line 14: ZeroDivisionError: division by zero");
  CHECK(
      test::error_of([&] { process.run("postgres", project.revision("a"), Direction::upgrade); }) ==
      "Alembic cannot read the revisions: ZeroDivisionError: division by zero (versions/b.py, "
      "line 14)\n");
  const OnDisk other({{"alembic.ini", kIni},
                      {"versions/a.py", "import shop\n" + revision_text("a", "None", "pass")}});
  CHECK(test::error_of(
            [&] { other.process().run("postgres", other.revision("a"), Direction::upgrade); }) ==
        "Alembic cannot read the revisions: ModuleNotFoundError: No module named 'shop' "
        "(versions/a.py, line 1)\nname the Python that has the project's modules: --python PATH");
}

TEST_CASE("a Python without Alembic is an error that says how to get it") {
  const OnDisk project(
      {{"alembic.ini", kIni}, {"versions/a.py", revision_text("a", "None", "pass")}});
  const test::ScopedVariable nothing("PYTHONPATH", nullptr);
  CHECK(test::error_of([&] { project.process(); }) ==
        "/usr/bin/python3 cannot run Alembic: No module named 'alembic'\n"
        "install what is missing (/usr/bin/python3 -m pip install alembic), or name the project's "
        "own Python: --python PATH");
}
