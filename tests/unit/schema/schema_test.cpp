#include "schema/schema.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

void apply(Schema& schema, const std::string& text) {
  for (const sql::ParsedStatement& statement : sql::parse(text)) {
    REQUIRE_FALSE(statement.error);
    schema.apply(statement.operation);
  }
}

std::string dump(const SchemaConstraint& c) {
  static const char* const kinds[] = {"nn", "check", "pk", "unique", "excl", "fk"};
  std::string text = std::string(kinds[static_cast<int>(c.kind)]) + ":" + c.name + "(" +
                     join(c.columns, ",") + ")";
  if (!c.references.empty()) text += ">" + c.references;
  return text + (c.valid ? "" : " invalid");
}

// Everything that the model knows, a line for each object.
std::string dump(const Schema& schema) {
  std::vector<std::string> lines;
  for (const auto& [name, relation] : schema.relations().all()) {
    std::vector<std::string> parts;
    for (const SchemaColumn& column : relation->columns) {
      parts.push_back(column.name + " " + to_string(column.type) + (column.not_null ? "!" : ""));
    }
    for (const SchemaConstraint& constraint : relation->constraints)
      parts.push_back(dump(constraint));
    for (const std::string& index : relation->indexes) {
      REQUIRE(schema.index(index) != nullptr);
      CHECK(schema.index(index)->table == name);
      parts.push_back("index " + unqualified(index).name + "(" +
                      join(schema.index(index)->columns, ",") + ")");
    }
    if (!relation->parents.empty()) parts.push_back("under " + join(relation->parents, ","));
    if (!relation->children.empty()) parts.push_back("over " + join(relation->children, ","));
    if (!relation->complete) parts.push_back("...");
    lines.push_back(name + ": " + join(parts, "; "));
  }
  return join(lines, "\n");
}

struct Row {
  std::string sql;
  std::string dumped;
};

}  // namespace

TEST_CASE("the schema after some statements") {
  const Row rows[] = {
      {"create table a (id serial primary key, v varchar(20) unique, n int check (n > 0))",
       "public.a: id integer!; v character varying(20); n integer; check:a_n_check(n); "
       "pk:a_pkey(id); unique:a_v_key(v); index a_pkey(id); index a_v_key(v)\n"
       "public.a_id_seq: "},
      {"create table s.a (x int, y int, primary key (x, y), check (x < y), check (x < y))",
       "s.a: x integer!; y integer!; check:a_check(x,y); check:a_check1(x,y); pk:a_pkey(x,y); "
       "index a_pkey(x,y)"},
      {"create table a (id int); create table b (a int references a); drop table a cascade",
       "public.b: a integer"},
      {"create table a (id int); create table b (a int references a); alter table a rename to c",
       "public.b: a integer; fk:b_a_fkey(a)>public.c\npublic.c: id integer"},
      {"create table a (x int, y int, unique (x, y)); create index i on a (lower(y::text), x); "
       "alter table a drop column x",
       "public.a: y integer"},
      {"create table a (x int); alter table a rename x to y; alter table a add check (y is not "
       "null) not valid",
       "public.a: y integer; check:a_y_check(y) invalid"},
      {"create table a (x int); alter table a add constraint c check (x > 0) not valid; alter "
       "table "
       "a validate constraint c",
       "public.a: x integer; check:c(x)"},
      {"create table a (x int); create unique index i on a (x); alter table a add constraint k "
       "primary key using index i",
       "public.a: x integer!; pk:k(x); index k(x)"},
      {"create table a (x int); create index on a (x); create index on a (x); drop index a_x_idx",
       "public.a: x integer; index a_x_idx1(x)"},
      {"create table p (k int) partition by list (k); create table p1 partition of p for values in "
       "(1); alter table p add column z text",
       "public.p: k integer; z text; over public.p1\n"
       "public.p1: k integer; z text; under public.p"},
      {"create table p (k int) partition by list (k); create table p1 partition of p default; drop "
       "table p",
       ""},
      {"create table p (k int) partition by list (k); create table c (k int); alter table p attach "
       "partition c for values in (1); alter table p detach partition c",
       "public.c: k integer\npublic.p: k integer"},
      {"alter table unseen add column x int; alter table unseen alter y type text",
       "public.unseen: x integer; y text; ..."},
      {"create schema s; set search_path to s, public; create table a (x int); reset search_path; "
       "create table a (y int)",
       "public.a: y integer\ns.a: x integer"},
      {"create table s.a (x int); create index i on s.a (x); alter schema s rename to t",
       "t.a: x integer; index i(x)"},
      {"create type e as enum ('a'); create table a (x e); alter type e rename to f; drop type f "
       "cascade",
       "public.a: "},
      {"create table a (x int, constraint c unique (x)); alter index c rename to d; alter table a "
       "drop constraint d",
       "public.a: x integer"},
      {"create table a (x int); create table if not exists a (y int)", "public.a: x integer"},
      {"create table a (x int not null); create table b (like a, y int) ",
       "public.a: x integer!\n"
       "public.b: x integer!; y integer"},
      {"create table a as select 1; create view v as select * from a; drop view v",
       "public.a: ?column? integer"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.sql);
    Schema schema;
    apply(schema, row.sql);
    CHECK(dump(schema) == row.dumped);
  }
}

TEST_CASE("undo takes everything back that was applied since record") {
  Schema schema;
  apply(schema,
        "create table a (id serial primary key, v text); create table b (a int references a);"
        "create type e as enum ('x'); create index i on b (a)");
  const std::string before = dump(schema);
  schema.record();
  apply(schema,
        "drop table a cascade; alter table b add column c int, drop column a; create table n (x "
        "int); alter type e add value 'y'; do $$ begin execute "
        "current_setting('a.b'); end $$; set search_path to s");
  CHECK(dump(schema) != before);
  CHECK(schema.opaque());
  schema.undo();
  CHECK(dump(schema) == before);
  CHECK_FALSE(schema.opaque());
  CHECK(schema.type("public.e")->labels.size() == 1);
  CHECK(schema.resolve({{}, "zzz"}) == "public.zzz");
}

TEST_CASE("a dropped constraint whose name is not known leaves its table in doubt") {
  const auto block = [](const std::string& format) {
    return "do $$ declare n text; begin select conname into n from pg_constraint limit 1; execute "
           "format('" +
           format + "', n); end $$";
  };
  Schema schema;
  apply(schema, "create table a (id int primary key); create table b (a int references a)");
  apply(schema, block("alter table b drop constraint %I").c_str());
  CHECK_FALSE(schema.opaque());
  CHECK_FALSE(schema.is_certain("public.b"));
  CHECK(schema.is_certain("public.a"));
  apply(schema, block("alter table a drop constraint %I cascade").c_str());
  CHECK(schema.opaque());
}

TEST_CASE("a constraint that is dropped and not known leaves its table in doubt") {
  Schema schema;
  apply(schema, "create table a (id int, constraint c not null id); create table b (check (true))");
  apply(schema, "alter table b drop constraint b_check, drop constraint if exists nothing");
  CHECK(schema.relation("public.a")->column("id")->not_null);
  CHECK(schema.is_certain("public.a"));
  CHECK(schema.is_certain("public.b"));
  apply(schema, "alter table a drop constraint c");
  CHECK_FALSE(schema.is_certain("public.a"));
}

TEST_CASE("relations that hang together") {
  Schema schema;
  apply(
      schema,
      "create table a (id int primary key, up int references a); create table b (a int references "
      "a); create domain d as int check (value > 0); create table c (x d);"
      "create table p (k int) partition by list (k); create table p1 partition of p for values in "
      "(1) partition by list (k); create table p2 partition of p1 default");
  CHECK(schema.referencing("public.a") == std::vector<std::string>{"public.b"});
  CHECK(schema.tables_using_type("public.d") == std::vector<std::string>{"public.c"});
  CHECK(schema.descendants("public.p") == std::vector<std::string>{"public.p1", "public.p2"});
  CHECK(schema.type("public.d")->constrained);
}

TEST_CASE("what may not have run leaves what it changed in doubt") {
  struct Row {
    const char* name;
    const char* sql;
    const char* relation;
    bool known, certain;
  };
  const Row rows[] = {
      {"made", "create table b (id int)", "public.b", true, false},
      {"changed", "alter table a add n int", "public.a", true, false},
      {"renamed", "alter table a rename to c", "public.c", true, false},
      {"dropped", "drop table a", "public.a", true, false},
      {"another one", "create table b (id int)", "public.a", true, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Schema schema;
    apply(schema, "create table a (id int)");
    for (const sql::ParsedStatement& statement : sql::parse(row.sql)) {
      schema.apply_conditional(statement.operation);
    }
    CHECK((schema.relation(row.relation) != nullptr) == row.known);
    CHECK(schema.is_certain(row.relation) == row.certain);
  }
}

TEST_CASE("a new database has the schema public, with what its version grants") {
  const auto granted = [](int version) {
    const Schema schema(version);
    const DefinedObject* object = schema.object("schema public");
    REQUIRE(object != nullptr);
    REQUIRE(object->privileges);
    return object->privileges->at("public").contains("create");
  };
  CHECK(granted(14));
  CHECK_FALSE(granted(15));
}

TEST_CASE("default privileges come with what is made after them, by the same role") {
  Schema schema;
  apply(schema,
        "create table a (id int);"
        "alter default privileges in schema public grant select on tables to reader;"
        "alter default privileges for role other grant insert on tables to reader;"
        "create table b (id int);"
        "alter default privileges in schema public revoke select on tables from reader;"
        "create table c (id int)");
  CHECK_FALSE(schema.relation("public.a")->privileges);
  REQUIRE(schema.relation("public.b")->privileges);
  CHECK(schema.relation("public.b")->privileges->at("reader") ==
        std::map<std::string, bool>{{"select", false}});
  CHECK_FALSE(schema.relation("public.c")->privileges);
}

TEST_CASE("what uses a table is found under the name that it has now") {
  const std::string begin =
      "create table depots (id int, city text); create view towns as select city from depots;";
  const auto query_after = [&](const std::string& text, const std::string& view) {
    const std::string all = begin + text + "alter table depots rename column city to place";
    Schema schema;
    apply(schema, all);
    const Relation* found = schema.relation("public." + view);
    return found == nullptr ? "no view" : found->query;
  };
  const std::string renamed = "SELECT place AS city FROM public.depots";
  CHECK(query_after("", "towns") == renamed);
  CHECK(query_after("alter view towns rename to places;", "places") == renamed);
  CHECK(query_after("alter view towns rename to places; alter view places rename to towns;",
                    "towns") == renamed);

  Schema schema;
  apply(schema, begin);
  schema.record();
  apply(schema, "alter view towns rename to places; drop view places");
  schema.undo();
  apply(schema, "alter table depots rename column city to place");
  CHECK(schema.relation("public.towns")->query == renamed);
}
