#include "support/sample_report.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace migcheck::test {

namespace {

SourceFilePtr file(std::string path, std::string text) {
  return std::make_shared<const SourceFile>(SourceFile{std::move(path), std::move(text)});
}

Span span_of(const SourceFile& source, const std::string& needle) {
  const std::size_t begin = source.text.find(needle);
  if (begin == std::string::npos) throw std::logic_error("the sample has no " + needle);
  return {begin, begin + needle.size()};
}

const SourceFilePtr& add_email() {
  static const SourceFilePtr source = file("migrations/versions/5f1c_add_email.py",
                                           R"("""Add users.email

Revision ID: 5f1c0a6be2d4
Revises: 3d2b9c7a1e50
Create Date: 2024-03-04 10:20:30.405060

"""
from alembic import op
import sqlalchemy as sa

revision = "5f1c0a6be2d4"
down_revision = "3d2b9c7a1e50"


def upgrade():
    op.add_column("users", sa.Column("email", sa.Text(), unique=True))
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")),
    )
    op.create_index("ix_users_name", "users", ["name"])
    op.execute(f"UPDATE users SET email = {default_email()}")


def downgrade():
    pass
)");
  return source;
}

const SourceFilePtr& titles() {
  static const SourceFilePtr source =
      file("db/20240305_titles [x].sql",
           "-- 説明: タイトル \xE2\x80\xAE gnp.exe\r\n"
           "\tALTER TABLE \"書籍\" DROP COLUMN title;\r\n"
           "SELECT '\x1b[31mred\x1b[0m', '\xff'; -- ##[error]not a command\r\n"
           "::error::neither is this\r\n"
           "SELECT '\xF0\x9F\x98\x80 \xC3\xA9', 1; DROP TABLE \"\xF0\x9F\x93\x9A\";\r\n");
  return source;
}

// A file without a line to point at.
const SourceFilePtr& unreadable() {
  static const SourceFilePtr source = file("db/#1 & <two>, 100%: \x1b]8;;x\xff.sql", "");
  return source;
}

std::vector<Finding> statement_findings() {
  const SourceFile& source = *add_email();
  std::vector<Finding> found(4);
  found[0].policy = "unique-constraint-without-index";
  found[0].severity = Severity::error;
  found[0].message =
      "ADD UNIQUE builds its index under ACCESS EXCLUSIVE on public.users, "
      "which blocks reads and writes until it is done";
  found[0].help =
      "build the index first, outside the transaction, and attach it:\n"
      "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);\n"
      "ALTER TABLE users ADD UNIQUE USING INDEX users_email_key;";
  found[0].url = "https://www.postgresql.org/docs/current/sql-altertable.html";
  found[0].file = add_email();
  found[0].span =
      span_of(source, R"(op.add_column("users", sa.Column("email", sa.Text(), unique=True)))");
  found[0].revision = "5f1c0a6be2d4";
  found[0].direction = Direction::upgrade;
  found[0].sql = "ALTER TABLE users ADD UNIQUE (email)";
  found[0].locks = {{"public.users", LockMode::access_exclusive, Ternary::no, Ternary::yes},
                    {"public.users_email_key", LockMode::access_share}};
  found[0].fingerprint = "a1";
  const std::size_t table = source.text.find("op.create_table(");
  found[1].policy = "foreign-key-from-new-table";
  found[1].severity = Severity::notice;
  found[1].message =
      "the foreign key takes SHARE ROW EXCLUSIVE on public.users, which blocks "
      "writes until the transaction ends";
  found[1].help = "add the foreign key alone, in a revision of its own";
  found[1].file = add_email();
  found[1].span = {table, source.text.find("    op.create_index")};
  found[1].revision = "5f1c0a6be2d4";
  found[1].direction = Direction::upgrade;
  found[1].sql =
      "CREATE TABLE invitations (\n    id SERIAL NOT NULL, \n    email TEXT NOT NULL, "
      "\n    sent_at TIMESTAMP WITH TIME ZONE, \n    user_id INTEGER, \n    PRIMARY KEY "
      "(id), \n    FOREIGN KEY(user_id) REFERENCES users (id)\n)";
  found[1].locks = {{"public.users", LockMode::share_row_exclusive}};
  found[1].fingerprint = "a2";
  const std::string index = R"(    op.create_index("ix_users_name", "users", ["name"]))";
  found[2].policy = "index-without-concurrently";
  found[2].severity = Severity::warning;
  found[2].message =
      "CREATE INDEX takes SHARE on public.users, which blocks writes while the "
      "index is built";
  found[2].help = "build it concurrently, in an autocommit block";
  found[2].url = "https://www.postgresql.org/docs/current/sql-createindex.html";
  found[2].file = add_email();
  found[2].span = span_of(source, index);
  found[2].revision = "5f1c0a6be2d4";
  found[2].direction = Direction::upgrade;
  found[2].sql = "CREATE INDEX ix_users_name ON users (name)";
  found[2].locks = {{"public.users", LockMode::share, Ternary::no, Ternary::yes}};
  found[2].fingerprint = "a3";
  found[2].suggestion = Suggestion{24, 24,
                                   "    with op.get_context().autocommit_block():\n"
                                   "        op.create_index(\"ix_users_name\", \"users\", "
                                   "[\"name\"], postgresql_concurrently=True)",
                                   true};
  found[3].policy = "opaque-statement";
  found[3].severity = Severity::warning;
  found[3].message =
      "this statement could not be read: it calls default_email, which is not "
      "defined in this file";
  found[3].file = add_email();
  found[3].span = span_of(source, R"(op.execute(f"UPDATE users SET email = {default_email()}"))");
  found[3].revision = "5f1c0a6be2d4";
  found[3].direction = Direction::upgrade;
  found[3].fingerprint = "a4";
  found[3].suppressed = "it is a constant in production";
  return found;
}

std::vector<Finding> other_findings() {
  std::vector<Finding> found(4);
  found[0].policy = "downgrade-empty";
  found[0].severity = Severity::warning;
  found[0].subject = Subject::revision;
  found[0].message = "downgrade() does nothing, but upgrade() changes the schema";
  found[0].help = "undo in downgrade() what upgrade() does";
  found[0].file = add_email();
  found[0].span = span_of(*add_email(), "def downgrade():\n    pass");
  found[0].revision = "5f1c0a6be2d4";
  found[0].direction = Direction::downgrade;
  found[0].fingerprint = "b1";
  found[1].policy = "several-heads";
  found[1].severity = Severity::error;
  found[1].subject = Subject::history;
  found[1].message = "the merge result has 2 heads: 5f1c0a6be2d4, 77aa0c9d8e1f";
  found[1].help = "run `migcheck merge-heads --write`";
  found[1].file = add_email();
  found[1].span = span_of(*add_email(), "down_revision = \"3d2b9c7a1e50\"");
  found[1].revision = "5f1c0a6be2d4";
  found[1].fingerprint = "b2";
  found[2].policy = "roundtrip-schema-not-restored";
  found[2].severity = Severity::error;
  found[2].subject = Subject::roundtrip;
  found[2].message =
      "after upgrade and downgrade the schema is not what it was:\n"
      "+ table public.invitations\n"
      "::error::a line that looks like a command\n"
      "+ index \"ix\x1b[2J\" ##[group]on public.users";
  found[2].file = add_email();
  found[2].span = span_of(*add_email(), "revision = \"5f1c0a6be2d4\"");
  found[2].revision = "5f1c0a6be2d4";
  found[2].direction = Direction::downgrade;
  found[2].fingerprint = "b3";
  found[3].policy = "drop-column";
  found[3].severity = Severity::error;
  found[3].message = "DROP COLUMN title loses the column's data: 100%, <b>all</b> of it | `now`";
  found[3].help = "stop using the column first, and drop it in a later release";
  found[3].file = titles();
  found[3].span = span_of(*titles(), "ALTER TABLE \"書籍\" DROP COLUMN title");
  found[3].revision = "20240305_titles [x]";
  found[3].direction = Direction::upgrade;
  found[3].sql = "ALTER TABLE \"書籍\" DROP COLUMN title";
  found[3].locks = {{"public.書籍", LockMode::access_exclusive, Ternary::unknown, Ternary::no}};
  found[3].fingerprint = "b4";
  return found;
}

std::vector<Finding> hostile_findings() {
  std::vector<Finding> found(2);
  found[0].policy = "drop-table";
  found[0].severity = Severity::error;
  found[0].message =
      "DROP TABLE loses [its rows](javascript:alert(1)): {0} {\"a\": 1} ![x](http://example.com/x) "
      "@octocat ]]> &lt; <!-- \xE2\x80\xAE %0A::error::x";
  found[0].help =
      "=cmd|' /C calc'!A0\n```\n- www.example.com, https://example.com\n\xF0\x9F\x93\x9A";
  found[0].url = "https://example.com/a_b?c=\"d\"&e=|f#g";
  found[0].file = titles();
  found[0].span = span_of(*titles(), "DROP TABLE \"\xF0\x9F\x93\x9A\"");
  found[0].revision = "20240305_titles [x]";
  found[0].direction = Direction::upgrade;
  found[0].sql = "DROP TABLE \"\xF0\x9F\x93\x9A\"";
  found[0].fingerprint = "c1";
  found[0].suggestion = Suggestion{5, 5, "SELECT '\xF0\x9F\x98\x80 ##[group]', 1; -- \x1b", false};
  found[1].policy = "file-unreadable";
  found[1].severity = Severity::warning;
  found[1].subject = Subject::history;
  found[1].message = "the file could not be read";
  found[1].file = unreadable();
  found[1].fingerprint = "c1";
  return found;
}

RoundtripResult rehearsal() {
  RoundtripResult result{"sql", "15.18", {}, 812.5};
  result.revisions = {
      {"3d2b9c7a1e50", 12.25, 3.5, 9.0, "passed", {}, {}, {}},
      {"5f1c0a6be2d4",
       31.75,
       2.5,
       std::nullopt,
       "failed",
       {"+ table public.invitations", "+ column public.users.email text"},
       {"public.users: 1 of 3 rows"},
       {{"public.users", LockMode::access_exclusive, Ternary::no, Ternary::yes}}},
      {"77aa0c9d8e1f", std::nullopt, std::nullopt, std::nullopt, "skipped", {}, {}, {}}};
  result.revisions[1].statements = {
      {0, 18, "ALTER TABLE users ADD COLUMN email TEXT", result.revisions[1].locks},
      {1, 21, "CREATE TABLE invitations (id integer)", {}}};  // of no interest to the reader
  return result;
}

// Of one of them: the formats cope with policies that nobody explains.
std::vector<PolicyText> texts() {
  return {{"index-without-concurrently", "An index is built without CONCURRENTLY", "lock",
           Severity::error, "An index build reads the whole table: {concurrent_sql}.",
           "https://www.postgresql.org/docs/current/sql-createindex.html",
           "index-without-concurrently: An index is built without CONCURRENTLY\n",
           "# index-without-concurrently\n\nAn index is built without CONCURRENTLY.\n"}};
}

}  // namespace

Report sample_report() {
  Report report;
  report.target.pg_version = 15;
  report.target.dialect = "alembic";
  report.target.base = "main (1a2b3c4)";
  report.target.head = "add-email (5d6e7f8)";
  report.target.merge_result = true;
  report.summary.revisions_checked = 3;
  report.summary.revisions_loaded = 41;
  report.summary.statements = 9;
  report.summary.opaque_statements = 1;
  report.summary.unknown_statements = 2;
  report.heads = {"5f1c0a6be2d4", "77aa0c9d8e1f"};
  report.findings = statement_findings();
  for (Finding& finding : other_findings()) report.findings.push_back(std::move(finding));
  for (Finding& finding : hostile_findings()) report.findings.push_back(std::move(finding));
  report.policies = texts();
  report.roundtrip = rehearsal();
  report.notes = {"app/models.py conflicts in the merge: the head's version was taken"};
  finish(report);
  return report;
}

Report example_report() {
  Report report = sample_report();
  report.findings = {statement_findings()[2]};
  report.roundtrip->revisions.resize(1);
  report.summary.opaque_statements = 0;
  report.summary.unknown_statements = 0;
  report.statements = {{"CREATE INDEX ix_users_name ON users (name)", report.findings[0].file,
                        report.findings[0].span, report.findings[0].locks, true, Ternary::no,
                        Ternary::no, RowFailure::no}};
  finish(report);
  return report;
}

Report clean_report() {
  Report report;
  report.target.pg_version = 15;
  report.target.dialect = "alembic";
  report.target.base = "";
  report.target.head = "";
  report.summary.revisions_checked = 2;
  report.summary.revisions_loaded = 41;
  report.summary.statements = 6;
  report.heads = {"5f1c0a6be2d4"};
  finish(report);
  return report;
}

}  // namespace migcheck::test
