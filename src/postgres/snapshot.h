#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "postgres/connection.h"
#include "postgres/reading.h"

namespace migcheck {

// One object of a schema: a table, a column, an index, an enum type, …
struct SchemaObject {
  std::string kind;    // "table", "column", "unique constraint", "enum type"
  std::string name;    // with its schema, quoted where PostgreSQL needs that: public.users.id
  std::string parent;  // key() of the object without which it would not be; may be empty
  int position = 0;    // a column's number in its table; gaps of dropped columns included
  std::string encoded_properties;  // see properties()
  std::string relation = {};       // the name of the table or the like that it is a part of, or ""

  std::string key() const { return kind + ' ' + name; }

  // Name and value of each that is set, in a fixed order.
  std::vector<std::pair<std::string, std::string>> properties() const;

  bool operator==(const SchemaObject&) const = default;
};

// Everything that migrations may make, as the catalogs have it, ordered by key. Left out: what
// belongs to an extension, Alembic's own table alembic_version, event triggers, temporary objects,
// rows. Comments, privileges and owners are properties of their object.
struct Snapshot {
  std::vector<SchemaObject> objects;

  bool operator==(const Snapshot&) const = default;
};

// The objects by their keys; they live as long as the snapshot does.
inline std::map<std::string, const SchemaObject*> by_key(const Snapshot& snapshot) {
  std::map<std::string, const SchemaObject*> objects;
  for (const SchemaObject& object : snapshot.objects) objects.emplace(object.key(), &object);
  return objects;
}

// All of it as a text, and back.
std::string to_text(const Snapshot& snapshot);
Snapshot snapshot_from(std::string_view text);

// Reads the schema that the session sees (in a transaction, with what that has done so far). Error
// when the session has failed.
Snapshot read_snapshot(Connection& connection, Within within);

// The names of all relations, by oid.
using RelationNames = std::map<std::string, std::string>;
RelationNames read_relation_names(Connection& connection);

// read_snapshot() in a transaction that has begun in a state whose snapshot is `before`, with the
// relations `names`, and that has renamed none and changed only those that it locks: only they are
// read, however large the schema is.
Snapshot read_changes(Connection& connection, const Snapshot& before, const RelationNames& names);

enum class Extent { everything, locked_relations };

// The one query that they make, for a server of that major version. Where only locked relations are
// read, their oids are among the rows as well, as names of objects without a kind.
std::string snapshot_query(int major, Extent extent);

}  // namespace migcheck
