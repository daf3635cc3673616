// The operations that alembic_utils and alembic_postgresql_enum add to Alembic. What is expected is
// what these packages print in --sql mode.

#include <doctest/doctest.h>

#include "core/text.h"
#include "dialect/alembic/revision_file.h"

using namespace migcheck;

namespace {

// The statements of an upgrade, one a line; "opaque: reason" where there is none.
std::string upgrade(const std::string& body) {
  const std::string text =
      "from alembic import op\n"
      "from alembic_postgresql_enum import ColumnType, TableReference\n"
      "from alembic_utils.pg_extension import PGExtension\n"
      "from alembic_utils.pg_function import PGFunction\n"
      "from alembic_utils.pg_grant_table import PGGrantTable\n"
      "from alembic_utils.pg_materialized_view import PGMaterializedView\n"
      "from alembic_utils.pg_policy import PGPolicy\n"
      "from alembic_utils.pg_trigger import PGTrigger\n"
      "from alembic_utils.pg_view import PGView\n"
      "revision = 'a'\ndown_revision = None\n\ndef upgrade():\n" +
      body;
  const auto file = std::make_shared<const SourceFile>(SourceFile{"a.py", text});
  const alembic::RevisionFile read = alembic::read_revision(file, {});
  REQUIRE(read.revision);
  std::vector<std::string> lines;
  for (const Statement& statement : read.revision->upgrade.statements) {
    lines.push_back(statement.is_opaque() ? "opaque: " + statement.opaque_reason : statement.sql);
  }
  return join(lines, "\n");
}

std::string entity(const std::string& operation, const std::string& value) {
  return upgrade("    op." + operation + "(" + value + ")\n");
}

}  // namespace

TEST_CASE("functions of alembic_utils") {
  const std::string function =
      "PGFunction(schema='public', signature='label(\"name\" text default \\'a\\',  n int)',\n"
      "  definition=\"\"\"\n  returns text as $$ select name || ':x' || n::text $$ language "
      "SQL;\n\"\"\")";
  CHECK(entity("create_entity", function) ==
        "CREATE FUNCTION \"public\".\"label\"(name text default 'a', n int) "
        "returns text as $$ select name || ':x' || n::text $$ language SQL");
  CHECK(entity("replace_entity", function)
            .starts_with("CREATE OR REPLACE FUNCTION \"public\".\"label\"("));
  CHECK(entity("drop_entity", function) == "DROP FUNCTION \"public\".\"label\"(name text, n int)");
  CHECK(entity("drop_entity", function + ", cascade=True") ==
        "DROP FUNCTION \"public\".\"label\"(name text, n int) cascade");
}

TEST_CASE("views of alembic_utils") {
  const std::string view = "PGView('public', 'crates', 'select 1::int as a;')";
  CHECK(entity("create_entity", view) ==
        "CREATE VIEW \"public\".\"crates\" AS select 1::int as a;");
  CHECK(entity("drop_entity", view) == "DROP VIEW \"public\".\"crates\"");
  const std::string replaced = entity("replace_entity", view);
  CHECK(replaced.starts_with("do $$"));
  CHECK(replaced.find("CREATE OR REPLACE VIEW \"public\".\"crates\" AS select 1::int as a;") !=
        std::string::npos);
  CHECK(entity("create_entity", "PGView('public', 'crates', 'select :a')") ==
        "opaque: Alembic refuses a text with :a, for which there is no value");
  CHECK(entity("create_entity", "PGMaterializedView('public', 'm', 'select 1', with_data=False)") ==
        "CREATE MATERIALIZED VIEW \"public\".\"m\" AS select 1 WITH NO DATA;");
}

TEST_CASE("triggers, policies and extensions of alembic_utils") {
  const std::string trigger =
      "PGTrigger(schema='yard', signature='stamp', on_entity='crate', is_constraint=True,\n"
      "  definition='AFTER INSERT ON crate\\n FOR EACH ROW EXECUTE FUNCTION stamp()')";
  CHECK(entity("create_entity", trigger) ==
        "CREATE CONSTRAINT TRIGGER \"stamp\" AFTER INSERT ON yard.crate FOR EACH ROW EXECUTE "
        "FUNCTION stamp()");
  CHECK(entity("replace_entity", trigger)
            .starts_with("DROP TRIGGER IF EXISTS \"stamp\" ON public.crate;\nCREATE CONSTRAINT"));
  CHECK(entity("drop_entity", trigger) == "DROP TRIGGER \"stamp\" ON public.crate");
  CHECK(entity("create_entity", "PGPolicy('public', 'mine', 'for all using (true)', 'crate')") ==
        "CREATE POLICY mine on public.crate for all using (true)");
  CHECK(entity("create_entity", "PGExtension('public', 'citext')") ==
        "CREATE EXTENSION \"citext\" WITH SCHEMA \"public\";");
  CHECK(entity("replace_entity", "PGExtension('public', 'citext')") ==
        "opaque: Alembic refuses to replace an extension");
}

TEST_CASE("an entity that is not known is opaque, and named") {
  CHECK(entity("create_entity", "load_entity()").starts_with("opaque: "));
  CHECK(entity("create_entity", "PGGrantTable('public', 'crate', [], 'anon', 'SELECT')")
            .starts_with("opaque: `target` of op.create_entity is"));
}

TEST_CASE("op.sync_enum_values replaces the type") {
  const std::string common =
      "    op.sync_enum_values(enum_schema='public', enum_name='state', new_values=['open', "
      "'shut'],\n"
      "      affected_columns=[";
  CHECK(upgrade(common + "TableReference(table_name='crate', column_name='state',\n"
                         "  existing_server_default=\"'opn'::state\")],\n"
                         "      enum_values_to_rename=[('opn', 'open')])\n") ==
        "ALTER TYPE \"public\".\"state\" RENAME TO state_old\n"
        "CREATE TYPE \"public\".\"state\" AS ENUM('open', 'shut')\n"
        "CREATE FUNCTION new_old_not_equals( new_enum_val \"public\".\"state\", old_enum_val "
        "\"public\".\"state_old\" ) RETURNS boolean AS $$ SELECT new_enum_val::text != CASE WHEN "
        "old_enum_val::text = 'opn' THEN 'open' ELSE old_enum_val::text END; $$ LANGUAGE SQL "
        "IMMUTABLE\n"
        "CREATE OPERATOR != ( leftarg = \"public\".\"state\", rightarg = \"public\".\"state_old\", "
        "procedure = new_old_not_equals )\n"
        "CREATE FUNCTION new_old_equals( new_enum_val \"public\".\"state\", old_enum_val "
        "\"public\".\"state_old\" ) RETURNS boolean AS $$ SELECT new_enum_val::text = CASE WHEN "
        "old_enum_val::text = 'opn' THEN 'open' ELSE old_enum_val::text END; $$ LANGUAGE SQL "
        "IMMUTABLE\n"
        "CREATE OPERATOR = ( leftarg = \"public\".\"state\", rightarg = \"public\".\"state_old\", "
        "procedure = new_old_equals )\n"
        "ALTER TABLE \"public\".\"crate\" ALTER COLUMN \"state\" DROP DEFAULT\n"
        "ALTER TABLE \"public\".\"crate\" ALTER COLUMN \"state\" TYPE \"public\".\"state\" USING "
        "CASE WHEN \"state\"::text = 'opn' THEN 'open'::\"public\".\"state\" ELSE "
        "\"state\"::text::\"public\".\"state\" END\n"
        "ALTER TABLE \"public\".\"crate\" ALTER COLUMN \"state\" SET DEFAULT 'open'::public.state\n"
        "DROP FUNCTION new_old_not_equals( new_enum_val \"public\".\"state\", old_enum_val "
        "\"public\".\"state_old\" ) CASCADE\n"
        "DROP FUNCTION new_old_equals( new_enum_val \"public\".\"state\", old_enum_val "
        "\"public\".\"state_old\" ) CASCADE\n"
        "DROP TYPE \"public\".\"state_old\"");
  SUBCASE("of arrays too") {
    const std::string sql = upgrade(common +
                                    "TableReference('crate', 'states', 'yard',\n"
                                    "        ColumnType.ARRAY)])\n");
    CHECK(sql.find("ALTER TABLE \"yard\".\"crate\" ALTER COLUMN \"states\" TYPE "
                   "\"public\".\"state\"[] USING \"states\"::text[]::\"public\".\"state\"[]\n") !=
          std::string::npos);
  }
  SUBCASE("but the default of a column that is only named is the database's") {
    CHECK(upgrade(common + "('crate', 'state')])\n") ==
          "opaque: op.sync_enum_values asks the database for the default of a column that is not "
          "written as a TableReference");
  }
}
