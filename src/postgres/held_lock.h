#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "core/lock.h"
#include "postgres/connection.h"

namespace migcheck {

// A lock on a relation that a session has, as pg_locks shows it.
struct HeldLock {
  std::string relation;  // oid
  LockMode mode = LockMode::access_share;
  std::string file_node;  // of the relation at that moment; empty where it has none any more

  auto operator<=>(const HeldLock&) const = default;
};

// What to select from pg_lock_status() for the three members above.
inline constexpr const char* kHeldLockColumns =
    "relation, mode, pg_catalog.pg_relation_filenode(relation)";

// One row of these columns; nothing for a mode that is none of a table's.
std::optional<HeldLock> held_lock(const std::string& relation, const std::string& mode,
                                  const std::string& file_node);

std::vector<HeldLock> held_locks(const std::vector<Connection::Row>& rows);

// What the running transaction of this session holds, but for system catalogs.
std::vector<HeldLock> own_locks(Connection& session);

}  // namespace migcheck
