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
    "SET LOCAL bytea_output = hex; SET LOCAL statement_timeout = '60s'; ";

PlannedQuery planned(const char* name, Extent extent) {
  return {name, [extent](int major) { return snapshot_query(major, extent); }};
}

SchemaObject object_from(Connection::Row& row) {
  return {std::move(row[0]),         std::move(row[1]), std::move(row[2]),
          std::atoi(row[3].c_str()), std::move(row[4]), std::move(row[5])};
}

void sort(Snapshot& snapshot) {
  std::sort(snapshot.objects.begin(), snapshot.objects.end(),
            [](const SchemaObject& a, const SchemaObject& b) {
              return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
            });
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
  static const PlannedQuery query = planned("migcheck_snapshot", Extent::everything);
  Reading reading(connection, within, kSettings);
  Snapshot snapshot;
  for (Connection::Row& row : reading.query(query)) snapshot.objects.push_back(object_from(row));
  reading.end();
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
  static const PlannedQuery query = planned("migcheck_changes", Extent::locked_relations);
  Reading reading(connection, Within::transaction, kSettings);
  Snapshot snapshot;
  std::set<std::string> locked;
  for (Connection::Row& row : reading.query(query)) {
    const bool is_object = !row[0].empty();
    if (is_object) snapshot.objects.push_back(object_from(row));
    const auto name = is_object ? names.end() : names.find(row[1]);
    if (name != names.end()) locked.insert(name->second);
  }
  reading.end();
  for (const SchemaObject& object : before.objects) {
    if (!object.relation.empty() && !locked.contains(object.relation)) {
      snapshot.objects.push_back(object);
    }
  }
  sort(snapshot);
  return snapshot;
}

}  // namespace migcheck
