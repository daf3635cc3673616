#include <doctest/doctest.h>

#include "core/text.h"
#include "roundtrip/alembic/command.h"
#include "support/errors.h"
#include "unit/roundtrip/alembic_project.h"

using namespace migcheck;
using test::OnDisk;
using test::query;
using test::revision_text;

// What needs the project's own env.py: running it, comparing its models, a command.

namespace {

constexpr const char* kIni = "[alembic]\nscript_location = db\nprepend_sys_path = .\n";

constexpr const char* kEnv =
    "import os\n"
    "from alembic import context, op\n"
    "from sqlalchemy import text\n"
    "import shop\n"
    "\n"
    "print('env.py runs')\n"
    "with shop.engine.connect() as connection:\n"
    "    connection.execute(text('SET search_path = app'))\n"
    "    connection.commit()\n"
    "    context.configure(connection=connection, target_metadata=shop.metadata,\n"
    "                      include_schemas=False, version_table_schema='public')\n"
    "    with context.begin_transaction():\n"
    "        context.run_migrations()\n";

constexpr const char* kShop =
    "import os\n"
    "import sqlalchemy as sa\n"
    "engine = sa.create_engine(os.environ['SHOP_URL'])\n"  // with its pool

    "metadata = sa.MetaData()\n"
    "sa.Table('users', metadata, sa.Column('id', sa.Integer, primary_key=True),\n"
    "         sa.Column('name', sa.String(40), nullable=False, index=True))\n";

std::map<std::string, std::string> shop(const std::string& upgrade) {
  return {{"alembic.ini", kIni},
          {"db/env.py", kEnv},
          {"shop.py", kShop},
          {"db/versions/a.py", revision_text("a", "None", upgrade, "op.drop_table('users')")}};
}

constexpr const char* kUsers =
    "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True),\n"
    "                sa.Column('name', sa.Integer), sa.Column('age', sa.Integer))";

const char* tables =
    "SELECT relnamespace::regnamespace::text, relname FROM pg_class WHERE relkind = 'r' AND "
    "relnamespace::regnamespace::text IN ('public', 'app') ORDER BY 1, 2";

void empty_database() {
  test::fresh_database();
  query("DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA app");
}

}  // namespace

TEST_CASE("with own_env the project's env.py decides, in each database") {
  empty_database();
  OnDisk project(shop(kUsers));
  project.project().own_env = true;
  project.project().environment = {{"SHOP_URL", "{url}"}};
  AlembicProcess process = project.process();
  const Revision& a = project.revision("a");
  CHECK(project.result(process.run("postgres", a, Direction::upgrade)) == "passed");
  CHECK(query(tables) == "app|users\npublic|alembic_version\n");
  const std::string copy = test::copy_of_database("env_copy");  // nobody is connected any more
  CHECK(project.result(process.run(copy, a, Direction::downgrade)) == "passed");
  CHECK(query(tables, copy) == "public|alembic_version\n");
  CHECK(query(tables) == "app|users\npublic|alembic_version\n");
  CHECK(project.result(process.run(copy, a, Direction::upgrade)) == "passed");
  CHECK(query(tables, copy) == "app|users\npublic|alembic_version\n");
}

TEST_CASE("an env.py that connects elsewhere is stopped") {
  OnDisk project(shop(kUsers));
  project.project().own_env = true;
  project.project().environment = {{"SHOP_URL", "postgresql://shop@localhost:1/production"}};
  AlembicProcess process = project.process();
  CHECK(
      process.run("postgres", project.revision("a"), Direction::upgrade).script.failure->message ==
      "migcheck_driver.database.Elsewhere: production (postgresql) on localhost is not the "
      "rehearsal's");
}

TEST_CASE("models that the migrations have not followed are told") {
  empty_database();
  OnDisk project(shop(kUsers));
  project.project().environment = {{"SHOP_URL", "{url}&application_name=env"}};
  project.project().own_env = true;
  AlembicProcess process = project.process();
  process.run("postgres", project.revision("a"), Direction::upgrade);
  CHECK(join(process.compare_models("postgres"), "\n") ==
        "modify type of users.name: INTEGER -> VARCHAR(40)\n"
        "modify nullable of users.name: True -> False\n"
        "add index ix_users_name on users\n"
        "remove column users.age INTEGER");
}

TEST_CASE("models that agree, and an env.py that cannot be run") {
  empty_database();
  OnDisk project(
      shop("op.create_table('users', sa.Column('id', sa.Integer, primary_key=True),\n"
           "    sa.Column('name', sa.String(40), nullable=False, index=True))"));
  AlembicProcess without_url = project.process();
  CHECK(test::error_of([&] { without_url.compare_models("postgres"); }) ==
        "the project's env.py cannot be run: KeyError: 'SHOP_URL' (db/env.py, line 4)\n"
        "hand the database's URL over in [roundtrip.environment]: DATABASE_URL = \"{url}\"");
  project.project().environment = {{"SHOP_URL", "{url}"}};
  AlembicProcess process = project.process();
  CHECK(test::error_of([&] { process.compare_models("postgres"); }) ==
        "the project's env.py cannot be run: Target database is not up to date. (db/env.py, line "
        "13)\nhand the database's URL over in [roundtrip.environment]: DATABASE_URL = \"{url}\"");
  project.project().own_env = true;
  AlembicProcess upgrading = project.process();
  upgrading.run("postgres", project.revision("a"), Direction::upgrade);
  CHECK(upgrading.compare_models("postgres").empty());
}

TEST_CASE("a command of the project's runs a revision") {
  empty_database();
  std::map<std::string, std::string> files = shop("op.execute('CREATE TABLE users (n int)')");
  files["db/versions/b.py"] =
      revision_text("b", "'a'", "op.execute('SELECT * FROM nowhere')", "1 / 0");
  OnDisk project(files);
  project.project().environment = {{"SHOP_URL", "{url}"}};
  project.project().command = "{python} -m alembic.config {direction} {revision}";
  AlembicProcess process = project.process();
  const std::vector<const Revision*> all = project.revisions();
  CHECK(project.result(process.run("postgres", *all[0], Direction::upgrade)) == "passed");
  CHECK(query(tables) == "app|users\npublic|alembic_version\n");
  const AlembicRun run = process.run("postgres", *all[1], Direction::upgrade);
  CHECK(project.result(run) == "b, line 9: relation \"nowhere\" does not exist");
  CHECK(run.script.failed_sql == "SELECT * FROM nowhere");
  CHECK(project.result(process.run("postgres", *all[0], Direction::downgrade)) == "passed");
  CHECK(query(tables) == "public|alembic_version\n");
  CHECK(project.result(process.upgrade("postgres", all)) ==
        "b, line 9: relation \"nowhere\" does not exist");
}

TEST_CASE("a command that fails, hangs or says nothing") {
  OnDisk project(shop("pass"));
  project.project().limits.step = std::chrono::seconds(1);
  const Revision& a = project.revision("a");
  const auto result = [&](const std::string& command) {
    project.project().command = command;
    return project.result(project.process().run("postgres", a, Direction::upgrade));
  };
  CHECK(result("echo early; echo 'no such {revision}' >&2; exit 3") == "a: no such a");
  CHECK(result("exit 3") == "a: `exit 3` ended with status 3");
  CHECK(result("env | grep -qx 'PGOPTIONS=-c statement_timeout=20000 -c lock_timeout=10000'") ==
        "passed");
  CHECK(result("sleep 60") == "a: `sleep 60` has not ended within 1 s");
  CHECK(result("pwd | grep -qx " + project.path()) == "passed");
}

TEST_CASE("the words of a command") {
  Revision revision;
  revision.id = "it's; rm";
  revision.down_revisions = {"a", "b"};
  const auto line = [&](Direction direction) {
    return command_line("{python} x {direction} {revision}", "/my python", revision, direction);
  };
  CHECK(line(Direction::upgrade) == "'/my python' x upgrade 'it'\\''s; rm'");
  CHECK(line(Direction::downgrade) == "'/my python' x downgrade 'a'");
  revision.down_revisions.clear();
  CHECK(line(Direction::downgrade) == "'/my python' x downgrade 'base'");
}
