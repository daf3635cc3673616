#include "facts/statement_facts.h"

#include <algorithm>
#include <array>
#include <span>
#include <variant>

#include "facts/builder.h"
#include "facts/enum_label.h"
#include "facts/guard.h"
#include "facts/practice_facts.h"
#include "schema/is_there.h"

namespace migcheck {

namespace {

bool is_one_of(const std::string& kind, std::span<const std::string_view> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// Commands without an operation of their own that refuse to run in a transaction.
// Source: PreventInTransactionBlock's callers.
constexpr std::array<std::string_view, 6> alone = {"CREATEDB",         "DROPDB",
                                                   "ALTER SYSTEM",     "CREATE TABLE SPACE",
                                                   "DROP TABLE SPACE", "DROP SUBSCRIPTION"};

// Those of them that lock no relation of the user. Of any other it is not known.
// Source: their functions in PostgreSQL's src/backend/commands.
constexpr std::array<std::string_view, 56> harmless = {"CREATE ROLE",
                                                       "ALTER ROLE",
                                                       "ALTER ROLE SET",
                                                       "DROP ROLE",
                                                       "CREATEDB",
                                                       "ALTER DATABASE",
                                                       "ALTER DATABASE SET",
                                                       "DROPDB",
                                                       "CREATE TABLE SPACE",
                                                       "DROP TABLE SPACE",
                                                       "ALTER TABLE SPACE OPTIONS",
                                                       "ALTER SYSTEM",
                                                       "CREATE EVENT TRIG",
                                                       "ALTER EVENT TRIG",
                                                       "CREATE FDW",
                                                       "ALTER FDW",
                                                       "CREATE FOREIGN SERVER",
                                                       "ALTER FOREIGN SERVER",
                                                       "CREATE USER MAPPING",
                                                       "ALTER USER MAPPING",
                                                       "DROP USER MAPPING",
                                                       "DEFINE",
                                                       "CREATE CAST",
                                                       "CREATE CONVERSION",
                                                       "CREATE OP CLASS",
                                                       "CREATE OP FAMILY",
                                                       "ALTER OP FAMILY",
                                                       "ALTER OPERATOR",
                                                       "ALTER COLLATION",
                                                       "ALTER T S CONFIGURATION",
                                                       "ALTER T S DICTIONARY",
                                                       "CREATE P LANG",
                                                       "CREATE TRANSFORM",
                                                       "CREATE AM",
                                                       "ALTER DEFAULT PRIVILEGES",
                                                       "ALTER FUNCTION",
                                                       "ALTER STATS",
                                                       "VARIABLE SHOW",
                                                       "CHECK POINT",
                                                       "DISCARD",
                                                       "NOTIFY",
                                                       "LISTEN",
                                                       "UNLISTEN",
                                                       "PREPARE",
                                                       "DEALLOCATE",
                                                       "DECLARE CURSOR",
                                                       "FETCH",
                                                       "CLOSE PORTAL",
                                                       "CONSTRAINTS SET",
                                                       "LOAD",
                                                       "ALTER OBJECT DEPENDS",
                                                       "ALTER TYPE",
                                                       "CREATE SUBSCRIPTION",
                                                       "ALTER SUBSCRIPTION",
                                                       "DROP SUBSCRIPTION",
                                                       "NOTHING"};

}  // namespace

void add_lock(std::vector<RelationLock>& locks, const RelationLock& added) {
  for (RelationLock& lock : locks) {
    if (lock.relation != added.relation) continue;
    lock.mode = std::max(lock.mode, added.mode);
    lock.scan = either(lock.scan, added.scan);
    lock.rewrite = either(lock.rewrite, added.rewrite);
    lock.index_rebuild = either(lock.index_rebuild, added.index_rebuild);
    return;
  }
  locks.push_back(added);
}

FactBuilder::FactBuilder(const FactContext& context) : context_(context), schema_(context.schema) {}

StatementFacts& FactBuilder::add(const std::string& kind) {
  StatementFacts& facts = made_.emplace_back();
  facts.kind = kind;
  facts.direction = context_.direction;
  facts.in_transaction = context_.transaction.is_open(context_.in_transaction);
  facts.conditional = context_.conditional;
  facts.pg_version = context_.pg_version;
  facts.lock_timeout = context_.transaction.lock_timeout();
  facts.statement_timeout = context_.transaction.statement_timeout();
  facts.idle_timeout = context_.transaction.idle_timeout();
  for (const RelationLock& lock : context_.transaction.held()) {
    if (is_heavy(lock.mode)) facts.held.push_back(lock.relation);
  }
  facts.settings = context_.settings;
  facts.dialect = context_.dialect;
  facts.sql = context_.sql;
  facts.source = context_.source;
  return facts;
}

StatementFacts& FactBuilder::add(const std::string& kind, const std::string& table, LockMode mode) {
  StatementFacts& facts = add(kind);
  about(facts, table);
  lock(facts, table, mode);
  return facts;
}

namespace {

const char* to_string(Relation::Kind kind) {
  switch (kind) {
    case Relation::Kind::table:
      return "table";
    case Relation::Kind::partitioned:
      return "partitioned";
    case Relation::Kind::view:
      return "view";
    case Relation::Kind::materialized_view:
      return "materialized_view";
    case Relation::Kind::foreign_table:
      return "foreign_table";
    case Relation::Kind::sequence:
      break;
  }
  return "sequence";
}

}  // namespace

bool FactBuilder::is_held(const std::string& relation, LockMode mode) const {
  const std::vector<RelationLock>& held = context_.transaction.held();
  return std::any_of(held.begin(), held.end(), [&](const RelationLock& lock) {
    return lock.relation == relation && lock.mode >= mode;
  });
}

void FactBuilder::about(StatementFacts& facts, const std::string& table) {
  facts.table = table;
  facts.new_table = context_.transaction.is_new(table);
  for (const RelationLock& lock : context_.transaction.held()) {
    if (lock.relation == table && is_heavy(lock.mode)) facts.held_mode = lock.mode;
  }
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return;
  facts.relation_kind = to_string(relation->kind);
  // Nobody else sees a temporary table.
  if (relation->persistence == sql::Persistence::temporary) facts.new_table = true;
}

void FactBuilder::lock(StatementFacts& facts, const std::string& relation, LockMode mode,
                       Ternary scan, Ternary rewrite) {
  if (relation.empty()) return;
  add_lock(facts.locks, {relation, mode, rewrite, scan, Ternary::no});
  facts.scan = either(facts.scan, scan);
  facts.rewrite = either(facts.rewrite, rewrite);
}

void FactBuilder::scans(StatementFacts& facts, Ternary scan) {
  lock(facts, facts.table, LockMode::access_share, scan);
}

void FactBuilder::may_fail(StatementFacts& facts, RowFailure failure) {
  facts.fails_on_rows = std::max(facts.fails_on_rows, failure);
}

bool FactBuilder::is_partitioned(const std::string& relation) const {
  const Relation* known = schema_.relation(relation);
  return known != nullptr && known->kind == Relation::Kind::partitioned;
}

// Partitioned tables, views and foreign tables hold no rows of their own.
bool FactBuilder::has_storage(const std::string& relation) const {
  const Relation* known = schema_.relation(relation);
  return known == nullptr || known->kind == Relation::Kind::table ||
         known->kind == Relation::Kind::materialized_view;
}

// Source: reindex_relation and finish_heap_swap in PostgreSQL's src/backend.
void FactBuilder::rewrites_table(StatementFacts& facts, const std::string& table, Ternary rewrite) {
  if (!has_storage(table)) return;
  lock(facts, table, LockMode::access_share, rewrite, rewrite);
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr || rewrite == Ternary::no) return;
  if (rewrite == Ternary::unknown) {
    facts.locks_complete = facts.locks_complete && relation->indexes.empty();
    return;
  }
  for (const std::string& index : relation->indexes) rebuilds_index(facts, index);
}

void FactBuilder::rebuilds_index(StatementFacts& facts, const std::string& index) {
  add_lock(facts.locks,
           {index, LockMode::access_exclusive, Ternary::no, Ternary::no, Ternary::yes});
}

void FactBuilder::deletes(StatementFacts& facts, const Deletion& deletion) {
  for (const std::string& relation : deletion.locked()) {
    lock(facts, relation, LockMode::access_exclusive);
  }
}

void FactBuilder::operator()(const sql::Other& o) {
  StatementFacts& facts = add("other");
  facts.object = o.tag;
  facts.locks_complete = std::find(harmless.begin(), harmless.end(), o.tag) != harmless.end();
  facts.fails_in_transaction = std::find(alone.begin(), alone.end(), o.tag) != alone.end();
}

namespace {

// The table that an index or a sequence belongs to; empty for anything else.
std::string owner_of(const std::string& relation, const Schema& schema) {
  if (const SchemaIndex* index = schema.index(relation)) return index->table;
  const Relation* known = schema.relation(relation);
  return known != nullptr && known->sequence ? known->sequence->owner_table : std::string();
}

void note_parts(StatementFacts& facts, const Schema& schema) {
  const auto is_locked = [&](const std::string& table) {
    return std::any_of(facts.locks.begin(), facts.locks.end(),
                       [&](const RelationLock& lock) { return lock.relation == table; });
  };
  for (const RelationLock& lock : facts.locks) {
    const bool named = lock.relation == facts.object || lock.relation == facts.table ||
                       lock.relation == facts.index;
    const std::string owner = owner_of(lock.relation, schema);
    if (!named && !owner.empty() && is_locked(owner)) facts.parts.push_back(lock.relation);
  }
}

bool is_small_or_new(const std::string& relation, const FactSettings& settings,
                     const FactContext& context) {
  if (context.transaction.is_new(relation)) return true;
  const std::string owner = owner_of(relation, context.schema);
  return is_small(settings, owner.empty() ? relation : owner) == Ternary::yes;
}

// With the main table first: nothing is looked up for the others where that one is not small.
void note_sizes(StatementFacts& facts, const FactContext& context) {
  const FactSettings& settings = *facts.settings;
  if (settings.sizes.empty() && settings.small_tables.empty()) return;
  const bool one_is_new = facts.new_table && !facts.table.empty();
  if (!one_is_new && (facts.table.empty() || !is_small_or_new(facts.table, settings, context))) {
    return;
  }
  facts.only_small_tables = true;
  for (const RelationLock& lock : notable_locks(facts)) {
    if (is_heavy(lock.mode) && !is_small_or_new(lock.relation, settings, context)) {
      facts.only_small_tables = false;
    }
  }
}

// Neither an index nor a sequence nor a view.
bool is_table(const std::string& relation, const Schema& schema) {
  if (schema.index(relation) != nullptr) return false;
  const Relation* known = schema.relation(relation);
  return known == nullptr ||
         (known->kind != Relation::Kind::sequence && known->kind != Relation::Kind::view);
}

void note_existing(StatementFacts& facts, const FactContext& context) {
  for (const RelationLock& lock : facts.locks) {
    if (!is_heavy(lock.mode)) continue;
    const std::string owner = owner_of(lock.relation, context.schema);
    const bool part = std::ranges::count(facts.parts, lock.relation) > 0;
    const bool is_new = context.transaction.is_new(lock.relation) ||
                        (!owner.empty() && context.transaction.is_new(owner));
    if (part || is_new) continue;
    facts.on_existing.push_back(lock);
    const bool exclusive = lock.mode == LockMode::access_exclusive;
    if (exclusive && is_table(lock.relation, context.schema)) {
      facts.exclusive_tables.push_back(lock.relation);
    }
  }
}

void note_own_columns(StatementFacts& facts, const FactContext& context) {
  if (facts.kind != "add_unique" && facts.kind != "create_index") return;
  facts.own_columns = std::ranges::any_of(facts.columns, [&](const std::string& column) {
    return context.transaction.is_own(column_key(facts.table, column));
  });
}

}  // namespace

std::vector<RelationLock> notable_locks(const StatementFacts& facts) {
  std::vector<RelationLock> locks;
  for (const RelationLock& lock : facts.locks) {
    const bool part =
        std::find(facts.parts.begin(), facts.parts.end(), lock.relation) != facts.parts.end();
    if (!part && lock.mode != LockMode::access_share) locks.push_back(lock);
  }
  return locks;
}

std::vector<StatementFacts> statement_facts(const sql::Operation& operation,
                                            const FactContext& context) {
  FactBuilder builder(context);
  std::visit(builder, operation);
  std::vector<StatementFacts> facts = builder.take();
  for (StatementFacts& part : facts) {
    note_parts(part, context.schema);
    note_sizes(part, context);
    note_existing(part, context);
    note_own_columns(part, context);
    part.guarded = part.guarded || is_guarded(operation);
  }
  // Of ALTER TABLE each action has said it for itself.
  if (!facts.empty() && !std::holds_alternative<sql::AlterTable>(operation)) {
    facts.front().exists = is_there(operation, context.schema);
  }
  if (!facts.empty() && context.transaction.has_new_labels()) {
    const TransactionState::Label used = used_new_label(facts.front(), context);
    facts.front().new_label = used.label;
    facts.front().new_label_type = used.type;
  }
  note_practice(facts, operation, context);
  if (!facts.empty()) return facts;
  FactBuilder nothing(context);
  nothing(sql::Other{"NOTHING"});
  return nothing.take();
}

StatementFacts unread_facts(const std::string& kind, const std::string& reason,
                            const FactContext& context) {
  FactBuilder builder(context);
  builder(sql::Other{});
  StatementFacts facts = std::move(builder.take().front());
  facts.kind = kind;
  facts.reason = reason;
  facts.rewrite = facts.scan = Ternary::unknown;
  facts.fails_on_rows = RowFailure::unknown;
  facts.locks_complete = false;
  return facts;
}

std::vector<RelationLock> merged_locks(const std::vector<StatementFacts>& facts) {
  std::vector<RelationLock> locks;
  for (const StatementFacts& part : facts) {
    for (const RelationLock& lock : part.locks) add_lock(locks, lock);
  }
  return locks;
}

bool is_data_change(const StatementFacts& facts) {
  static constexpr std::array<std::string_view, 5> kinds = {"update", "delete", "insert_select",
                                                            "merge", "copy_from"};
  return is_one_of(facts.kind, kinds);
}

// An added enum value cannot be taken away again; others may use an extension by now; sessions,
// privileges and maintenance are not part of the schema; comments are not worth a downgrade.
bool is_undoable_change(const StatementFacts& facts) {
  static constexpr std::array<std::string_view, 24> others = {
      "add_enum_value", "create_extension", "insert",  "insert_select", "update",   "delete",
      "merge",          "copy_from",        "copy_to", "select",        "truncate", "lock_table",
      "reindex",        "vacuum",           "analyze", "cluster",       "refresh",  "transaction",
      "set_variable",   "do_block",         "call",    "grant",         "comment",  "other"};
  return !is_one_of(facts.kind, others) && facts.kind != "opaque" && facts.kind != "refused" &&
         facts.kind != "syntax_error" && facts.kind != "validate_constraint";
}

}  // namespace migcheck
