#include "roundtrip/locking.h"

#include <doctest/doctest.h>

#include "postgres/cluster.h"
#include "postgres/difference.h"
#include "postgres/snapshot.h"

using namespace migcheck;

namespace {

Script script_of(const std::string& sql) {
  Script script;
  script.statements.emplace_back().sql = sql;
  return script;
}

constexpr const char* kBefore =
    "CREATE TYPE mood AS ENUM ('a', 'b');"
    "CREATE TABLE parent (id int PRIMARY KEY, name text);"
    "CREATE TABLE child (id serial PRIMARY KEY, parent_id int REFERENCES parent, m mood DEFAULT "
    "'a');"
    "CREATE TABLE other (id int PRIMARY KEY, note text);"
    "CREATE INDEX child_idx ON child (parent_id);"
    "CREATE VIEW seen AS SELECT name FROM parent;"
    "CREATE TABLE part (id int, at date) PARTITION BY RANGE (at);"
    "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');"
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
    "COMMENT ON INDEX child_idx IS 'an index'";

}  // namespace

TEST_CASE("what a transaction has locked is all that known statements have changed") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  connection.query(kBefore);
  const Snapshot before = read_snapshot(connection, Within::no_transaction);
  for (const char* sql :
       {"CREATE TABLE n (a int PRIMARY KEY, b serial)",
        "ALTER TABLE parent ADD x int UNIQUE",
        "ALTER TABLE parent DROP name CASCADE",
        "DROP TABLE parent CASCADE",
        "ALTER TABLE child ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES other",
        "ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE",
        "ALTER TABLE parent ALTER id TYPE bigint",
        "DROP TYPE mood CASCADE",
        "DROP INDEX child_idx",
        "COMMENT ON INDEX child_idx IS 'x'",
        "COMMENT ON COLUMN parent.name IS 'x'",
        "COMMENT ON VIEW seen IS 'x'",
        "COMMENT ON SEQUENCE child_id_seq IS 'x'",
        "ALTER TABLE child DROP id",
        "DROP SEQUENCE child_id_seq CASCADE",
        "CREATE UNIQUE INDEX ON part (at)",
        "ALTER TABLE part ADD b int",
        "ALTER TABLE part DETACH PARTITION part_1",
        "DROP TABLE part",
        "CREATE OR REPLACE VIEW seen AS SELECT name, id FROM parent",
        "DROP VIEW seen",
        "CREATE TYPE n AS (a int)",
        "CREATE DOMAIN d AS int CHECK (value > 0)",
        "CREATE TRIGGER tr BEFORE INSERT ON other FOR EACH ROW EXECUTE FUNCTION f()",
        "ALTER TABLE other CLUSTER ON other_pkey",
        "ALTER TABLE other REPLICA IDENTITY FULL",
        "ALTER TABLE other ENABLE ROW LEVEL SECURITY",
        "CREATE TABLE inh () INHERITS (parent)",
        "ALTER TABLE other SET (fillfactor = 50)",
        "ALTER TABLE other ALTER note SET STORAGE PLAIN",
        "DROP TABLE other; CREATE TABLE other (id int)",
        "INSERT INTO parent VALUES (1, 'x')"}) {
    CAPTURE(std::string(sql));
    CHECK(locks_what_it_changes(script_of(sql)));
    connection.query("BEGIN");
    const RelationNames names = read_relation_names(connection);
    connection.query(sql);
    const Snapshot all = read_snapshot(connection, Within::transaction);
    const Snapshot changes = read_changes(connection, before, names);
    CHECK(differences(all, changes).empty());
    CHECK(changes == all);
    CHECK((all == before) == std::string(sql).starts_with("INSERT"));
    connection.query("ROLLBACK");
  }
}

TEST_CASE("statements that change what they do not lock, or may do anything") {
  for (const char* sql :
       {"GRANT SELECT ON parent TO PUBLIC", "ALTER TABLE parent RENAME TO p",
        "ALTER TABLE parent RENAME name TO n", "ALTER INDEX child_idx RENAME TO i",
        "ALTER TYPE mood RENAME VALUE 'a' TO 'c'", "ALTER TYPE mood RENAME TO m",
        "ALTER SCHEMA public RENAME TO p", "ALTER TABLE parent SET SCHEMA other",
        "COMMENT ON CONSTRAINT child_pkey ON child IS 'x'", "COMMENT ON TRIGGER a ON b IS 'x'",
        "DO $$ BEGIN END $$", "SELECT f()", "DROP SCHEMA public CASCADE", "DROP FUNCTION f CASCADE",
        "DROP TABLE parent; GRANT SELECT ON child TO PUBLIC", "not even SQL"}) {
    CAPTURE(std::string(sql));
    CHECK_FALSE(locks_what_it_changes(script_of(sql)));
  }
  Script opaque = script_of("");
  opaque.statements[0].opaque_reason = "depends on a file";
  CHECK(locks_what_it_changes(opaque));  // it is not run
}
