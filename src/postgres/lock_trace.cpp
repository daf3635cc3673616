#include "postgres/lock_trace.h"

#include <algorithm>
#include <optional>

#include "core/text.h"

namespace migcheck {

namespace {

constexpr const char* kRelations =
    "SELECT c.oid, pg_catalog.quote_ident(nspname) || '.' || pg_catalog.quote_ident(relname), "
    "relfilenode FROM pg_catalog.pg_class c "
    "JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace "
    "WHERE c.oid >= 16384 AND relkind IN ('r', 'p', 'm') AND relname <> 'alembic_version' "
    "AND nspname !~ '^pg_' AND nspname <> 'information_schema'";

constexpr const char* kLocks =
    "SELECT l.relation, l.mode, c.relfilenode FROM pg_catalog.pg_locks l "
    "LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation "
    "WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted "
    "AND l.mode <> 'AccessShareLock'";

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

LockTrace::LockTrace(Connection& connection) {
  for (Connection::Row& row : connection.query(kRelations)) {
    relations_.emplace(std::move(row[0]), Relation{std::move(row[1]), std::move(row[2])});
  }
}

void LockTrace::observe(Connection& connection) {
  if (relations_.empty()) return;
  for (const Connection::Row& row : connection.query(kLocks)) {
    const auto relation = relations_.find(row[0]);
    const std::optional<LockMode> mode = mode_from(row[1]);
    if (relation == relations_.end() || !mode) continue;
    const Relation& known = relation->second;
    RelationLock& lock = found_.try_emplace(known.name, RelationLock{known.name}).first->second;
    lock.mode = std::max(lock.mode, *mode);
    lock.scan = Ternary::unknown;
    if (!row[2].empty() && row[2] != known.file_node) lock.rewrite = Ternary::yes;
  }
}

std::vector<RelationLock> LockTrace::locks() const {
  std::vector<RelationLock> all;
  for (const auto& [name, lock] : found_) all.push_back(lock);
  return all;
}

}  // namespace migcheck
