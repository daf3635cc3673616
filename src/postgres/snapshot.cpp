#include "postgres/snapshot.h"

#include <algorithm>
#include <cstdlib>
#include <set>

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

const char* name_of(Extent extent) {
  return extent == Extent::everything ? "migcheck_snapshot" : "migcheck_changes";
}

bool is_prepared(Connection& connection, Extent extent) {
  return !connection
              .query("SELECT 1 FROM pg_catalog.pg_prepared_statements WHERE name = " +
                     quote_literal(name_of(extent)))
              .empty();
}

// Planned once per session, for planning takes longer than running.
void prepare(Connection& connection, Extent extent) {
  if (is_prepared(connection, extent)) return;
  const int major = std::atoi(connection.server_version().c_str());
  connection.query(std::string("PREPARE ") + name_of(extent) + " AS " +
                   snapshot_query(major, extent));
}

std::vector<SchemaObject> read_objects(Connection& connection, Extent extent) {
  prepare(connection, extent);
  std::vector<SchemaObject> objects;
  for (Connection::Row& row : connection.query(std::string("EXECUTE ") + name_of(extent))) {
    objects.push_back({std::move(row[0]), std::move(row[1]), std::move(row[2]),
                       std::atoi(row[3].c_str()), std::move(row[4]), std::move(row[5])});
  }
  return objects;
}

void sort(Snapshot& snapshot) {
  std::sort(snapshot.objects.begin(), snapshot.objects.end(),
            [](const SchemaObject& a, const SchemaObject& b) {
              return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
            });
}

constexpr const char* kBeginNested = "SAVEPOINT migcheck_snapshot; ";
constexpr const char* kEndNested =
    "ROLLBACK TO SAVEPOINT migcheck_snapshot; RELEASE SAVEPOINT migcheck_snapshot";

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
    for (const std::string& field :
         {object.kind, object.name, object.parent, std::to_string(object.position),
          object.encoded_properties, object.relation}) {
      text += field;
      text += '\0';
    }
  }
  return text;
}

Snapshot snapshot_from(std::string_view text) {
  constexpr std::size_t fields = 6;
  Snapshot snapshot;
  const std::vector<std::string_view> parts = split(text, '\0');
  for (std::size_t i = 0; i + fields <= parts.size(); i += fields) {
    snapshot.objects.push_back({std::string(parts[i]), std::string(parts[i + 1]),
                                std::string(parts[i + 2]), std::atoi(parts[i + 3].data()),
                                std::string(parts[i + 4]), std::string(parts[i + 5])});
  }
  return snapshot;
}

Snapshot read_snapshot(Connection& connection, Within within) {
  const bool nested = within == Within::transaction;
  connection.query(std::string(nested ? kBeginNested : "BEGIN; ") + kSettings);
  Snapshot snapshot{read_objects(connection, Extent::everything)};
  connection.query(nested ? kEndNested : "ROLLBACK");
  sort(snapshot);
  return snapshot;
}

RelationNames read_relation_names(Connection& connection) {
  RelationNames names;
  for (Connection::Row& row : connection.query(
           "SELECT c.oid, pg_catalog.quote_ident(nspname) || '.' || "
           "pg_catalog.quote_ident(relname) "
           "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace "
           "WHERE c.oid >= 16384 AND relkind NOT IN ('i', 'I', 't')")) {
    names.emplace(std::move(row[0]), std::move(row[1]));
  }
  return names;
}

Snapshot read_changes(Connection& connection, const Snapshot& before, const RelationNames& names) {
  connection.query(std::string(kBeginNested) + kSettings);
  Snapshot snapshot{read_objects(connection, Extent::locked_relations)};
  std::set<std::string> locked;
  for (const Connection::Row& row : connection.query(kLockedRelations)) {
    if (const auto name = names.find(row[0]); name != names.end()) locked.insert(name->second);
  }
  connection.query(kEndNested);
  for (const SchemaObject& object : before.objects) {
    if (!object.relation.empty() && !locked.contains(object.relation)) {
      snapshot.objects.push_back(object);
    }
  }
  sort(snapshot);
  return snapshot;
}

}  // namespace migcheck
