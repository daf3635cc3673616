#include "postgres/table_statistics.h"

#include <doctest/doctest.h>

#include <chrono>

#include "cli/stats_output.h"
#include "core/error.h"
#include "facts/table_sizes.h"
#include "postgres/cluster.h"

using namespace migcheck;

namespace {

const TableStatistics& table_of(const DatabaseStatistics& statistics, const std::string& name) {
  for (const TableStatistics& table : statistics.tables) {
    if (table.table == name) return table;
  }
  FAIL("no table " << name);
  return statistics.tables.front();
}

std::string url_of(const Address& address, const std::string& role) {
  return "postgresql://" + role + "@/" + address.database + "?host=" + address.folder;
}

std::string connection_error(const std::string& url) {
  try {
    const Connection connection{DatabaseUrl(url)};
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a role that has nothing but pg_monitor exports the sizes, without a lock on a table") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection owner(cluster.migration_address());
  owner.query("CREATE TABLE \"Orders\" (id int PRIMARY KEY, note text)");
  owner.query("INSERT INTO \"Orders\" SELECT i, repeat('x', 100) FROM generate_series(1, 2000) i");
  owner.query("CREATE TABLE untouched (id int)");
  owner.query("CREATE TABLE readings (id int, day int) PARTITION BY RANGE (day)");
  owner.query("CREATE TABLE readings_1 PARTITION OF readings FOR VALUES FROM (1) TO (10)");
  owner.query("CREATE TABLE readings_2 PARTITION OF readings FOR VALUES FROM (10) TO (20)");
  owner.query("INSERT INTO readings SELECT i, i % 19 + 1 FROM generate_series(1, 1900) i");
  owner.query("ANALYZE \"Orders\", readings_1, readings_2");
  Connection admin(cluster.admin_address());
  admin.query("CREATE ROLE observer LOGIN; GRANT pg_monitor TO observer");
  owner.query("BEGIN; LOCK TABLE \"Orders\", readings");

  Connection observer{DatabaseUrl(url_of(cluster.admin_address(), "observer"))};
  const auto begin = std::chrono::steady_clock::now();
  const DatabaseStatistics statistics = read_statistics(observer);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
  owner.query("COMMIT");

  const TableStatistics& orders = table_of(statistics, "Orders");
  CHECK(orders.schema == "public");
  CHECK(orders.rows == 2000);
  CHECK(orders.bytes.value() > 2000 * 100);
  CHECK(orders.bytes.value() < 2000 * 300);
  CHECK(orders.index_bytes.value() > 8192);
  const TableStatistics& untouched = table_of(statistics, "untouched");
  CHECK_FALSE(untouched.rows);
  CHECK_FALSE(untouched.bytes);
  const TableStatistics& readings = table_of(statistics, "readings");
  CHECK(readings.rows == 1900);
  CHECK(readings.bytes == table_of(statistics, "readings_1").bytes.value() +
                              table_of(statistics, "readings_2").bytes.value());
  CHECK(statistics.tables.size() == 5);
  CHECK(statistics.taken_at.size() == std::string("2024-03-04T10:20:30Z").size());

  const std::string json = stats_json(statistics);
  const TableSizes sizes =
      parse_table_sizes(std::make_shared<const SourceFile>(SourceFile{"stats.json", json}));
  CHECK(sizes.at("public.Orders").rows == 2000);
  CHECK(json.find("observer") == std::string::npos);
  CHECK(json.find(cluster.folder()) == std::string::npos);
}

TEST_CASE("partitioned tables are the sum of their partitions, as far as these are known") {
  const std::vector<TableStatistics> tables = summed({
      {"1", "", true, {"s", "all", {}, {}, {}, 0}},
      {"2", "1", true, {"s", "half", {}, {}, {}, 0}},
      {"3", "2", false, {"s", "a", 10, 100, 1000, 1}},
      {"4", "1", false, {"s", "b", 20, 200, 2000, 2}},
      {"5", "", true, {"s", "doubtful", {}, {}, {}, 0}},
      {"6", "5", false, {"s", "c", 30, 300, 3000, 3}},
      {"7", "5", false, {"s", "d", {}, {}, {}, 4}},
      {"8", "", true, {"s", "empty", {}, {}, {}, 0}},
  });
  CHECK(tables[0] == TableStatistics{"s", "all", 30, 300, 3000, 3});
  CHECK(tables[1] == TableStatistics{"s", "half", 10, 100, 1000, 1});
  CHECK(tables[4] == TableStatistics{"s", "doubtful", 30, {}, {}, 7});
  CHECK(tables[7] == TableStatistics{"s", "empty", {}, 0, 0, {}});
}

TEST_CASE("the export is a line for each table") {
  DatabaseStatistics statistics{"2024-03-04T10:20:30Z", "", "15.18", {}};
  CHECK(stats_json(statistics) ==
        "{\n  \"version\": 1,\n  \"taken_at\": \"2024-03-04T10:20:30Z\",\n"
        "  \"writes_since\": null,\n  \"server_version\": \"15.18\",\n  \"tables\": []\n}\n");
  statistics.tables = {{"public", "a", 1, 2, 3, 4}, {"x", "\"b", {}, {}, {}, {}}};
  statistics.writes_since = "2023-01-01T00:00:00Z";
  CHECK(stats_json(statistics) ==
        "{\n  \"version\": 1,\n  \"taken_at\": \"2024-03-04T10:20:30Z\",\n"
        "  \"writes_since\": \"2023-01-01T00:00:00Z\",\n  \"server_version\": \"15.18\",\n"
        "  \"tables\": [\n"
        "    {\"schema\":\"public\",\"table\":\"a\",\"rows\":1,\"bytes\":2,\"index_bytes\":3,"
        "\"writes\":4},\n"
        "    {\"schema\":\"x\",\"table\":\"\\\"b\",\"rows\":null,\"bytes\":null,"
        "\"index_bytes\":null,\"writes\":null}\n  ]\n}\n");
}

TEST_CASE("a database that cannot be reached is named without its password") {
  for (const char* url : {"postgresql://shop:open-sesame@127.0.0.1:1/shop",
                          "postgresql+psycopg2://shop:open-sesame@127.0.0.1:1/",
                          "host=127.0.0.1 port=1 user=shop password=open-sesame"}) {
    CAPTURE(std::string(url));
    const std::string error = connection_error(url);
    CHECK(error.starts_with("cannot connect to PostgreSQL: "));
    CHECK(error.find("127.0.0.1") != std::string::npos);
    CHECK(error.find("open-sesame") == std::string::npos);
    CHECK(error.find('\n') == std::string::npos);
  }
  CHECK(connection_error("postgresql://shop:open%zzsesame@host/shop") ==
        "cannot connect to PostgreSQL: the database URL cannot be read");
  CHECK(connection_error("postgresql://shop:open-sesame@host/shop?colour=red") ==
        "cannot connect to PostgreSQL: the database URL cannot be read");
  CHECK(connection_error("mysql://shop:open-sesame@host/shop") ==
        "the database URL is not one of PostgreSQL's");
  CHECK(connection_error("open-sesame") == "the database URL is not one of PostgreSQL's");
}

TEST_CASE("options of a database URL stand after ours") {
  CHECK(DatabaseUrl("postgres://a@h/d?sslmode=require").options() ==
        "postgresql://a@h/d?connect_timeout=10&application_name=migcheck&sslmode=require");
  CHECK(DatabaseUrl("host=h dbname=d").options() ==
        "connect_timeout=10 application_name=migcheck host=h dbname=d");
}
