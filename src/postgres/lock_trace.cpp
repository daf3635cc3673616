#include "postgres/lock_trace.h"

#include <algorithm>
#include <cctype>

#include "core/text.h"

namespace migcheck {

namespace {

constexpr const char* kRelations =
    "SELECT c.oid, nspname || '.' || relname, pg_catalog.quote_ident(nspname) || '.' || "
    "pg_catalog.quote_ident(relname), relname, relfilenode, relkind FROM pg_catalog.pg_class c "
    "JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace "
    "WHERE c.oid >= 16384 AND relkind IN ('r', 'p', 'm') AND relname <> 'alembic_version' "
    "AND nspname !~ '^pg_' AND nspname <> 'information_schema'";

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
    relations_.emplace(std::move(row[0]),
                       Relation{std::move(row[1]), std::move(row[2]), std::move(row[3]), row[4],
                                row[4], row[5] != "m"});
  }
}

void LockTrace::observe(Connection& connection) {
  if (!relations_.empty()) add(own_locks(connection));
}

std::vector<RelationLock> LockTrace::add(const std::vector<HeldLock>& locks) {
  std::map<std::string, RelationLock> strongest;
  std::vector<std::pair<Relation*, const HeldLock*>> rewritten;
  for (const HeldLock& held : locks) {
    const auto found = relations_.find(held.relation);
    if (found == relations_.end()) continue;
    Relation& relation = found->second;
    relation.is_touched = true;
    if (held.mode == LockMode::access_share) continue;
    RelationLock& lock = strongest[relation.name];
    lock.relation = relation.name;
    lock.mode = std::max(lock.mode, held.mode);
    lock.scan = Ternary::unknown;
    if (held.file_node.empty() || held.file_node == relation.file_node) continue;
    lock.rewrite = Ternary::yes;
    rewritten.emplace_back(&relation, &held);
  }
  for (const auto& [relation, held] : rewritten) relation->file_node = held->file_node;
  std::vector<RelationLock> all;
  for (auto& [name, lock] : strongest) {
    merge(lock);
    all.push_back(std::move(lock));
  }
  return all;
}

void LockTrace::forget() {
  found_.clear();
  for (auto& [oid, relation] : relations_) relation.file_node = relation.first_file_node;
}

void LockTrace::merge(const RelationLock& lock) {
  RelationLock& known = found_.try_emplace(lock.relation, lock).first->second;
  known.mode = std::max(known.mode, lock.mode);
  if (lock.rewrite == Ternary::yes) known.rewrite = Ternary::yes;
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

std::vector<std::string> LockTrace::tables() const {
  std::vector<std::string> names;
  for (const auto& [oid, relation] : relations_) {
    if (relation.is_table) names.push_back(relation.sql_name);
  }
  return names;
}

std::vector<RelationLock> LockTrace::locks() const {
  std::vector<RelationLock> all;
  for (const auto& [name, lock] : found_) all.push_back(lock);
  return all;
}

}  // namespace migcheck
