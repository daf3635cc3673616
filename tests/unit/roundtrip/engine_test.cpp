#include "roundtrip/engine.h"

#include <doctest/doctest.h>

using namespace migcheck;

namespace {

// A revision with one statement in each direction; "?" is opaque, "!" refused by Alembic itself.
Revision revision(const std::string& path, const std::string& upgrade,
                  const std::string& downgrade = "SELECT 1") {
  Revision made;
  made.file = std::make_shared<const SourceFile>(SourceFile{path, ""});
  const auto add = [](Script& script, const std::string& sql) {
    Statement& statement = script.statements.emplace_back();
    if (sql != "?" && sql != "!") {
      statement.sql = sql;
    } else {
      statement.opaque_reason = "depends on the result of a query";
      statement.refused = sql == "!";
    }
  };
  add(made.upgrade, upgrade);
  add(made.downgrade, downgrade);
  return made;
}

}  // namespace

TEST_CASE("automatic is sql, unless a rehearsed revision of Alembic's is opaque") {
  const Revision known = revision("versions/a.py", "SELECT 1");
  const Revision up = revision("versions/b.py", "?");
  const Revision down = revision("versions/c.py", "SELECT 1", "?");
  const Revision refused = revision("versions/d.py", "!");
  const Revision sql = revision("versions/e.sql", "?");
  const auto chosen = [](const std::vector<RoundtripStep>& steps) {
    return engine_for(Engine::automatic, steps);
  };
  CHECK(chosen({}) == Engine::sql);
  CHECK(chosen({{&known, true}}) == Engine::sql);
  CHECK(chosen({{&known, true}, {&up, true}}) == Engine::alembic);
  CHECK(chosen({{&down, true}}) == Engine::alembic);
  CHECK(chosen({{&up, false}, {&known, true}}) == Engine::sql);
  CHECK(chosen({{&refused, true}, {&sql, true}}) == Engine::sql);
  CHECK(engine_for(Engine::sql, {{&up, true}}) == Engine::sql);
  CHECK(engine_for(Engine::alembic, {{&known, true}}) == Engine::alembic);
}
