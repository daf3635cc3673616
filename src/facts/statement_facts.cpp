#include "facts/statement_facts.h"

#include <algorithm>
#include <array>
#include <span>
#include <variant>

#include "facts/builder.h"

namespace migcheck {

namespace {

Ternary either(Ternary a, Ternary b) {
  if (a == Ternary::yes || b == Ternary::yes) return Ternary::yes;
  return a == Ternary::unknown || b == Ternary::unknown ? Ternary::unknown : Ternary::no;
}

bool is_one_of(const std::string& kind, std::span<const std::string_view> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// Commands without an operation of their own that refuse to run in a transaction.
// Source: PreventInTransactionBlock's callers.
constexpr std::array<std::string_view, 6> alone = {"CREATEDB",         "DROPDB",
                                                   "ALTER SYSTEM",     "CREATE TABLE SPACE",
                                                   "DROP TABLE SPACE", "DROP SUBSCRIPTION"};

}  // namespace

void add_lock(std::vector<RelationLock>& locks, const RelationLock& added) {
  for (RelationLock& lock : locks) {
    if (lock.relation != added.relation) continue;
    lock.mode = std::max(lock.mode, added.mode);
    lock.scan = either(lock.scan, added.scan);
    lock.rewrite = either(lock.rewrite, added.rewrite);
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
  facts.dialect = context_.dialect;
  facts.sql = context_.sql;
  facts.source = context_.source;
  return facts;
}

StatementFacts& FactBuilder::add(const std::string& kind, const std::string& table, LockMode mode) {
  StatementFacts& facts = add(kind);
  facts.table = table;
  facts.new_table = context_.transaction.is_new(table);
  lock(facts, table, mode);
  return facts;
}

void FactBuilder::lock(StatementFacts& facts, const std::string& relation, LockMode mode,
                       Ternary scan, Ternary rewrite) {
  if (relation.empty()) return;
  add_lock(facts.locks, {relation, mode, rewrite, scan});
  facts.scan = either(facts.scan, scan);
  facts.rewrite = either(facts.rewrite, rewrite);
}

void FactBuilder::scans(StatementFacts& facts, Ternary scan) {
  lock(facts, facts.table, LockMode::access_share, scan);
}

void FactBuilder::rewrites(StatementFacts& facts, Ternary rewrite) {
  lock(facts, facts.table, LockMode::access_share, rewrite, rewrite);
}

void FactBuilder::operator()(const sql::Other& o) {
  StatementFacts& facts = add("other");
  facts.object = o.tag;
  facts.fails_in_transaction = std::find(alone.begin(), alone.end(), o.tag) != alone.end();
}

std::vector<StatementFacts> statement_facts(const sql::Operation& operation,
                                            const FactContext& context) {
  FactBuilder builder(context);
  std::visit(builder, operation);
  std::vector<StatementFacts> facts = builder.take();
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

// An added enum value cannot be taken away again; sessions, privileges and maintenance are not part
// of the schema; comments are not worth a downgrade.
bool is_undoable_change(const StatementFacts& facts) {
  static constexpr std::array<std::string_view, 23> others = {
      "add_enum_value", "insert",  "insert_select", "update",   "delete",      "merge",
      "copy_from",      "copy_to", "select",        "truncate", "lock_table",  "reindex",
      "vacuum",         "analyze", "cluster",       "refresh",  "transaction", "set_variable",
      "do_block",       "call",    "grant",         "comment",  "other"};
  return !is_one_of(facts.kind, others) && facts.kind != "opaque" && facts.kind != "refused" && facts.kind != "syntax_error" &&
         facts.kind != "validate_constraint";
}

}  // namespace migcheck
