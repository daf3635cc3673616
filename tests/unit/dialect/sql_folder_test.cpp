#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/error.h"
#include "core/text.h"
#include "dialect/graph.h"
#include "dialect/history.h"
#include "support/memory_tree.h"

using namespace migcheck;
using test::MemoryTree;

namespace {

std::string listed(const Script& script) {
  std::string text;
  for (const Statement& statement : script.statements) {
    text +=
        fmt::format(" {}{}", statement.in_transaction ? "" : "!",
                    statement.is_opaque() ? "(" + statement.opaque_reason + ")" : statement.sql);
  }
  switch (script.state) {
    case Script::State::missing:
      return " missing";
    case Script::State::empty:
      return " empty";
    default:
      return text;
  }
}

// "before -> id (name): statements | statements", in the order of running; a statement outside of
// the tool's transaction has a `!`. The first line names the format and the folders.
std::string shown(const History& history) {
  std::string text = history.dialect + " " + join(history.folders, ", ");
  const RevisionGraph graph(history.revisions);
  for (const std::size_t index : graph.upgrade_order()) {
    const Revision& revision = history.revisions[index];
    text += fmt::format("\n{}->{} ({}):{} |{}", join(revision.down_revisions, ","), revision.id,
                        revision.message, listed(revision.upgrade), listed(revision.downgrade));
  }
  for (const LoadProblem& problem : history.problems) {
    text += "\n" + problem.file->path + " " + problem.message;
  }
  return text;
}

std::string found(const MemoryTree& tree, const HistoryOptions& options = {}) {
  std::vector<std::string> texts;
  try {
    for (const History& history : load_histories(tree, options)) texts.push_back(shown(history));
  } catch (const Error&) {
    return "nothing";
  }
  return join(texts, "\n");
}

}  // namespace

TEST_CASE("diesel: a folder for each migration, versions as texts") {
  MemoryTree tree({{"migrations/2026-01-02-000000_depots/up.sql", "SELECT 1; SELECT 2;"},
                   {"migrations/2026-01-02-000000_depots/down.sql", "SELECT 3;"},
                   {"migrations/00000000000000_initial/up.sql", "-- nothing\n"},
                   {"migrations/00000000000000_initial/down.sql", ""},
                   {"migrations/20260103000000_index/up.sql", "SELECT 4;"},
                   {"migrations/20260103000000_index/metadata.toml", "run_in_transaction = false"},
                   {"migrations/20260104000000_two/up.sql", "SELECT 5; SELECT 6"},
                   {"migrations/20260104000000_two/metadata.toml", "run_in_transaction = false"},
                   {"migrations/20260105000000_true/up.sql", "SELECT 7"},
                   {"migrations/20260105000000_true/metadata.toml", "run_in_transaction = true"},
                   {"migrations/20260106000000_gone/down.sql", "SELECT 8"},
                   {"migrations/README.md", ""}});
  CHECK(found(tree) ==
        "diesel migrations\n"
        "->00000000000000 (initial): empty | empty\n"
        "00000000000000->20260102000000 (depots): SELECT 1 SELECT 2 | SELECT 3\n"
        "20260102000000->20260103000000 (index): !SELECT 4 | missing\n"
        "20260103000000->20260104000000 (two): SELECT 5 SELECT 6 | missing\n"
        "20260104000000->20260105000000 (true): SELECT 7 | missing\n"
        "migrations/20260106000000_gone/down.sql undoes version 20260106000000, and there is no "
        "migration of that version");
}

TEST_CASE("the two scripts of a migration may have a file each") {
  MemoryTree tree({{"migrations/1_a/up.sql", "SELECT 1"}, {"migrations/1_a/down.sql", "SELECT 2"}});
  const Revision revision = load_histories(tree, {}).at(0).revisions.at(0);
  CHECK(revision.path() == "migrations/1_a/up.sql");
  CHECK(revision.file_of(Direction::upgrade)->path == "migrations/1_a/up.sql");
  CHECK(revision.file_of(Direction::downgrade)->path == "migrations/1_a/down.sql");
  CHECK(revision.has_file("migrations/1_a/down.sql"));
  CHECK_FALSE(revision.has_file("migrations/1_a/metadata.toml"));
  CHECK(revision.upgrade.name == "up.sql");
  CHECK(revision.downgrade.name == "down.sql");
}

TEST_CASE("golang-migrate: numbers, one query for each file") {
  MemoryTree tree({{"db/10_ten.up.sql", "SELECT 10"},
                   {"db/10_ten.down.sql", "SELECT 11; SELECT 12"},
                   {"db/0009_nine.up.sql", "BEGIN; SELECT 9; COMMIT"},
                   {"db/9_back.down.sql", "SELECT 90"},
                   {"db/queries.sql", "SELECT 0"}});
  CHECK(found(tree) ==
        "golang-migrate db\n"
        "->0009 (nine): !BEGIN !SELECT 9 !COMMIT | !SELECT 90\n"
        "0009->10 (ten): !SELECT 10 | SELECT 11 SELECT 12");
}

TEST_CASE("sqlx: the same names in a crate that uses it, or one file without a way back") {
  MemoryTree pairs({{"Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n"},
                    {"migrations/1_a.up.sql", "SELECT 1"},
                    {"migrations/1_a.down.sql", "SELECT 2"},
                    {"migrations/2_b.up.sql", "-- no-transaction\nSELECT 3"}});
  CHECK(found(pairs) ==
        "sqlx migrations\n"
        "->1 (a): SELECT 1 | SELECT 2\n"
        "1->2 (b): !SELECT 3 | missing");
  MemoryTree simple({{"crates/store/Cargo.toml", "sqlx.workspace = true\n"},
                     {"crates/store/migrations/20260101000000_a.sql", "SELECT 1"}});
  CHECK(found(simple) ==
        "sqlx crates/store/migrations\n"
        "->20260101000000 (a): SELECT 1 | missing");
}

TEST_CASE("goose: annotations, read line by line") {
  MemoryTree tree(
      {{"db/2_b.sql", "-- +goose NO TRANSACTION\n-- +goose up\nSELECT 3;\nSELECT 4;\n"},
       {"db/1_a.sql",
        "-- +goose Up\n-- +goose StatementBegin\nDO $$ BEGIN\n  PERFORM 1;\nEND $$;\n"
        "-- +goose StatementEnd\n\n-- +goose Down\nSELECT 2;\n"},
       {"db/10_c.sql", "-- +goose Up\n-- +goose ENVSUB ON\nSELECT ${SIZE};\nSELECT 1;\n"},
       {"db/3_code.go", "package db\n"},
       {"db/4_code_test.go", "package db\n"},
       {"db/11_d.sql", "SELECT 1;\n"},
       {"db/12_e.sql", "-- +goose Up\nDO $$ BEGIN\n  PERFORM 1;\nEND $$;\n"}});
  CHECK(found(tree) ==
        "goose db\n"
        "->1 (a): DO $$ BEGIN\n  PERFORM 1;\nEND $$ | SELECT 2\n"
        "1->2 (b): !SELECT 3 !SELECT 4 | missing\n"
        "2->3 (code): (is written in another language than SQL, which is not read) |"
        " (is written in another language than SQL, which is not read)\n"
        "3->10 (c): (holds a variable of the environment, which goose puts in) SELECT 1 | missing\n"
        "10->11 (d): missing | missing\n"
        "11->12 (e): DO $$ BEGIN\n  PERFORM 1;\nEND $$ | missing\n"
        "db/11_d.sql has no `-- +goose Up`\n"
        "db/12_e.sql holds a statement that goose cuts at the end of line 3");
}

TEST_CASE("dbmate: sections, in the order of the files' names") {
  MemoryTree tree(
      {{"db/migrations/10_b.sql",
        "-- migrate:up transaction:false\nSELECT 3;\n-- migrate:down\nSELECT 4;\nSELECT 5;"},
       {"db/migrations/9_a.sql", "-- migrate:up\nSELECT 1;\n\n-- migrate:down\n"},
       {"db/migrations/99_c.sql", "SELECT 1;\n"}});
  CHECK(found(tree) ==
        "dbmate db/migrations\n"
        "->10 (b): !SELECT 3 | SELECT 4 SELECT 5\n"
        "10->99 (c): missing | missing\n"
        "99->9 (a): SELECT 1 | empty\n"
        "db/migrations/99_c.sql does not begin with `-- migrate:up`");
}

TEST_CASE("flyway: dotted versions, what undoes them, and what is repeated") {
  MemoryTree tree({{"db/migration/V1.10__ten.sql", "SELECT 10"},
                   {"db/migration/V1_9__nine.sql", "SELECT '${schema}'"},
                   {"db/migration/later/V2__index.sql", "CREATE INDEX CONCURRENTLY i ON t (a)"},
                   {"db/migration/V3__forced.sql", "SELECT 3"},
                   {"db/migration/V3__forced.sql.conf", "executeInTransaction = false"},
                   {"db/migration/U2__gone.sql", "DROP INDEX i"},
                   {"db/migration/R__views.sql", "SELECT 5"},
                   {"db/migration/beforeMigrate.sql", "SELECT 6"}});
  CHECK(found(tree) ==
        "flyway db/migration\n"
        "->1.9 (nine): (holds a placeholder, which Flyway replaces) | missing\n"
        "1.9->1.10 (ten): SELECT 10 | missing\n"
        "1.10->2 (index): !CREATE INDEX CONCURRENTLY i ON t (a) | DROP INDEX i\n"
        "2->3 (forced): !SELECT 3 | missing\n"
        "3->R__views (views): SELECT 5 | missing");
}

TEST_CASE("numbered files: no way back, and none expected") {
  MemoryTree tree({{"migrations/0002_b.sql", "SELECT 2"},
                   {"migrations/0010_c.sql", "SELECT 3; SELECT 4"},
                   {"migrations/1_a.sql", "CREATE INDEX CONCURRENTLY i ON t (a); SELECT 1"}});
  CHECK(found(tree) ==
        "sql migrations\n"
        "->1 (a): !CREATE INDEX CONCURRENTLY i ON t (a) !SELECT 1 | missing\n"
        "1->0002 (b): !SELECT 2 | missing\n"
        "0002->0010 (c): SELECT 3 SELECT 4 | missing");
  CHECK_FALSE(load_histories(tree, {}).at(0).has_downgrades);
}

TEST_CASE("migrations of the same version are revisions of the same id") {
  MemoryTree tree({{"migrations/1_a.up.sql", "SELECT 1"},
                   {"migrations/2_b.up.sql", "SELECT 2"},
                   {"migrations/2_b.down.sql", "SELECT 20"},
                   {"migrations/02_c.up.sql", "SELECT 3"},
                   {"migrations/02_c.down.sql", "SELECT 30"},
                   {"migrations/3_d.up.sql", "SELECT 4"}});
  const History history = load_histories(tree, {}).at(0);
  const RevisionGraph graph(history.revisions);
  REQUIRE(graph.duplicates().size() == 1);
  CHECK(graph.duplicates().at(0).size() == 2);
  CHECK(graph.missing().empty());
  CHECK(graph.heads().size() == 1);
  for (const Revision& revision : history.revisions) {
    if (revision.message == "b") CHECK(listed(revision.downgrade) == " !SELECT 20");
    if (revision.message == "c") CHECK(listed(revision.downgrade) == " !SELECT 30");
  }
}

TEST_CASE("numbered files of one day are no duplicates") {
  MemoryTree tree({{"migrations/20260101_a.sql", ""}, {"migrations/20260101_b.sql", ""}});
  CHECK(found(tree) ==
        "sql migrations\n->20260101_a (a): empty | missing\n"
        "20260101_a->20260101_b (b): empty | missing");
}

TEST_CASE("SQL files that are no history") {
  const MemoryTree trees[] = {
      MemoryTree({{"dump.sql", ""}, {"queries/get_user.sql", ""}}),
      MemoryTree({{"seeds/0001_users.sql", "SELECT 1"}}),
      MemoryTree({{"data/0001_users.sql", "SELECT 1"}}),
      MemoryTree({{"migrations/0001_a.sql", ""}, {"migrations/seed.sql", ""}}),
      MemoryTree({{"migrations/0001_a.sql", ""}, {"migrations/0001_a_down.sql", ""}}),
      MemoryTree({{"app/migrations/0001_a.sql", ""}, {"app/migrations/0001_a.py", ""}}),
      MemoryTree({{"tests/migrations/1_a.up.sql", "SELECT 1"}}),
      MemoryTree({{"fixtures/1_a/up.sql", "SELECT 1"}}),
      MemoryTree({{"migrations/mysql/1_a.up.sql", "SELECT 1"}}),
      MemoryTree({{"migrations/1_a.up.sql", "CREATE TABLE `t` (id int)"}}),
      MemoryTree({{"migrations/1_a.up.sql", "CREATE TABLE t (id integer AUTOINCREMENT)"}}),
      MemoryTree({{"macros/users/up.sql", "SELECT 1"}}),
  };
  for (const MemoryTree& tree : trees) CHECK(found(tree) == "nothing");
}

TEST_CASE("a folder that is named outright needs no name of its own") {
  HistoryOptions options;
  options.migrations = {"tests/schema"};
  MemoryTree tree({{"tests/schema/0001_a.sql", "SELECT 1"}, {"tests/schema/seed.sql", ""}});
  CHECK(found(tree, options) == "sql tests/schema\n->0001 (a): !SELECT 1 | missing");
  options.migrations = {"tests"};
  CHECK(found(tree, options) == "nothing");
}

TEST_CASE("what stands outside of the scripts is read without them") {
  HistoryOptions options;
  options.content = Content::graph;
  MemoryTree tree({{"db/1_a.sql", "-- +goose Up\nSELECT 1;"}, {"db/2_b.sql", "SELECT 2;"}});
  CHECK(found(tree, options) ==
        "goose db\n->1 (a): missing | missing\n1->2 (b): missing | missing");
}

TEST_CASE("a link is not followed, and files of another format's folder are its own") {
  MemoryTree tree({{"migrations/1_a.up.sql", "SELECT 1"}});
  tree.add_symlink("migrations/2_b.up.sql", "1_a.up.sql");
  CHECK(found(tree) ==
        "golang-migrate migrations\n->1 (a): !SELECT 1 | missing\n"
        "migrations/2_b.up.sql is a symbolic link, which is not followed");
  MemoryTree alembic({{"db/env.py", "from alembic import context"},
                      {"db/versions/a.py", "revision = 'a'\ndown_revision = None\n"},
                      {"db/versions/sql/1_a.up.sql", "SELECT 1"}});
  CHECK(found(alembic).starts_with("alembic db/versions"));
  CHECK(load_histories(alembic, {}).size() == 1);
}
