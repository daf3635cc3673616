#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/revision.h"

namespace migcheck {

// What Alembic's own table alembic_version holds: the ids of the revisions that are applied and
// that no applied one follows. Migrations now and then read or alter the table, so it is kept as
// Alembic keeps it; an id that does not fit into its 32 characters fails here as it does there.
// A value: what a rollback takes back is assigned back.
class VersionTable {
 public:
  static const char* create_sql();

  // The text that brings the table to the state after the revision's upgrade, and to the state
  // before the upgrade that was last asked for. Several statements, or none ("").
  std::string upgrade(const Revision& revision);
  std::string downgrade();

 private:
  using Heads = std::set<std::string>;

  std::string change_to(const Heads& next);

  Heads heads_, before_;
};

// What makes the table in which a tool for SQL keeps its versions: migrations may refer to it. It
// stays empty. Nothing where the tool has none, or none is known. Sources: diesel's
// migrations_internals (CREATE_MIGRATIONS_TABLE), golang-migrate's driver for PostgreSQL.
std::string version_table_sql(std::string_view dialect);

}  // namespace migcheck
