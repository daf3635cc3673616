#include "sql/message_tree.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "sql/parse.h"

using namespace migcheck;
using namespace migcheck::sql;
namespace fs = std::filesystem;

namespace {

std::string packed(const MessageTree& tree) {
  std::string bytes(pg_query__parse_result__get_packed_size(tree.result), '\0');
  pg_query__parse_result__pack(tree.result, reinterpret_cast<std::uint8_t*>(bytes.data()));
  return bytes;
}

// What both ways make of the text: the same messages and back the same text, or the same error.
bool agree(const std::string& text) {
  Arena arena;
  const MessageTree theirs = packed_tree(text.c_str(), arena);
  const MessageTree ours = native_tree(text.c_str(), arena);
  if (theirs.error || ours.error) {
    return theirs.error && ours.error && theirs.error->message == ours.error->message &&
           theirs.error->position == ours.error->position;
  }
  return packed(theirs) == packed(ours) &&
         packed_deparsed(*theirs.result) == native_deparsed(*theirs.result);
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("both ways to a tree and back come to the same for every statement of the repository") {
  int statements = 0;
  for (const char* folder : {"/policies", "/tests"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(MIGCHECK_SOURCE_DIR + std::string(folder))) {
      if (entry.path().extension() != ".sql") continue;
      CAPTURE(entry.path());
      const std::string text = contents(entry.path());
      for (const ParsedStatement& statement : parse(text)) {
        const Span span = statement.span;
        const std::string part = text.substr(span.begin, span.end - span.begin);
        CAPTURE(part);
        CHECK(agree(part));
        ++statements;
      }
    }
  }
  CHECK(statements > 3000);
}

TEST_CASE("both ways to a tree and back come to the same for what is rare") {
  for (
      const char* text : {
          "",
          ";;",
          "-- nothing but a comment",
          "select 1; select 'two'; select 3.5, 0x1f, 12345678901, 1e400, -7, b'101', x'ff', null, "
          "true",
          "select '', \"\"",
          "select array[1, 2], row(1, ''), a[1:2], (b).c, d.* from e",
          "select * from a natural join b, lateral (select 1) c, rows from (f(), g() as (h int))",
          "select count(*) filter (where a > 1) over (partition by b order by c desc nulls last"
          " rows between 1 preceding and current row exclude ties) from d group by cube (e, f)",
          "with recursive a as not materialized (select 1 union all select 2) search depth first by"
          " b set c cycle b set d to true default false using e select * from a for no key update",
          "select * from t tablesample system (10) repeatable (1) limit all offset 3",
          "select xmlelement(name a, xmlattributes(b as c)), x is document, cast(a as int[3])",
          "select json_object('a': 1 absent on null), json_value(j, '$.a' returning int), j is "
          "json",
          "select * from json_table('[]', '$[*]' columns (a int path '$.a', nested '$.b' columns "
          "(c int))) t",
          "select case a when 1 then 2 else 3 end, coalesce(a, b), greatest(c, d), a between "
          "symmetric 1 and 2",
          "select a like 'b' escape 'c', d in (1, 2), e = any (f), g is distinct from h, not i",
          "merge into a using b on a.c = b.c when matched then update set (d, e) = (select 1, 2)"
          " when not matched by source then delete when not matched then do nothing returning *",
          "insert into a (b) overriding system value values (default) on conflict (b) where c do"
          " update set b = excluded.b returning *",
          "create table a (b int generated always as identity (start 3), c text collate \"C\" "
          "storage"
          " external compression pglz, d int generated always as (b + 1) stored, like e including "
          "all,"
          " exclude using gist (f with &&) where (g)) inherits (h) partition by range (b, (c || "
          "''))"
          " with (fillfactor = 70) on commit drop tablespace i",
          "create table a partition of b for values from (minvalue, 1) to (maxvalue, 2)",
          "create table a partition of b for values with (modulus 4, remainder 1)",
          "create foreign table a (b int options (c 'd')) server e options (f 'g')",
          "alter table a alter b type int using c::int, alter d set statistics 100, owner to "
          "current_user",
          "create function a(inout b int default 1, variadic c text[]) returns setof d language sql"
          " immutable strict cost 3 set search_path to e, 'f' begin atomic select 1; end",
          "create aggregate a (int order by text) (sfunc = b, stype = c)",
          "create operator === (leftarg = int, rightarg = int, function = f, hashes)",
          "create trigger a instead of insert or update of b on c referencing old table as d for "
          "each"
          " statement when (e) execute function f('g')",
          "create rule a as on insert to b where c do instead (select 1; select 2)",
          "create policy a on b as restrictive for select to public, c using (true) with check (d)",
          "grant select (a, b), update on c, d to e with grant option granted by session_user",
          "alter default privileges for role a in schema b revoke all on tables from public",
          "comment on operator class a using btree is null",
          "copy a (b) from stdin with (format csv, header true, force_null (c, d))",
          "create statistics a (ndistinct, mcv) on b, (c + 1) from d",
          "create publication a for table b (c) where (d > 1), tables in schema current_schema",
          "declare a binary insensitive scroll cursor with hold for select 1; fetch backward 3 "
          "from a",
          "set local a = 1, 'b', c; set time zone interval '-08:00' hour to minute; reset all",
          "begin isolation level serializable, read only, deferrable; prepare transaction 'x'",
          "explain (analyze, format json) vacuum (full, verbose) a (b)",
          "do language plpgsql $$ begin end $$; call a(b => 1); listen c; notify c, 'd'",
          "selec 1",
          "select 'é' ); select",
          "create table a (b",
      }) {
    CAPTURE(text);
    CHECK(agree(text));
  }
}
