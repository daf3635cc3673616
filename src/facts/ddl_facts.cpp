#include "facts/builder.h"

namespace migcheck {

namespace {

const char* kind_of(const sql::AlterDomain& o) {
  using Kind = sql::AlterDomain::Kind;
  switch (o.kind) {
    case Kind::add_constraint:
      return "add_domain_constraint";
    case Kind::set_not_null:
      return "set_domain_not_null";
    case Kind::validate_constraint:
      return "validate_domain_constraint";
    default:
      return "alter_domain";
  }
}

}  // namespace

void FactBuilder::operator()(const sql::CreateTable& o) {
  StatementFacts& facts = add("create_table");
  facts.table = schema_.qualified(o.table);
  facts.new_table = true;
  if (schema_.relation(facts.table) != nullptr && o.if_not_exists) return;
  for (const sql::Name& parent : o.inherits) {
    lock(facts, schema_.resolve(parent), LockMode::share_update_exclusive);
  }
  if (o.partition_of) {
    const std::string parent = schema_.resolve(*o.partition_of);
    lock(facts, parent, LockMode::access_exclusive);
    if (!o.default_partition) lock_default_partition(facts, parent, Ternary::yes);
  }
  const auto lock_referenced = [&](const sql::Constraint& constraint) {
    if (constraint.kind != sql::Constraint::Kind::foreign_key) return;
    const std::string referenced = schema_.resolve(constraint.references);
    if (referenced == facts.table) return;
    facts.referenced = referenced;
    lock(facts, referenced, LockMode::share_row_exclusive);
  };
  for (const sql::Constraint& constraint : o.constraints) lock_referenced(constraint);
  for (const sql::Column& column : o.columns) {
    for (const sql::Constraint& constraint : column.constraints) lock_referenced(constraint);
  }
}

void FactBuilder::operator()(const sql::CreateTableAs& o) {
  StatementFacts& facts = add(o.materialized_view ? "create_materialized_view" : "create_table_as");
  facts.table = schema_.qualified(o.table);
  facts.new_table = true;
}

void FactBuilder::operator()(const sql::CreateIndex& o) {
  const std::string table = schema_.resolve(o.table);
  const LockMode mode = o.concurrently ? LockMode::share_update_exclusive : LockMode::share;
  StatementFacts& facts = add("create_index", table, mode);
  facts.index = o.name;
  facts.unique = o.unique;
  facts.concurrently = facts.fails_in_transaction = o.concurrently;
  for (const sql::IndexKey& key : o.keys) {
    facts.columns.push_back(key.column.empty() ? "an expression" : key.column);
  }
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr || relation->kind != Relation::Kind::partitioned) {
    scans(facts, Ternary::yes);
  } else if (!o.only) {
    for (const std::string& partition : schema_.descendants(table)) {
      lock(facts, partition, mode, Ternary::yes);
    }
  }
}

void FactBuilder::operator()(const sql::CreateView& o) {
  StatementFacts& facts = add("create_view");
  facts.table = schema_.qualified(o.view);
  if (schema_.relation(facts.table) != nullptr && o.replace) {
    lock(facts, facts.table, LockMode::access_exclusive);
  }
}

void FactBuilder::operator()(const sql::CreateTrigger& o) {
  add("create_trigger", schema_.resolve(o.table), LockMode::share_row_exclusive).object = o.name;
}

void FactBuilder::operator()(const sql::TableObject& o) {
  const bool weak = o.kind == sql::ObjectKind::statistics;
  const std::string kind = o.kind == sql::ObjectKind::policy ? "create_policy"
                           : o.kind == sql::ObjectKind::rule ? "create_rule"
                                                             : "create_statistics";
  add(kind, schema_.resolve(o.table),
      weak ? LockMode::share_update_exclusive : LockMode::access_exclusive)
      .object = o.name;
}

void FactBuilder::operator()(const sql::AlterSequence& o) {
  add("alter_sequence", schema_.resolve(o.sequence), LockMode::share_row_exclusive);
}

// A domain's new constraint is checked in every table that uses the domain.
void FactBuilder::operator()(const sql::AlterDomain& o) {
  StatementFacts& facts = add(kind_of(o));
  facts.type = schema_.resolve_type(o.domain);
  facts.constraint = o.name;
  facts.not_valid = o.constraint && o.constraint->not_valid;
  using Kind = sql::AlterDomain::Kind;
  const bool checks = (o.kind == Kind::add_constraint && !facts.not_valid) ||
                      o.kind == Kind::set_not_null || o.kind == Kind::validate_constraint;
  if (!checks) return;
  const bool weak = o.kind == Kind::validate_constraint && context_.pg_version >= 18;
  for (const std::string& table : schema_.tables_using_type(facts.type)) {
    lock(facts, table, weak ? LockMode::share_update_exclusive : LockMode::share, Ternary::yes);
  }
}

void FactBuilder::operator()(const sql::Comment& o) {
  using Kind = sql::ObjectKind;
  const bool locks = o.kind == Kind::table || o.kind == Kind::column || o.kind == Kind::view ||
                     o.kind == Kind::materialized_view || o.kind == Kind::index ||
                     o.kind == Kind::sequence || o.kind == Kind::foreign_table;
  if (!locks) {
    add("comment");
    return;
  }
  add("comment", schema_.resolve(o.object.name), LockMode::share_update_exclusive);
}

void FactBuilder::operator()(const sql::ChangeOwner& o) {
  using Kind = sql::ObjectKind;
  if (o.kind == Kind::table || o.kind == Kind::sequence || o.kind == Kind::view ||
      o.kind == Kind::materialized_view) {
    add("change_owner", schema_.resolve(o.object), LockMode::access_exclusive);
  } else {
    add("change_owner");
  }
}

void FactBuilder::operator()(const sql::Publication& o) {
  StatementFacts& facts = add("publication");
  for (const sql::Name& table : o.tables) {
    lock(facts, schema_.resolve(table), LockMode::share_update_exclusive);
  }
}

void FactBuilder::lock_default_partition(StatementFacts& facts, const std::string& parent,
                                         Ternary scan) {
  const Relation* relation = schema_.relation(parent);
  if (relation == nullptr) return;
  for (const std::string& child : relation->children) {
    const Relation* partition = schema_.relation(child);
    if (partition == nullptr || !partition->default_partition) continue;
    lock(facts, child, LockMode::access_exclusive, scan);
  }
}

}  // namespace migcheck
