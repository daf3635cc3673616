#include "policy/check.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/text.h"
#include "dialect/sql/sql_revision.h"
#include "support/memory_tree.h"

using namespace migcheck;

namespace {

SourceFilePtr source(const std::string& path, const std::string& text) {
  return std::make_shared<const SourceFile>(SourceFile{path, text});
}

// A history of SQL files, each following the one before it.
History sql_files(const std::vector<std::string>& texts) {
  History history;
  history.dialect = "sql";
  history.has_downgrades = false;
  for (const std::string& text : texts) {
    const std::string path = std::to_string(history.revisions.size() + 1) + ".sql";
    Revision revision = sql_revision(source(path, text));
    if (!history.revisions.empty()) revision.down_revisions = {history.revisions.back().id};
    history.revisions.push_back(std::move(revision));
  }
  return history;
}

History alembic_files(const std::map<std::string, std::string>& files) {
  test::MemoryTree tree;
  for (const auto& [name, text] : files) tree.write("versions/" + name, text);
  HistoryOptions options;
  options.migrations = {"versions"};
  return load_histories(tree, options).at(0);
}

std::string revision(const std::string& id, const std::string& down, const std::string& upgrade,
                     const std::string& downgrade) {
  return "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = \"" + id +
         "\"\ndown_revision = " + down + "\n\n\ndef upgrade():\n    " + upgrade +
         "\n\n\ndef downgrade():\n    " + downgrade + "\n";
}

CheckResult check(const History& history, std::vector<bool> selected = {}, bool explain = false) {
  const RevisionGraph graph(history.revisions);
  CheckInput input{history, graph, std::move(selected), {}, {}};
  if (input.selected.empty()) input.selected.assign(history.revisions.size(), true);
  input.explain_locks = explain;
  return check_history(input);
}

// "policy at its text" for each finding.
std::string listed(const CheckResult& result) {
  std::vector<std::string> lines;
  for (const Finding& f : result.findings) {
    const std::string text = f.file->text.substr(f.span.begin, f.span.end - f.span.begin);
    lines.push_back(f.policy + " @ " + text.substr(0, text.find('\n')) +
                    (f.suppressed ? " (" + *f.suppressed + ")" : ""));
  }
  return join(lines, "; ");
}

const char* const base = "CREATE TABLE t (id int PRIMARY KEY, a int, name text)";

}  // namespace

TEST_CASE("what is nested deeply is read as far as the stack goes, and never a crash") {
  const auto repeated = [](const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
  };
  for (const int depth : {3400, 100'000}) {
    CAPTURE(depth);
    for (const std::string& query : {
             "SELECT 1" + repeated(" + 1", depth) + " AS n",
             "SELECT 1, 'x'" + repeated(" UNION ALL SELECT 1, 'x'", depth - 20),
             "SELECT " + repeated("NOT ", depth) + " true AS n",
             "SELECT 1" + repeated("::text", depth / 4) + " AS n",
             "SELECT " + repeated("(", depth / 2) + "1" + repeated(")", depth / 2) + " AS n",
         }) {
      CAPTURE(query.substr(0, 40));
      const CheckResult result =
          check(sql_files({base, "CREATE VIEW v AS " + query, "ALTER TABLE t RENAME TO u",
                           "CREATE VIEW w AS SELECT v.* FROM v JOIN u ON true"}));
      CHECK(result.statements == 4);
      CHECK((result.opaque_statements > 0) == (depth > 10'000));
      CHECK(listed(result).find("sql-syntax-error") == std::string::npos);
    }
  }
}

// Several threads share a history that is long enough.
TEST_CASE("a long history has the findings of its revisions, in their order") {
  std::vector<std::string> texts = {base};
  for (int i = 1; i < 60; ++i) {
    const std::string n = std::to_string(i);
    std::string text = "CREATE TABLE t" + n + " (id int PRIMARY KEY, a int);\nDROP TABLE t" +
                       std::to_string(i - 1) + ";\nCREATE INDEX i" + n + " ON t (a);\n";
    for (int k = 0; k < 12; ++k) {
      text += "ALTER TABLE t ADD c" + n + "_" + std::to_string(k) + " int DEFAULT random();\n";
    }
    texts.push_back(text);
  }
  const History history = sql_files(texts);
  const CheckResult whole = check(history);
  CHECK(whole.statements == 1 + 59 * 15);
  std::vector<std::string> alone;
  std::size_t statements = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::vector<bool> selected(texts.size(), false);
    selected[i] = true;
    const CheckResult result = check(history, selected);
    if (!result.findings.empty()) alone.push_back(listed(result));
    statements += result.statements;
  }
  CHECK(alone.size() == 59);
  CHECK(listed(whole) == join(alone, "; "));
  CHECK(whole.statements == statements);
}

TEST_CASE("findings point at their statement, and only selected revisions have any") {
  const History history = sql_files(
      {base, "CREATE INDEX i ON t (a)", "SELECT 1;\nDROP INDEX i;\nALTER TABLE t DROP name;"});
  CHECK(
      listed(check(history)) ==
      "index-without-concurrently @ CREATE INDEX i ON t (a); index-dropped-without-concurrently @ "
      "DROP INDEX i; drop-column @ ALTER TABLE t DROP name");
  CHECK(listed(check(history, {true, true, false})) ==
        "index-without-concurrently @ CREATE INDEX i ON t (a)");
  CHECK(check(history).statements == 5);
  CHECK(check(history, {false, false, true}).statements == 3);
}

TEST_CASE("a table is new until its transaction is over") {
  CHECK(listed(check(sql_files(
                   {"CREATE TABLE n (id int PRIMARY KEY, a int); CREATE INDEX i ON n (a)"})))
            .empty());
  CHECK(listed(check(
            sql_files({"BEGIN; CREATE TABLE n (id int PRIMARY KEY, a int); COMMIT; BEGIN; CREATE "
                       "INDEX i ON n (a); COMMIT"}))) ==
        "index-without-concurrently @ CREATE INDEX i ON n (a)");
  CHECK(listed(check(
            sql_files({"CREATE TABLE s.n (a int PRIMARY KEY); CREATE INDEX i ON other.n (a)"}))) ==
        "index-without-concurrently @ CREATE INDEX i ON other.n (a)");
}

TEST_CASE("one call with several SQL statements is several statements") {
  const CheckResult result = check(alembic_files(
      {{"1.py",
        revision("1", "None", "op.execute(\"SELECT 1; SELEC 2; DROP TABLE t\")", "pass")}}));
  CHECK(result.statements == 3);
  CHECK(listed(result) ==
        "sql-syntax-error @ op.execute(\"SELECT 1; SELEC 2; DROP TABLE t\"); drop-table @ "
        "op.execute(\"SELECT 1; SELEC 2; DROP TABLE t\"); downgrade-empty @ def downgrade()");
}

TEST_CASE("a downgrade may drop what its upgrade added, and nothing else") {
  const std::string create =
      "op.create_table(\"t\", sa.Column(\"a\", sa.Integer(), primary_key=True), "
      "sa.Column(\"b\", sa.Integer()))";
  const History history = alembic_files(
      {{"1.py", revision("1", "None", create, "op.drop_table(\"t\")")},
       {"2.py", revision("2", "\"1\"", "op.add_column(\"t\", sa.Column(\"c\", sa.Integer()))",
                         "op.drop_column(\"t\", \"c\")\n    op.drop_column(\"t\", \"b\")\n    "
                         "op.add_column(\"t\", sa.Column(\"b\", sa.Integer()))")},
       {"3.py", revision("3", "\"2\"", "op.add_column(\"t\", sa.Column(\"d\", sa.Integer()))",
                         "op.drop_column(\"t\", \"d\")")}});
  const CheckResult result = check(history);
  CHECK(listed(result) == "drop-column @ op.drop_column(\"t\", \"b\")");
  CHECK(result.findings.at(0).direction == Direction::downgrade);
}

TEST_CASE("what a data change mixes with is told once, and supersedes that it is unbatched") {
  CHECK(listed(check(sql_files({base,
                                "ALTER TABLE t ADD b int; UPDATE t SET b = 1; UPDATE t SET b "
                                "= 2"}),
                     {false, true})) ==
        "data-and-schema-mixed @ UPDATE t SET b = 1; update-unbatched @ UPDATE t SET b = 2");
  CHECK(
      listed(check(sql_files({base, "BEGIN; ALTER TABLE t ADD b int; COMMIT; UPDATE t SET b = 1"}),
                   {false, true})) == "update-unbatched @ UPDATE t SET b = 1");
}

TEST_CASE("suppressions are counted, and asked for their reason") {
  const CheckResult result =
      check(sql_files({std::string(base) + ";",
                       "-- migcheck: ignore[drop-column] unused since May\nALTER TABLE t DROP a;\n"
                       "DROP TABLE t; -- migcheck: ignore[drop-table]\n"
                       "SELECT 1; -- migcheck: ignore[truncate] nothing to suppress\n"}));
  CHECK(listed(result) ==
        "drop-column @ ALTER TABLE t DROP a (unused since May); drop-table @ DROP TABLE t; "
        "suppression-invalid @ -- migcheck: ignore[drop-table]; suppression-unused @ -- migcheck: "
        "ignore[truncate] nothing to suppress");
}

TEST_CASE("the heads are named, at the newest selected one") {
  const auto files = [](const char* label) {
    const std::string labelled = std::string("\"1\"\nbranch_labels = ") + label;
    return std::map<std::string, std::string>{
        {"1.py", revision("1", "None", "pass", "pass")},
        {"2.py", revision("2", labelled, "pass", "pass")},
        {"3.py", revision("3", "\"1\"\nbranch_labels = (\"expand\",)", "pass", "pass")}};
  };
  const History split = alembic_files(files("(\"expand\",)"));
  const CheckResult result = check(split, {false, true, false});
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].policy == "several-heads");
  CHECK(result.findings[0].revision == "2");
  CHECK(result.findings[0].message.find("2, 3") != std::string::npos);
  CHECK(check(split, {false, false, false}).findings.empty());
  CHECK(check(alembic_files(files("(\"contract\",)"))).findings.empty());
  CHECK(check(alembic_files(files("None"))).findings.empty());
}

TEST_CASE("a change answers for the heads that it adds, not for those that were there") {
  const History history = alembic_files({{"1.py", revision("1", "None", "pass", "pass")},
                                         {"2.py", revision("2", "\"1\"", "pass", "pass")},
                                         {"3.py", revision("3", "\"1\"", "pass", "pass")},
                                         {"4.py", revision("4", "\"3\"", "pass", "pass")},
                                         {"5.py", revision("5", "\"3\"", "pass", "pass")}});
  CHECK(check(history, {false, true, false, false, false}).findings.size() == 1);
  CHECK(check(history, {false, false, false, true, false}).findings.size() == 1);
  CHECK(check(history, {true, true, true, true, true}).findings.size() == 1);
  const History grown = alembic_files({{"1.py", revision("1", "None", "pass", "pass")},
                                       {"2.py", revision("2", "\"1\"", "pass", "pass")},
                                       {"3.py", revision("3", "\"1\"", "pass", "pass")},
                                       {"4.py", revision("4", "\"3\"", "pass", "pass")}});
  CHECK(check(grown, {false, false, false, true}).findings.empty());
  CHECK(check(grown, {false, false, true, true}).findings.size() == 1);
}

TEST_CASE("a deleted revision is reported at its last content") {
  const History history = sql_files({base});
  const RevisionGraph graph(history.revisions);
  CheckInput input{history, graph, {true}, {}, {}};
  input.shipped_changes = {{{FileChange::Kind::deleted, "0.sql", "0.sql"}},
                           {{FileChange::Kind::added, "1.sql", ""}}};
  input.deleted_files = {source("0.sql", "SELECT 1;\n")};
  const CheckResult result = check_history(input);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].policy == "shipped-revision-deleted");
  CHECK(result.findings[0].file->path == "0.sql");
  CHECK(result.findings[0].message.find("deletes 0.sql") != std::string::npos);
}

TEST_CASE("every statement is explained when asked") {
  const CheckResult result =
      check(sql_files({base, "CREATE INDEX i ON t (a); ALTER TABLE t ALTER a TYPE bigint"}),
            {false, true}, true);
  REQUIRE(result.explained.size() == 2);
  CHECK(result.explained[0].locks.at(0) ==
        RelationLock{"public.t", LockMode::share, Ternary::no, Ternary::yes});
  CHECK(result.explained[0].rewrite == Ternary::no);
  CHECK(result.explained[1].rewrite == Ternary::yes);
  CHECK(check(sql_files({base})).explained.empty());
}

TEST_CASE("statements whose prediction has an unknown are counted, the opaque ones apart") {
  const auto unknown = [](const std::string& sql) {
    const CheckResult result = check(sql_files({base, sql}), {false, true});
    CHECK(result.opaque_statements == 0);
    return result.unknown_statements;
  };
  CHECK(unknown("CREATE INDEX i ON t (a); ALTER TABLE t ALTER a TYPE bigint") == 0);
  CHECK(unknown("SELECT settle(); CREATE INDEX i ON t (a); SELECT settle()") == 2);  // locks
  CHECK(unknown("ALTER TABLE t ALTER name TYPE post_code") == 1);                    // rewrite
  CHECK(unknown("SELECT 1 FROM t WHERE a = 1") == 1);                                // scan
  const CheckResult opaque = check(alembic_files(
      {{"1.py", revision("1", "None", "op.execute(fetch())", "op.execute(\"SELECT settle()\")")}}));
  CHECK(opaque.opaque_statements == 1);
  CHECK(opaque.unknown_statements == 1);
}

TEST_CASE("help speaks the migration's language, with the user's own call") {
  const CheckResult result = check(alembic_files(
      {{"1.py", revision("1", "None", "op.create_index(\"i\", \"t\", [\"a\"], unique=True)",
                         "op.drop_index(\"i\")")}}));
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].help ==
        "Build the index concurrently, outside the revision's transaction:\n"
        "with op.get_context().autocommit_block():\n"
        "    op.create_index(\"i\", \"t\", [\"a\"], unique=True, postgresql_concurrently=True)");
  CHECK(result.findings[0].fingerprint.size() == 16);
  const CheckResult lines = check(alembic_files(
      {{"1.py",
        revision("1", "None",
                 "if True:\n        op.create_index(\n            \"i\",\n            \"t\",\n"
                 "            [\n                \"a\",\n            ],\n        )",
                 "op.drop_index(\"i\")")}}));
  const CheckResult comment = check(alembic_files(
      {{"1.py",
        revision("1", "None", "op.create_index(\n        \"i\", \"t\", [\"a\"]  # of t\n    )",
                 "op.drop_index(\"i\")")}}));
  REQUIRE(comment.findings.size() == 1);
  CHECK(comment.findings[0].help.ends_with(
      "\n    op.execute(\"CREATE INDEX CONCURRENTLY i ON t (a)\")"));
  REQUIRE(lines.findings.size() == 1);
  CHECK(lines.findings[0].help ==
        "Build the index concurrently, outside the revision's transaction:\n"
        "with op.get_context().autocommit_block():\n"
        "    op.create_index(\n        \"i\",\n        \"t\",\n        [\n            \"a\",\n"
        "        ],\n        postgresql_concurrently=True,\n    )");
  CHECK(result.findings[0].locks.size() == 1);
}

TEST_CASE("an unreadable file and an opaque statement are findings") {
  const CheckResult result =
      check(alembic_files({{"1.py", revision("1", "None", "op.execute(fetch())", "pass")},
                           {"2.py", "def broken(:\n"}}));
  std::vector<std::string> policies;
  for (const Finding& finding : result.findings) policies.push_back(finding.policy);
  std::sort(policies.begin(), policies.end());
  CHECK(join(policies, ",") == "opaque-statement,unreadable-revision");
  CHECK(result.opaque_statements == 1);
}

TEST_CASE("what one statement does several times is one finding that names the others") {
  const CheckResult result =
      check(sql_files({"CREATE TABLE t (a int, b int, c int, d int PRIMARY KEY);",
                       "ALTER TABLE t DROP COLUMN a, DROP COLUMN b, DROP COLUMN c;"}));
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].policy == "drop-column");
  CHECK(result.findings[0].message.starts_with("Dropping a of public.t "));
  CHECK(result.findings[0].message.ends_with(" (the same statement: b, c)"));
}

TEST_CASE("an extension that stays is no reason to ask for a downgrade") {
  const History history = alembic_files(
      {{"1.py",
        revision("1", "None", "op.execute(\"CREATE EXTENSION IF NOT EXISTS citext\")", "pass")}});
  CHECK(listed(check(history)) == "");
}
