#include "postgres/held_lock.h"

#include "core/text.h"

namespace migcheck {

namespace {

// "ShareRowExclusiveLock" → share_row_exclusive.
std::optional<LockMode> mode_from(const std::string& mode) {
  for (int number = 0; number <= static_cast<int>(LockMode::access_exclusive); ++number) {
    const LockMode candidate = static_cast<LockMode>(number);
    if (to_lower(replace_all(to_string(candidate), " ", "")) + "lock" == to_lower(mode)) {
      return candidate;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<HeldLock> held_lock(const std::string& relation, const std::string& mode,
                                  const std::string& file_node) {
  const std::optional<LockMode> known = mode_from(mode);
  if (!known) return std::nullopt;
  return HeldLock{relation, *known, file_node};
}

std::vector<HeldLock> held_locks(const std::vector<Connection::Row>& rows) {
  std::vector<HeldLock> locks;
  for (const Connection::Row& row : rows) {
    if (auto lock = held_lock(row.at(0), row.at(1), row.at(2))) locks.push_back(std::move(*lock));
  }
  return locks;
}

std::vector<HeldLock> own_locks(Connection& session) {
  static const std::string query =
      std::string("SELECT ") + kHeldLockColumns +
      " FROM pg_catalog.pg_lock_status() WHERE pid = pg_catalog.pg_backend_pid() AND "
      "locktype = 'relation' AND granted AND relation >= 16384";
  return held_locks(session.query(query));
}

}  // namespace migcheck
