#include <algorithm>
#include <set>

#include "facts/builder.h"
#include "facts/index_details.h"
#include "schema/render.h"

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

// The constraint as NOT VALID, and its validation.
std::vector<std::string> domain_steps(const StatementFacts& facts, const sql::AlterDomain& o) {
  const bool not_null = o.kind == sql::AlterDomain::Kind::set_not_null;
  if (!not_null && (!o.constraint || !o.constraint->check)) return {};
  const std::string written = not_null ? std::string() : o.constraint->name;
  const std::string chosen = unqualified(facts.type).name + (not_null ? "_not_null" : "_check");
  const std::string name = sql::quoted(written.empty() ? chosen : written);
  const std::string domain = "ALTER DOMAIN " + rendered_name(facts.type);
  const std::string check = not_null ? "VALUE IS NOT NULL" : o.constraint->check->sql;
  return {domain + " ADD CONSTRAINT " + name + " CHECK (" + check + ") NOT VALID",
          domain + " VALIDATE CONSTRAINT " + name};
}

std::string repeated(const std::vector<sql::Column>& columns) {
  std::set<std::string> met;
  for (const sql::Column& column : columns) {
    if (!met.insert(column.name).second) return column.name;
  }
  return {};
}

}  // namespace

void FactBuilder::operator()(const sql::CreateTable& o) {
  StatementFacts& facts = add("create_table");
  facts.table = schema_.qualified(o.table);
  facts.new_table = true;
  facts.if_not_exists = o.if_not_exists;
  facts.doubled_column = repeated(o.columns);
  if (schema_.relation(facts.table) != nullptr && o.if_not_exists) return;
  describe_table(facts, o);
  for (const sql::Name& parent : o.inherits) {
    lock(facts, schema_.resolve(parent), LockMode::share_update_exclusive);
  }
  if (o.partition_of) {
    const std::string parent = schema_.resolve(*o.partition_of);
    lock(facts, parent, LockMode::access_exclusive);
    if (!o.default_partition) lock_default_partition(facts, parent, Ternary::yes);
    takes_from_parent(facts, parent, Ternary::no);
  }
  const auto lock_referenced = [&](const sql::Constraint& constraint) {
    if (constraint.kind != sql::Constraint::Kind::foreign_key) return;
    const std::string referenced = schema_.resolve(constraint.references);
    if (referenced == facts.table) return;
    facts.referenced = referenced;
    lock(facts, referenced, LockMode::share_row_exclusive);
    if (!is_partitioned(referenced)) return;
    for (const std::string& partition : schema_.descendants(referenced)) {
      lock(facts, partition, LockMode::share_row_exclusive);
    }
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
  facts.unlogged = o.persistence == sql::Persistence::unlogged;
  facts.populated = ternary(o.with_data);
  if (schema_.relation(facts.table) != nullptr && o.if_not_exists) return;
  if (o.with_data) reads(facts, o.reads, o.extent);
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
  facts.if_not_exists = o.if_not_exists;
  facts.only = o.only;
  facts.index_details = index_details(o, table, schema_, context_.outline);
  const std::string name = unqualified(table).schema + "." + o.name;
  if (o.if_not_exists && schema_.index(name) != nullptr) return;
  describe_partitioned_index(facts, o);
  if (o.unique) may_fail(facts, RowFailure::depends);
  for (const std::string& column : facts.columns) {
    if (column == "an expression") may_fail(facts, RowFailure::depends);
  }
  if (has_storage(table)) scans(facts, Ternary::yes);
  if (!is_partitioned(table) || o.only) return;
  for (const std::string& partition : schema_.descendants(table)) {
    lock(facts, partition, mode, ternary(has_storage(partition)));
  }
}

// The steps to it, and what a unique one lacks.
void FactBuilder::describe_partitioned_index(StatementFacts& facts, const sql::CreateIndex& o) {
  const Relation* relation = schema_.relation(facts.table);
  if (relation == nullptr || relation->kind != Relation::Kind::partitioned) return;
  facts.steps = stepwise_index(o, facts.table, schema_);
  if (o.unique) facts.key_lacks = lacking_in_key(relation->partition_key, facts.columns);
}

void FactBuilder::operator()(const sql::CreateView& o) {
  StatementFacts& facts = add("create_view");
  facts.table = schema_.qualified(o.view);
  const bool stands_in =
      context_.outline != nullptr && context_.outline->renamed.contains(facts.table);
  facts.has_star = !stands_in && std::ranges::count(o.extent.columns, "*") > 0;
  if (schema_.relation(facts.table) != nullptr && o.replace) {
    lock(facts, facts.table, LockMode::access_exclusive);
  }
}

void FactBuilder::operator()(const sql::CreateTrigger& o) {
  StatementFacts& facts =
      add("create_trigger", schema_.resolve(o.table), LockMode::share_row_exclusive);
  facts.object = o.name;
  if (o.from_table) lock(facts, schema_.resolve(*o.from_table), LockMode::access_share);
  if (!is_partitioned(facts.table) || !o.for_each_row) return;
  for (const std::string& partition : schema_.descendants(facts.table)) {
    lock(facts, partition, LockMode::share_row_exclusive);
  }
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

void FactBuilder::operator()(const sql::AlterEnum& o) {
  StatementFacts& facts = add(o.renamed.empty() ? "add_enum_value" : "rename_enum_value");
  facts.type = schema_.resolve_type(o.type);
  facts.object = o.renamed.empty() ? o.value : o.renamed;
  facts.new_name = o.value;
  facts.new_table = context_.transaction.is_new(type_key(facts.type));
  const bool added = context_.transaction.is_own(label_key(facts.type, facts.object));
  facts.own_object = ternary(added || context_.transaction.is_own(type_key(facts.type)));
}

// A domain's new constraint is checked in every table that uses the domain.
void FactBuilder::operator()(const sql::AlterDomain& o) {
  StatementFacts& facts = add(kind_of(o));
  facts.type = schema_.resolve_type(o.domain);
  facts.constraint = o.name;
  facts.not_valid = o.constraint && o.constraint->not_valid;
  if (o.constraint) note_check(facts, *o.constraint);
  facts.steps = domain_steps(facts, o);
  using Kind = sql::AlterDomain::Kind;
  const SchemaType* domain = schema_.type(facts.type);
  // VALIDATE CONSTRAINT does not ask whether the constraint is valid already.
  const bool checks = (o.kind == Kind::add_constraint && !facts.not_valid) ||
                      (o.kind == Kind::set_not_null && (domain == nullptr || !domain->not_null)) ||
                      o.kind == Kind::validate_constraint;
  if (!checks) return;
  may_fail(facts, RowFailure::depends);
  facts.domain_in_use =
      domain != nullptr && domain->certain && !schema_.opaque() ? Ternary::no : Ternary::unknown;
  for (const std::string& table : tables_with_domain(facts.type)) {
    lock(facts, table, LockMode::share, ternary(has_storage(table)));
    if (context_.transaction.is_new(table)) continue;
    if (facts.domain_in_use != Ternary::yes) facts.table = table;
    facts.domain_in_use = Ternary::yes;
  }
}

// Tables and materialized views with columns of the domain, or of a domain over it. Those without
// rows of their own are let go at once. Source: get_rels_with_domain in PostgreSQL's
// src/backend/commands/typecmds.c.
std::vector<std::string> FactBuilder::tables_with_domain(const std::string& domain) const {
  std::vector<std::string> tables = schema_.tables_using_type(domain);
  std::erase_if(tables, [&](const std::string& table) { return !has_storage(table); });
  for (const auto& [name, type] : schema_.types().all()) {
    const bool over = type->kind == SchemaType::Kind::domain && name != domain &&
                      schema_.resolve_type(type->base.name) == domain;
    if (!over) continue;
    for (const std::string& table : tables_with_domain(name)) tables.push_back(table);
  }
  return tables;
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
    StatementFacts& facts =
        add("change_owner", schema_.resolve(o.object), LockMode::access_exclusive);
    owns(facts, facts.table);
    return;
  }
  StatementFacts& facts = add("change_owner");
  const std::string type = schema_.resolve_type(o.object);
  const SchemaType* known = o.kind == Kind::type ? schema_.type(type) : nullptr;
  if (known != nullptr && known->kind == SchemaType::Kind::composite) {
    lock(facts, type, LockMode::access_exclusive);
  }
}

void FactBuilder::operator()(const sql::Publication& o) {
  StatementFacts& facts = add("publication");
  for (const sql::Name& table : o.tables) {
    lock(facts, schema_.resolve(table), LockMode::share_update_exclusive);
  }
  if (o.replaces) facts.locks_complete = false;  // which tables it had is not kept
}

}  // namespace migcheck
