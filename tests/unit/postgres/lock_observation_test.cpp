#include <doctest/doctest.h>

#include <chrono>

#include "postgres/cluster.h"
#include "postgres/ddl_watch.h"
#include "postgres/hold_up.h"
#include "postgres/lock_trace.h"

using namespace migcheck;

// What can be seen of a statement's locks from another session, and after it.

namespace {

constexpr const char* kTables =
    "CREATE TABLE a (id int PRIMARY KEY, n int); CREATE TABLE b (id int PRIMARY KEY, a_id int);"
    "CREATE TABLE p (k int, v int) PARTITION BY LIST (k);"
    "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE INDEX a_n ON a (n);"
    "ALTER TABLE a ADD CONSTRAINT positive CHECK (n > 0) NOT VALID";

// A server with these tables: a session as the migrations' role, and one as the superuser.
struct Server {
  Cluster cluster{find_installation({}), RunFolder::AtEnd::remove};
  Connection session{cluster.migration_address()};
  Connection admin{cluster.admin_address()};

  Server() { session.query(kTables); }

  // "a ACCESS EXCLUSIVE written anew, b SHARE"
  std::string told(const std::vector<RelationLock>& locks) {
    std::string text;
    for (const RelationLock& lock : locks) {
      text += (text.empty() ? "" : ", ") + lock.relation.substr(7) + " " + to_string(lock.mode) +
              (lock.rewrite == Ternary::yes ? " written anew" : "");
    }
    return text;
  }

  // What an event trigger sees of it. Nothing of it stays.
  std::string by_event(const std::string& sql) {
    LockTrace trace(session);
    DdlWatch watch(admin, cluster.log());
    session.query("BEGIN");
    session.query(sql);
    session.query("ROLLBACK");
    std::string text;
    for (const DdlCommand& command : watch.take()) {
      CHECK(command.sql == sql);
      text += (text.empty() ? "" : "; ") + told(trace.add(command.locks));
    }
    return text;
  }

  // What another session sees of it while it runs, and holds it up.
  std::string held_up(const std::string& sql) {
    LockTrace trace(session);
    const std::string pid = session.query("SELECT pg_backend_pid()").at(0).at(0);
    HoldUp hold_up(admin, pid, trace.tables());
    session.query(sql);
    return told(trace.add(hold_up.end()));
  }
};

}  // namespace

TEST_CASE("an event trigger sees the locks of each DDL command, whatever becomes of it") {
  Server server;
  CHECK(server.by_event("ALTER TABLE a ADD c int") == "a ACCESS EXCLUSIVE");
  CHECK(server.by_event("ALTER TABLE a ALTER n TYPE bigint") == "a ACCESS EXCLUSIVE written anew");
  CHECK(server.by_event("ALTER TABLE a VALIDATE CONSTRAINT positive") ==
        "a SHARE UPDATE EXCLUSIVE");
  CHECK(server.by_event("CREATE INDEX i ON a (n)") == "a SHARE");
  CHECK(server.by_event("ALTER TABLE b ADD FOREIGN KEY (a_id) REFERENCES a") ==
        "a SHARE ROW EXCLUSIVE, b SHARE ROW EXCLUSIVE");
  CHECK(server.by_event("CREATE TABLE c (a_id int REFERENCES a)") == "a SHARE ROW EXCLUSIVE");
  CHECK(server.by_event("COMMENT ON TABLE b IS 'x'") == "b SHARE UPDATE EXCLUSIVE");
  CHECK(server.by_event("DROP TABLE b") == "b ACCESS EXCLUSIVE");
  CHECK(server.by_event("CREATE TABLE c (n int)") == "");
  CHECK(server.by_event("UPDATE a SET n = 1") == "");  // no event
  CHECK(server.by_event("DROP INDEX a_n; ALTER TABLE b ADD c int") ==
        "a ACCESS EXCLUSIVE; a ACCESS EXCLUSIVE, b ACCESS EXCLUSIVE");
}

TEST_CASE("a migration can neither see through the watch nor stop it, and nothing of it stays") {
  Server server;
  {
    DdlWatch watch(server.admin, server.cluster.log());
    CHECK(server.session.execute("DROP EVENT TRIGGER migcheck_ddl_watch"));
    CHECK(server.session.execute("ALTER EVENT TRIGGER migcheck_ddl_watch DISABLE"));
    CHECK(server.session.execute("DROP FUNCTION pg_catalog.migcheck_ddl_watch() CASCADE"));
    // Whatever the operators of the search_path are, and the settings.
    server.session.query(
        "CREATE SCHEMA s; CREATE FUNCTION s.no(oid, oid) RETURNS bool LANGUAGE sql AS 'SELECT "
        "false'; CREATE OPERATOR s.<= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = s.no); "
        "SET search_path = s, public, pg_catalog; SET client_min_messages = error");
    watch.take();
    server.session.query("ALTER TABLE public.a ADD x int");
    const std::vector<DdlCommand> commands = watch.take();
    REQUIRE(commands.size() == 1);
    CHECK(commands[0].locks.size() == 1);
    CHECK(watch.take().empty());
  }
  CHECK(server.admin.query("SELECT 1 FROM pg_event_trigger").empty());
  CHECK(server.admin.query("SELECT 1 FROM pg_proc WHERE proname ~ 'migcheck'").empty());
}

TEST_CASE("what is no line of the watch is passed over") {
  const std::string prefix = "2026-01-02 03:04:05.678 UTC [42] ";
  CHECK(ddl_commands_in(prefix + "STATEMENT:  LOG:  migcheck DDL {\"sql\":\"\"}\n").empty());
  CHECK(ddl_commands_in("\t" + prefix + "LOG:  migcheck DDL {\"sql\":\"\"}\n").empty());
  CHECK(ddl_commands_in(prefix + "LOG:  migcheck DDL {\"sql\"\n").empty());
  const std::vector<DdlCommand> commands = ddl_commands_in(
      prefix +
      "LOG:  migcheck DDL {\"sql\" : \"DROP\\nx\", \"transaction\" : \"3/9\", \"locks\" : "
      "[[\"16400\",\"ShareLock\",null], [\"16401\",\"OddLock\",\"7\"]]}\nnext line\n");
  REQUIRE(commands.size() == 1);
  CHECK(commands[0].sql == "DROP\nx");
  CHECK(commands[0].transaction == "3/9");
  CHECK(commands[0].locks == std::vector<HeldLock>{{"16400", LockMode::share, ""}});
}

TEST_CASE("what runs concurrently is seen by whom it waits for") {
  Server server;
  CHECK(server.held_up("CREATE INDEX CONCURRENTLY i ON a (n)") == "a SHARE UPDATE EXCLUSIVE");
  CHECK(server.held_up("REINDEX INDEX CONCURRENTLY i") == "a SHARE UPDATE EXCLUSIVE");
  CHECK(server.held_up("REINDEX TABLE CONCURRENTLY b") == "b SHARE UPDATE EXCLUSIVE");
  CHECK(server.held_up("DROP INDEX CONCURRENTLY i") == "a SHARE UPDATE EXCLUSIVE");
  // It waits with empty hands, and has its locks when it ends: the event trigger sees them.
  CHECK(server.held_up("ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY") == "");
  CHECK(server.admin.query("SELECT 1 FROM pg_index WHERE NOT indisvalid").empty());
}

TEST_CASE("what does not wait is not held up, and nobody keeps a lock") {
  Server server;
  const auto start = std::chrono::steady_clock::now();
  CHECK(server.held_up("SELECT pg_sleep(0.05)") == "");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
  // One that waits for its lock shows what it waits for.
  CHECK(server.held_up("CREATE INDEX j ON a (n)") == "a SHARE");
  CHECK(server.admin.query("SELECT 1 FROM pg_locks WHERE relation >= 16384").empty());
  CHECK_FALSE(server.session.execute("BEGIN; LOCK TABLE a NOWAIT; ROLLBACK"));
}
