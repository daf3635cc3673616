#include "policy/revision_facts.h"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include "core/source_file.h"
#include "core/text.h"

using namespace migcheck;

namespace {

Revision revision_of(const std::string& file, const std::string& message,
                     const std::string& doc = {}) {
  Revision revision;
  revision.id = "8f3a";
  revision.message = message;
  revision.doc = doc;
  revision.file = std::make_shared<const SourceFile>(SourceFile{"versions/" + file, ""});
  return revision;
}

RevisionFacts described(const Revision& revision, const std::string& file_template,
                        const FactSettings& settings = {}) {
  History history;
  history.dialect = "alembic";
  history.file_template = file_template;
  history.slug_length = 40;
  RevisionFacts facts;
  facts.dialect = history.dialect;
  Schema schema;
  const ScriptFacts upgrade = script_facts({revision, Direction::upgrade, "alembic"}, schema);
  describe_revision(facts, revision, upgrade, RevisionRules(history, settings));
  return facts;
}

Revision with_sql(const std::string& sql) {
  Revision revision = revision_of("8f3a_a.py", "A change");
  revision.upgrade.statements.emplace_back().sql = sql;
  return revision;
}

std::string unrelated(const std::string& before, const std::string& sql) {
  Schema schema;
  replay(with_sql(before).upgrade, no_settings, schema);
  const Revision revision = with_sql(sql);
  const ScriptFacts facts = script_facts({revision, Direction::upgrade, "alembic"}, schema);
  return join(facts.unrelated_tables, " ");
}

}  // namespace

TEST_CASE("a message that says nothing") {
  for (const char* message : {"", "empty message", "Revision ID: 8f3a", "8F3A", "Update", "auto"}) {
    CAPTURE(std::string(message));
    CHECK_FALSE(described(revision_of("a.py", message), "").documented);
  }
  CHECK(described(revision_of("a.py", "Update of orders"), "").documented);
}

TEST_CASE("the comment at the top of an SQL file") {
  History history;
  history.dialect = "goose";
  FactSettings settings;
  const auto documented = [&](const std::string& text) {
    Revision revision;
    revision.file = std::make_shared<const SourceFile>(SourceFile{"1_a.sql", text});
    RevisionFacts facts;
    facts.dialect = history.dialect;
    describe_revision(facts, revision, {}, RevisionRules(history, settings));
    return facts.documented;
  };
  CHECK(documented("select 1"));
  settings.header_comments = true;
  CHECK(documented("-- +goose Up\n-- Why: orders need it\nselect 1"));
  CHECK(documented("/* Orders\n need it */\nselect 1"));
  CHECK_FALSE(documented("-- +goose Up\nselect 1 -- one"));
  CHECK_FALSE(documented("--\n-- -----\nselect 1"));
  CHECK_FALSE(documented(""));
}

TEST_CASE("the names of files") {
  struct Row {
    const char* file_template;
    const char* file;
    Ternary follows;
    const char* renaming;
  };
  const std::string doc = "Add parcels\n\nCreate Date: 2024-03-04 10:20:30.405060\n";
  const Row rows[] = {
      {"", "anything.py", Ternary::unknown, ""},
      {"%(rev)s_%(slug)s", "8f3a_add_parcels.py", Ternary::yes, ""},
      {"%(rev)s_%(slug)s", "8f3a_another_message.py", Ternary::yes, ""},
      {"%(rev)s_%(slug)s", "8f3a_.py", Ternary::yes, ""},
      {"%(rev)s_%(slug)s", "add_parcels.py", Ternary::no, "Rename it to 8f3a_add_parcels.py"},
      {"%(year)d_%(month).2d_%(day).2d_%(rev)s_%(slug)s", "2024_03_04_8f3a_add_parcels.py",
       Ternary::yes, ""},
      {"%(year)d_%(month).2d_%(day).2d_%(rev)s_%(slug)s", "8f3a_add_parcels.py", Ternary::no,
       "Rename it to 2024_03_04_8f3a_add_parcels.py"},
      {"%(epoch)s_%(rev)s", "a.py", Ternary::no,
       "Rename it after the file_template %(epoch)s_%(rev)s"},
      {"%(slug)s.%%x", "add_parcels.%x.py", Ternary::yes, ""},
      {"%(wrong", "a.py", Ternary::unknown, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.file_template));
    CAPTURE(std::string(row.file));
    const RevisionFacts facts =
        described(revision_of(row.file, "Add parcels", doc), row.file_template);
    CHECK(facts.conventional_name == row.follows);
    CHECK(facts.renaming == row.renaming);
  }
  const RevisionFacts undated = described(revision_of("a.py", "Add parcels"), "%(year)d_%(rev)s");
  CHECK(undated.renaming == "Rename it after the file_template %(year)d_%(rev)s");
}

TEST_CASE("a pattern of the configuration outranks Alembic's") {
  FactSettings settings;
  settings.file_names = std::make_shared<const re2::RE2>("[0-9]+_[a-z]+\\.py");
  CHECK(described(revision_of("12_parcels.py", "A"), "%(rev)s", settings).conventional_name ==
        Ternary::yes);
  CHECK(described(revision_of("8f3a.py", "A"), "%(rev)s", settings).renaming ==
        "Rename it so that it matches [0-9]+_[a-z]+\\.py");
}

TEST_CASE("tables that a revision changes, and that no foreign key joins") {
  const std::string tables =
      "create table a (id int primary key); create table b (id int, a int references a); "
      "create table c (id int); create view v as select 1 as one";
  const std::pair<const char*, const char*> rows[] = {
      {"alter table a add x int; alter table b add x int; alter table c add x int",
       "public.b public.c"},
      {"alter table a add x int; alter table a add y int", "public.a"},
      {"create table n (id int); alter table n add x int", ""},
      {"alter table a rename to d; alter table b add x int; alter table d add x int; alter index "
       "a_pkey rename to d_pkey",
       "public.b"},
      {"drop table c", ""},
      {"alter table c drop constraint u; drop table c; drop view v", ""},
      {"update a set id = 1; insert into c values (1)", ""},
      {"create or replace view v as select 1 as one", ""},
      {"create index i on c (id); alter table unknown add x int", "public.c public.unknown"},
      {"alter table b add c int; alter table c add constraint u unique (id); alter table b add "
       "foreign key (c) references c (id)",
       "public.b"},
  };
  for (const auto& [sql, expected] : rows) {
    CAPTURE(std::string(sql));
    CHECK(unrelated(tables, sql) == expected);
  }
}

TEST_CASE("the table that versions are recorded in") {
  FactSettings settings;
  settings.version_table = "version";
  const auto updated = [&](const char* sql) {
    return described(with_sql(sql), "", settings).version_updated;
  };
  CHECK(updated("update version set number = 2") == Ternary::yes);
  CHECK(updated("insert into app.version values (2)") == Ternary::yes);
  CHECK(updated("alter table version add x int") == Ternary::no);
  CHECK(described(with_sql("select 1"), "").version_updated == Ternary::unknown);
  Revision unread = with_sql("select 1");
  unread.upgrade.statements.emplace_back().opaque_reason = "for a reason";
  CHECK(described(unread, "", settings).version_updated == Ternary::unknown);
}
