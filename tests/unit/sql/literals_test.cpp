#include "sql/literals.h"

#include <doctest/doctest.h>

using namespace migcheck;
using namespace migcheck::sql;

namespace {

std::string dumped(const std::string& statement) {
  std::string all;
  for (const LiteralUse& use : literal_uses(statement)) {
    if (!all.empty()) all += ", ";
    all += use.text + " as " + (use.type ? to_string(*use.type) : use.column);
    if (use.position) all += std::to_string(*use.position);
  }
  return all;
}

}  // namespace

TEST_CASE("what gives the literals of a statement their types") {
  CHECK(dumped("select 'a'::mood") == "a as mood");
  CHECK(dumped("select * from t where t.m = 'a'") == "a as m");
  CHECK(dumped("select * from t where 'a' <> m") == "a as m");
  CHECK(dumped("select * from t where m::text = 'a'").empty());
  CHECK(dumped("select * from t where m in ('a', 'b')") == "a as m, b as m");
  CHECK(dumped("select * from t where m = any (array['a'])") == "a as m");
  CHECK(dumped("update t set m = 'a'") == "a as m");
  CHECK(dumped("insert into t (k, m) values (1, 'a')") == "a as m");
  CHECK(dumped("insert into t values (1, 'a')") == "a as 1");
  CHECK(dumped("insert into t (m) select 'a'") == "a as m");
  CHECK(dumped("insert into t (k) values (1) on conflict (k) do update set m = 'a'") == "a as m");
  CHECK(dumped("alter table t alter m set default 'a'") == "a as m");
  CHECK(dumped("alter table t add m mood default 'a'") == "a as mood");
  CHECK(dumped("comment on type mood is 'a'").empty());
  CHECK(dumped("not sql").empty());
}
