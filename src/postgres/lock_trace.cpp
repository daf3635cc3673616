#include "postgres/lock_trace.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "core/text.h"

namespace migcheck {

namespace {

constexpr const char* kRelations =
    "SELECT c.oid, nspname || '.' || relname, pg_catalog.quote_ident(nspname) || '.' || "
    "pg_catalog.quote_ident(relname), relname, relfilenode FROM pg_catalog.pg_class c "
    "JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace "
    "WHERE c.oid >= 16384 AND relkind IN ('r', 'p', 'm') AND relname <> 'alembic_version' "
    "AND nspname !~ '^pg_' AND nspname <> 'information_schema'";

constexpr const char* kLocks =
    "SELECT l.relation, l.mode, c.relfilenode FROM pg_catalog.pg_locks l "
    "LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation "
    "WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted";

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

bool is_part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

bool has_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_part_of_name(text[at - 1]);
    if (begins && (end == text.size() || !is_part_of_name(text[end]))) return true;
  }
  return false;
}

}  // namespace

LockTrace::LockTrace(Connection& connection) {
  for (Connection::Row& row : connection.query(kRelations)) {
    relations_.emplace(std::move(row[0]), Relation{std::move(row[1]), std::move(row[2]),
                                                   std::move(row[3]), std::move(row[4])});
  }
}

void LockTrace::observe(Connection& connection) {
  if (relations_.empty()) return;
  for (const Connection::Row& row : connection.query(kLocks)) {
    const auto relation = relations_.find(row[0]);
    const std::optional<LockMode> mode = mode_from(row[1]);
    if (relation == relations_.end() || !mode) continue;
    Relation& known = relation->second;
    known.is_touched = true;
    if (*mode == LockMode::access_share) continue;
    RelationLock& lock = found_.try_emplace(known.name, RelationLock{known.name}).first->second;
    lock.mode = std::max(lock.mode, *mode);
    lock.scan = Ternary::unknown;
    if (!row[2].empty() && row[2] != known.file_node) lock.rewrite = Ternary::yes;
  }
}

void LockTrace::note_names(const std::string& sql) {
  for (auto& [oid, relation] : relations_) {
    relation.is_touched = relation.is_touched || has_word(sql, relation.last_name);
  }
}

std::vector<std::string> LockTrace::touched() const {
  std::vector<std::string> names;
  for (const auto& [oid, relation] : relations_) {
    if (relation.is_touched) names.push_back(relation.sql_name);
  }
  return names;
}

std::vector<RelationLock> LockTrace::locks() const {
  std::vector<RelationLock> all;
  for (const auto& [name, lock] : found_) all.push_back(lock);
  return all;
}

}  // namespace migcheck
