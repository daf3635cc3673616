#include "postgres/cluster.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "core/error.h"

using namespace migcheck;

TEST_CASE("a cluster takes statements, as a role that is no superuser") {
  std::string folder;
  {
    const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
    folder = cluster.folder();
    Connection connection(cluster.migration_address());
    CHECK(std::stoi(connection.server_version()) == cluster.installation().major);
    const auto rows = connection.query(
        "SELECT current_user, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles "
        "WHERE rolname = current_user");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0] == Connection::Row{"postgres", "f", "f", "f"});
    CHECK_FALSE(connection.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1)"));
  }
  CHECK_FALSE(std::filesystem::exists(folder));
}
