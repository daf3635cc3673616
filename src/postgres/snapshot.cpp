#include "postgres/snapshot.h"

#include <algorithm>
#include <cstdlib>

#include "core/text.h"

namespace migcheck {

namespace {

constexpr char kBetweenProperties = '\x1e';
constexpr char kBetweenNameAndValue = '\x1f';

// What the text of definitions depends on; with an empty search_path every name has its schema.
constexpr const char* kSettings =
    "SET LOCAL search_path = pg_catalog; SET LOCAL quote_all_identifiers = off; "
    "SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = postgres; "
    "SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 1; "
    "SET LOCAL bytea_output = hex; SET LOCAL statement_timeout = '60s'";

bool is_prepared(Connection& connection) {
  return !connection
              .query(
                  "SELECT 1 FROM pg_catalog.pg_prepared_statements "
                  "WHERE name = 'migcheck_snapshot'")
              .empty();
}

// Planned once per session, for planning takes longer than running.
void prepare(Connection& connection) {
  if (is_prepared(connection)) return;
  const int major = std::atoi(connection.server_version().c_str());
  connection.query("PREPARE migcheck_snapshot AS " + snapshot_query(major));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> SchemaObject::properties() const {
  std::vector<std::pair<std::string, std::string>> result;
  for (const std::string_view part : split(encoded_properties, kBetweenProperties)) {
    const std::size_t at = part.find(kBetweenNameAndValue);
    if (at == std::string_view::npos || at + 1 == part.size()) continue;
    result.emplace_back(part.substr(0, at), part.substr(at + 1));
  }
  return result;
}

// Nothing that PostgreSQL names has a NUL.
std::string to_text(const Snapshot& snapshot) {
  std::string text;
  for (const SchemaObject& object : snapshot.objects) {
    for (const std::string& field : {object.kind, object.name, object.parent,
                                     std::to_string(object.position), object.encoded_properties}) {
      text += field;
      text += '\0';
    }
  }
  return text;
}

Snapshot snapshot_from(std::string_view text) {
  constexpr std::size_t fields = 5;
  Snapshot snapshot;
  const std::vector<std::string_view> parts = split(text, '\0');
  for (std::size_t i = 0; i + fields <= parts.size(); i += fields) {
    snapshot.objects.push_back({std::string(parts[i]), std::string(parts[i + 1]),
                                std::string(parts[i + 2]), std::atoi(parts[i + 3].data()),
                                std::string(parts[i + 4])});
  }
  return snapshot;
}

Snapshot read_snapshot(Connection& connection, Within within) {
  const bool nested = within == Within::transaction;
  connection.query(std::string(nested ? "SAVEPOINT migcheck_snapshot; " : "BEGIN; ") + kSettings);
  prepare(connection);
  Snapshot snapshot;
  for (Connection::Row& row : connection.query("EXECUTE migcheck_snapshot")) {
    snapshot.objects.push_back({std::move(row[0]), std::move(row[1]), std::move(row[2]),
                                std::atoi(row[3].c_str()), std::move(row[4])});
  }
  connection.query(nested ? "ROLLBACK TO SAVEPOINT migcheck_snapshot; "
                            "RELEASE SAVEPOINT migcheck_snapshot"
                          : "ROLLBACK");
  std::sort(snapshot.objects.begin(), snapshot.objects.end(),
            [](const SchemaObject& a, const SchemaObject& b) {
              return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
            });
  return snapshot;
}

}  // namespace migcheck
