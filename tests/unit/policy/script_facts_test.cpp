#include "policy/script_facts.h"

#include <doctest/doctest.h>

#include "core/source_file.h"

using namespace migcheck;

namespace {

Statement readable(std::string text) {
  Statement statement;
  statement.sql = std::move(text);
  return statement;
}

Statement opaque(bool refused) {
  Statement statement;
  statement.opaque_reason = "for a reason";
  statement.refused = refused;
  return statement;
}

Schema after(std::vector<Statement> statements) {
  Revision revision;
  revision.file = std::make_shared<const SourceFile>(SourceFile{"a.py", ""});
  revision.upgrade.statements = std::move(statements);
  Schema schema;
  script_facts({revision, Direction::upgrade, "alembic"}, schema);
  Schema replayed;
  replay(revision.upgrade, no_settings, replayed);
  CHECK(schema.opaque() == replayed.opaque());
  CHECK(schema.is_certain("public.a") == replayed.is_certain("public.a"));
  return schema;
}

}  // namespace

TEST_CASE("what Alembic refuses did nothing, what cannot be read may have done anything") {
  const Schema refused = after({readable("CREATE TABLE a (id int)"), opaque(true)});
  CHECK_FALSE(refused.opaque());
  CHECK(refused.is_certain("public.a"));
  const Schema unread = after({readable("CREATE TABLE a (id int)"), opaque(false)});
  CHECK(unread.opaque());
  CHECK_FALSE(unread.is_certain("public.a"));
}

TEST_CASE("a statement in a branch that may not be taken leaves its table in doubt") {
  Statement conditional = readable("ALTER TABLE a ADD n int");
  conditional.conditional = true;
  const Schema schema = after({readable("CREATE TABLE a (id int)"), conditional});
  CHECK_FALSE(schema.opaque());
  CHECK_FALSE(schema.is_certain("public.a"));
}
