#include "sql/plpgsql.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "sql/parse.h"

using namespace migcheck;
using namespace migcheck::sql;

namespace {

std::string dump(const EmbeddedStatements& read) {
  if (read.error) return "error: " + *read.error;
  std::vector<std::string> texts;
  for (const EmbeddedStatement& statement : read.statements) {
    std::string text = statement.known ? statement.text : "(not known)" + statement.text;
    if (statement.executed) text = "execute " + text;
    if (statement.conditional) text = "perhaps " + text;
    if (statement.guard == EmbeddedStatement::Guard::unless_exists) text = "unless there " + text;
    if (statement.guard == EmbeddedStatement::Guard::if_exists) text = "if there " + text;
    texts.push_back(text);
  }
  return join(texts, "; ");
}

std::string in_block(const std::string& body) {
  return dump(statements_in(DoBlock{"plpgsql", body}));
}

std::string in_function(const std::string& sql) {
  const std::vector<ParsedStatement> statements = parse(sql);
  REQUIRE_FALSE(statements.at(0).error);
  return dump(statements_in(std::get<CreateFunction>(statements[0].operation)));
}

struct Row {
  std::string body;
  std::string dumped;
};

}  // namespace

TEST_CASE("the statements of a block") {
  for (const Row& row : std::vector<Row>{
           {"begin create table t (a int); drop table u; end",
            "create table t (a int); drop table u"},
           {"begin null; raise notice 'x'; end", ""},
           {"begin if true then drop table t; elsif false then drop table u; else drop table v; "
            "end "
            "if; drop table w; end",
            "perhaps drop table t; perhaps drop table u; perhaps drop table v; drop table w"},
           {"declare r record; begin for r in select * from t loop update t set a = r.a; end loop; "
            "end",
            "select * from t; perhaps update t set a = r.a"},
           {"begin while exists (select 1 from t) loop delete from t; end loop; end",
            "SELECT exists (select 1 from t); perhaps delete from t"},
           {"declare x int; begin case x when 1 then delete from t; else insert into t values (1); "
            "end case; end",
            "perhaps delete from t; perhaps insert into t values (1)"},
           {"begin perform f(1); call p(); end", "SELECT f(1); call p()"},
           {"declare x int; begin x := (select max(a) from t); x := 5; select 1 into x; end",
            "SELECT  (select max(a) from t); select 1"},
           {"begin if exists (select 1 from t) then return; end if; drop table t; end",
            "SELECT exists (select 1 from t); perhaps drop table t"},
           {"begin return; drop table t; end", "perhaps drop table t"},
           {"begin begin drop table t; exception when others then drop table u; end; end",
            "perhaps drop table t; perhaps drop table u"},
           {"begin commit; end", "COMMIT"},
       }) {
    CAPTURE(row.body);
    CHECK(in_block(row.body) == row.dumped);
  }
}

TEST_CASE("EXECUTE of a literal is known") {
  for (const Row& row : std::vector<Row>{
           {"begin execute 'drop table t'; end", "execute drop table t"},
           {"begin execute 'drop ' || 'table ' || quote_ident('T'); end",
            "execute drop table \"T\""},
           {"begin execute format('alter table %I add c text default %L, add d %s -- %%', 'a b', "
            "'it''s', 'int'); end",
            "execute alter table \"a b\" add c text default 'it''s', add d int -- %"},
           {"declare x text; begin execute 'drop table ' || x; end", "execute (not known)"},
           {"declare x text; begin execute format('drop table %I', x); end",
            "execute (not known)drop table \"%I\""},
           {"declare x text; begin execute 'alter table t drop constraint ' || quote_ident('c_' || "
            "x); end",
            "execute (not known)alter table t drop constraint \"%I\""},
           {"declare x text; begin execute format('drop table %s', x); end", "execute (not known)"},
           {"declare x text; begin execute format('comment on table t is %L', x); end",
            "execute (not known)"},
           {"declare x text; begin execute format(x, 'a'); end", "execute (not known)"},
           {"begin execute format('drop table %1$I', 't'); end", "execute (not known)"},
           {"declare r record; begin for r in execute 'select 1' loop drop table t; end loop; end",
            "execute select 1; perhaps drop table t"},
           {"begin execute 'select $1' using 5; end", "execute select $1"},
       }) {
    CAPTURE(row.body);
    CHECK(in_block(row.body) == row.dumped);
  }
}

TEST_CASE("what is done unless it is there already") {
  for (
      const Row& row : std::vector<Row>{
          {"begin create type e as enum ('a'); exception when duplicate_object then null; end",
           "unless there create type e as enum ('a')"},
          {"begin create type e as enum ('a'); exception when duplicate_object then raise notice "
           "'x'; end",
           "unless there create type e as enum ('a')"},
          {"begin create type e as enum ('a'); exception when duplicate_table then null; end",
           "perhaps create type e as enum ('a')"},
          {"begin create type e as enum ('a'); exception when duplicate_object then raise; end",
           "perhaps create type e as enum ('a')"},
          {"begin create type e as enum (); create type f as enum (); exception when "
           "duplicate_object then null; end",
           "perhaps create type e as enum (); perhaps create type f as enum ()"},
          {"begin alter table t add column c int; exception when duplicate_column then null; end",
           "unless there alter table t add column c int"},
          {"begin if not exists (select 1 from pg_type where typname = 'e') then create type e as "
           "enum (); end if; end",
           "unless there create type e as enum ()"},
          {"begin if not exists (select from information_schema.columns where table_name = 't' and "
           "column_name = 'c') then alter table t add c int; end if; end",
           "unless there alter table t add c int"},
          {"begin if not exists (select 1 from pg_type where typname = 'f') then create type e as "
           "enum (); end if; end",
           "SELECT not exists (select 1 from pg_type where typname = 'f'); perhaps create type e "
           "as enum ()"},
          {"begin if not exists (select 1 from pg_type where typname = 'e') then create type e as "
           "enum (); else drop table t; end if; end",
           "SELECT not exists (select 1 from pg_type where typname = 'e'); perhaps create type e "
           "as enum (); perhaps drop table t"},
          {"begin if exists (select 1 from pg_class where relname = 't') then drop table t; end "
           "if; "
           "end",
           "if there drop table t"},
          {"begin if not exists (select 1 from settings where name = 'e') then create type e as "
           "enum (); end if; end",
           "SELECT not exists (select 1 from settings where name = 'e'); perhaps create type e as "
           "enum ()"},
          {"begin if exists (select 1 from pg_class where relname = 'x') then begin create table x "
           "(); exception when duplicate_table then null; end; end if; end",
           "SELECT exists (select 1 from pg_class where relname = 'x'); unless there perhaps "
           "create table x ()"},
      }) {
    CAPTURE(row.body);
    CHECK(in_block(row.body) == row.dumped);
  }
}

TEST_CASE("bodies of functions") {
  CHECK(in_function("create function f(x int) returns setof int language plpgsql as $$ declare y "
                    "int; begin select a into y from t where b = x; return query select 1 from u; "
                    "return next (select 2 from v); end $$") ==
        "select a        from t where b = x; select 1 from u; SELECT (select 2 from v)");
  CHECK(in_function("create function g() returns trigger language plpgsql as $$ begin new.a := "
                    "now(); insert into log values (old.b); return new; end $$") ==
        "insert into log values (old.b)");
  CHECK(in_function("create function h() returns int language sql as 'delete from t; select 1'") ==
        "delete from t; select 1");
  CHECK(in_function("create function h() returns int begin atomic delete from t; select 1; end") ==
        "DELETE FROM t; SELECT 1");
  CHECK(in_function("create function f() returns int language c as 'lib', 'f'") ==
        "error: the language \"c\" cannot be read");
}

TEST_CASE("a body that cannot be read says so") {
  CHECK(in_block("begin x := 1; end") == "error: \"x\" is not a known variable");
  CHECK(in_block("begin selec 1; end").starts_with("error: "));
  CHECK(in_block("").starts_with("error: "));
  CHECK(in_block(std::string("begin \0 end", 11)).starts_with("error: "));
  CHECK(in_block("begin execute $body$drop table t$body$; end") == "execute drop table t");
  CHECK(dump(statements_in(DoBlock{"plpython3u", "pass"})) ==
        "error: the language \"plpython3u\" cannot be read");
  for (const int times : {600, 20000}) {
    std::string body = "begin ";
    for (int i = 0; i < times; ++i) body += "if true then ";
    body += "null;";
    for (int i = 0; i < times; ++i) body += " end if;";
    CHECK(in_block(body + " end").starts_with("error: "));
  }
}
