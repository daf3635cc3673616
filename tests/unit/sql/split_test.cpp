#include "sql/split.h"

#include <doctest/doctest.h>
#include <pg_query.h>

#include <string>

#include "core/text.h"

using namespace migcheck;

namespace {

std::string pieces(std::string_view text) {
  std::vector<std::string> parts;
  for (const Span span : sql::split(text)) {
    parts.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return join(parts, " | ");
}

struct Row {
  std::string text;
  std::string pieces;
};

}  // namespace

TEST_CASE("split") {
  const Row rows[] = {
      {"", ""},
      {" ; ;", ""},
      {"select 1", "select 1"},
      {"select 1; select 2;", "select 1 | select 2"},
      {"-- a;b\nselect 1 -- c;d\n;/* e; /* f; */ */ select 2 /* g */", "select 1 | select 2"},
      {"select ';', \"a;b\", E'\\';', 'it''s;'; select 2",
       "select ';', \"a;b\", E'\\';', 'it''s;' | select 2"},
      {"select 'back\\'; select 2", "select 'back\\' | select 2"},
      {"do $$ a; b; $$; select $x$ ; $$ ; $x$; select $1",
       "do $$ a; b; $$ | select $x$ ; $$ ; $x$ | select $1"},
      {"create rule r as on insert to t do (select 1; select 2); select 3",
       "create rule r as on insert to t do (select 1; select 2) | select 3"},
      {"create function f() returns int begin atomic select case when true then 1 end; select 2; "
       "end; select 3",
       "create function f() returns int begin atomic select case when true then 1 end; select 2; "
       "end | select 3"},
      {"create or replace procedure p() begin atomic select 1; end; begin; end; select 3",
       "create or replace procedure p() begin atomic select 1; end | begin | end | select 3"},
      {"copy t (a) from stdin;\n1;2\nselect\n\\.\nselect 1;", "copy t (a) from stdin | select 1"},
      {"copy t from 'file'; select 1", "copy t from 'file' | select 1"},
      {"select a$b$c; select 2", "select a$b$c | select 2"},
      {"select 'open; select 2", "select 'open; select 2"},
      {"select U&'d;', n'x;', b'01'; select U&\"a;\"",
       "select U&'d;', n'x;', b'01' | select U&\"a;\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(pieces(row.text) == row.pieces);
  }
}

TEST_CASE("split agrees with the parser's own splitting") {
  const std::string text =
      "create table a (b int default ';'::text::int); -- c;\n"
      "create function f() returns void language sql as $body$ select 1; select 2; $body$;\n"
      "create function g() returns int begin atomic select 1; select case 1 when 1 then 2 end; "
      "end;\n"
      "create rule r as on update to a do instead (delete from a; insert into a values (1));\n"
      "begin; select E'a\\';b', 'c\\'; commit;\n";
  const PgQuerySplitResult parsed = pg_query_split_with_parser(text.c_str());
  REQUIRE(parsed.error == nullptr);
  std::vector<std::string> theirs;
  for (int i = 0; i < parsed.n_stmts; ++i) {
    const auto begin = static_cast<std::size_t>(parsed.stmts[i]->stmt_location);
    const auto length = static_cast<std::size_t>(parsed.stmts[i]->stmt_len);
    theirs.emplace_back(trim(std::string_view(text).substr(begin, length)));
  }
  pg_query_free_split_result(parsed);
  std::string joined = join(theirs, " | ");
  joined = replace_all(joined, "-- c;\n", "");
  CHECK(pieces(text) == joined);
}
