#include <algorithm>

#include "facts/builder.h"
#include "facts/type_change.h"
#include "facts/volatility.h"

namespace migcheck {

namespace {

using Kind = sql::AlterAction::Kind;

bool is_serial(const sql::TypeName& type) {
  return type.name.schema.empty() && type.name.name.find("serial") != std::string::npos;
}

// Storage parameters whose change needs more than SHARE UPDATE EXCLUSIVE.
// Source: the lock modes in PostgreSQL's src/backend/access/common/reloptions.c.
bool needs_exclusive(const std::string& option) {
  return option == "user_catalog_table" || option == "fastupdate" || option == "autosummarize" ||
         option == "pages_per_range" || option == "buffering" ||
         option == "gin_pending_list_limit" || option == "security_barrier" ||
         option == "security_invoker" || option == "check_option";
}

struct Row {
  Kind kind;
  const char* name;
  LockMode mode;
};

// Actions that only take their lock. Source: PostgreSQL documentation, ALTER TABLE, and
// AlterTableGetLockLevel.
constexpr Row plain_actions[] = {
    {Kind::set_default, "set_default", LockMode::access_exclusive},
    {Kind::drop_default, "drop_default", LockMode::access_exclusive},
    {Kind::drop_not_null, "drop_not_null", LockMode::access_exclusive},
    {Kind::drop_expression, "drop_expression", LockMode::access_exclusive},
    {Kind::add_identity, "add_identity", LockMode::access_exclusive},
    {Kind::set_identity, "set_identity", LockMode::access_exclusive},
    {Kind::drop_identity, "drop_identity", LockMode::access_exclusive},
    {Kind::set_statistics, "set_statistics", LockMode::share_update_exclusive},
    {Kind::set_column_options, "set_column_options", LockMode::share_update_exclusive},
    {Kind::set_storage, "set_storage", LockMode::access_exclusive},
    {Kind::set_compression, "set_compression", LockMode::access_exclusive},
    {Kind::alter_constraint, "alter_constraint", LockMode::access_exclusive},
    {Kind::no_inherit, "no_inherit", LockMode::access_exclusive},
    {Kind::switch_trigger, "switch_trigger", LockMode::share_row_exclusive},
    {Kind::switch_rule, "switch_rule", LockMode::access_exclusive},
    {Kind::row_security, "row_security", LockMode::access_exclusive},
    {Kind::replica_identity, "replica_identity", LockMode::access_exclusive},
    {Kind::owner, "change_owner", LockMode::access_exclusive},
    {Kind::of_type, "of_type", LockMode::access_exclusive},
    {Kind::set_without_cluster, "set_without_cluster", LockMode::share_update_exclusive},
    {Kind::other, "alter_table", LockMode::access_exclusive},
};

const char* add_kind(sql::Constraint::Kind kind) {
  switch (kind) {
    case sql::Constraint::Kind::not_null:
      return "add_not_null";
    case sql::Constraint::Kind::check:
      return "add_check";
    case sql::Constraint::Kind::primary_key:
      return "add_primary_key";
    case sql::Constraint::Kind::unique:
      return "add_unique";
    case sql::Constraint::Kind::exclusion:
      return "add_exclusion";
    case sql::Constraint::Kind::foreign_key:
      break;
  }
  return "add_foreign_key";
}

}  // namespace

void FactBuilder::operator()(const sql::AlterTable& o) {
  if (o.kind == sql::ObjectKind::type) {  // of a composite type
    add("alter_composite_type");
    return;
  }
  if (o.kind == sql::ObjectKind::index) {
    alter_index(o);
    return;
  }
  const std::string table = schema_.resolve(o.table);
  for (const sql::AlterAction& action : o.actions) {
    const std::size_t first = made_.size();
    alter(table, o, action);
    for (std::size_t i = first; i < made_.size(); ++i) lock_descendants(made_[i], o);
  }
}

// ALTER TABLE reaches the partitions and the inheriting tables too.
void FactBuilder::lock_descendants(StatementFacts& facts, const sql::AlterTable& o) {
  static const std::vector<std::string> recursive = {
      "add_column",      "drop_column", "alter_type",     "set_not_null",
      "drop_not_null",   "set_default", "drop_default",   "add_check",
      "drop_constraint", "add_unique",  "add_primary_key"};
  if (o.only || facts.locks.empty()) return;
  if (std::find(recursive.begin(), recursive.end(), facts.kind) == recursive.end()) return;
  const RelationLock own = facts.locks.front();
  const Relation* relation = schema_.relation(facts.table);
  const bool partitioned = relation != nullptr && relation->kind == Relation::Kind::partitioned;
  for (const std::string& child : schema_.descendants(facts.table)) {
    lock(facts, child, own.mode, own.scan, own.rewrite);
  }
  // The partitioned table itself holds no rows.
  if (partitioned) facts.locks.front().scan = facts.locks.front().rewrite = Ternary::no;
}

void FactBuilder::alter_index(const sql::AlterTable& o) {
  const std::string index = schema_.resolve(o.table);
  for (const sql::AlterAction& action : o.actions) {
    const bool weak = action.kind == Kind::set_options || action.kind == Kind::set_statistics ||
                      action.kind == Kind::attach_partition;
    StatementFacts& facts = add(
        "alter_index", index, weak ? LockMode::share_update_exclusive : LockMode::access_exclusive);
    facts.index = index;
    if (action.kind == Kind::attach_partition) {
      lock(facts, schema_.resolve(action.other), LockMode::access_exclusive);
    }
  }
}

void FactBuilder::alter(const std::string& table, const sql::AlterTable& o,
                        const sql::AlterAction& action) {
  switch (action.kind) {
    case Kind::add_column:
      add_column(table, *action.column);
      return;
    case Kind::drop_column:
      drop_column(table, action);
      return;
    case Kind::set_type:
      set_type(table, action);
      return;
    case Kind::set_not_null:
      set_not_null(table, o, action);
      return;
    case Kind::set_expression:
      rewrites(add("set_expression", table, LockMode::access_exclusive), Ternary::yes);
      return;
    case Kind::add_constraint:
      add_constraint(table, *action.constraint, nullptr);
      return;
    case Kind::drop_constraint:
      drop_constraint(table, action);
      return;
    case Kind::validate_constraint:
      validate(table, action.name);
      return;
    case Kind::attach_partition:
      attach(table, action);
      return;
    case Kind::detach_partition:
      detach(table, action);
      return;
    case Kind::inherit: {
      StatementFacts& facts = add("inherit", table, LockMode::access_exclusive);
      lock(facts, schema_.resolve(action.other), LockMode::share_update_exclusive);
      return;
    }
    case Kind::set_options:
    case Kind::set_logged:
    case Kind::set_unlogged:
    case Kind::set_access_method:
    case Kind::set_tablespace:
    case Kind::cluster_on:
      alter_storage(table, action);
      return;
    default:
      break;
  }
  for (const Row& row : plain_actions) {
    if (row.kind == action.kind) add(row.name, table, row.mode).column = action.name;
  }
}

void FactBuilder::alter_storage(const std::string& table, const sql::AlterAction& action) {
  const Relation* relation = schema_.relation(table);
  switch (action.kind) {
    case Kind::set_options: {
      const bool strong =
          std::any_of(action.options.begin(), action.options.end(), needs_exclusive);
      add("set_options", table,
          strong ? LockMode::access_exclusive : LockMode::share_update_exclusive);
      return;
    }
    case Kind::set_logged:
    case Kind::set_unlogged: {
      const bool unlogged =
          relation != nullptr && relation->persistence == sql::Persistence::unlogged;
      const bool changes = unlogged == (action.kind == Kind::set_logged);
      StatementFacts& facts = add(action.kind == Kind::set_logged ? "set_logged" : "set_unlogged",
                                  table, LockMode::access_exclusive);
      rewrites(facts,
               relation == nullptr || !relation->complete ? Ternary::unknown : ternary(changes));
      return;
    }
    case Kind::set_access_method:
      rewrites(add("set_access_method", table, LockMode::access_exclusive),
               action.name == "heap" ? Ternary::no : Ternary::yes);
      return;
    case Kind::set_tablespace:
      rewrites(add("set_tablespace", table, LockMode::access_exclusive),
               action.name == "pg_default" ? Ternary::no : Ternary::unknown);
      return;
    default: {
      StatementFacts& facts = add("cluster_on", table, LockMode::share_update_exclusive);
      const sql::Name place = unqualified(table);
      lock(facts, place.schema + "." + action.name, LockMode::share_update_exclusive);
    }
  }
}

void FactBuilder::add_column(const std::string& table, const sql::Column& column) {
  StatementFacts& facts = add("add_column", table, LockMode::access_exclusive);
  facts.column = column.name;
  facts.type = to_string(column.type);
  facts.not_null = column.not_null;
  facts.stored_generated = column.generated == sql::Column::Generated::stored;
  facts.fills_itself = is_serial(column.type) || column.identity != sql::Column::Identity::none ||
                       column.generated != sql::Column::Generated::no;
  if (column.default_value && column.default_value->kind != sql::Expression::Kind::null) {
    facts.has_default = true;
    facts.default_text = to_string(*column.default_value);
    const Volatility volatility = volatility_of(*column.default_value, schema_);
    facts.volatile_default = volatility.is_volatile;
    facts.culprit = volatility.culprit;
  }
  if (const SchemaType* type = schema_.type(schema_.resolve_type(column.type.name))) {
    facts.constrained_domain = ternary(type->constrained);
    if (type->kind == SchemaType::Kind::domain && type->constrained) facts.fills_itself = true;
  }
  const bool always = is_serial(column.type) || column.identity != sql::Column::Identity::none ||
                      facts.stored_generated || facts.constrained_domain == Ternary::yes;
  rewrites(facts, always ? Ternary::yes : facts.volatile_default);
  for (const sql::Constraint& constraint : column.constraints) {
    add_constraint(table, constraint, &column);
  }
}

void FactBuilder::add_constraint(const std::string& table, const sql::Constraint& constraint,
                                 const sql::Column* column) {
  const bool foreign = constraint.kind == sql::Constraint::Kind::foreign_key;
  // Written with its column it comes under the column's lock.
  const bool weak = foreign && column == nullptr;
  StatementFacts& facts = add(add_kind(constraint.kind), table,
                              weak ? LockMode::share_row_exclusive : LockMode::access_exclusive);
  facts.constraint = constraint.name;
  facts.columns = constraint.columns;
  facts.not_valid = constraint.not_valid;
  facts.using_index = !constraint.using_index.empty();
  facts.index = constraint.using_index;
  facts.inlined = column != nullptr;
  if (column != nullptr) facts.column = column->name;
  if (foreign) {
    add_foreign_key(facts, constraint, column);
  } else if (!facts.using_index) {
    scans(facts, ternary(!facts.not_valid));
  } else if (constraint.kind == sql::Constraint::Kind::primary_key) {
    // The columns become NOT NULL, which is checked where it is not known already.
    const SchemaIndex* index =
        schema_.index(unqualified(table).schema + "." + constraint.using_index);
    if (index == nullptr) {
      scans(facts, Ternary::unknown);
      return;
    }
    facts.columns = index->columns;
    for (const std::string& key : index->columns) {
      const Ternary proven = schema_.never_null(table, key, {});
      scans(facts, proven == Ternary::yes  ? Ternary::no
                   : proven == Ternary::no ? Ternary::yes
                                           : Ternary::unknown);
    }
  }
}

void FactBuilder::add_foreign_key(StatementFacts& facts, const sql::Constraint& constraint,
                                  const sql::Column* column) {
  facts.referenced = schema_.resolve(constraint.references);
  // A column that is added without a DEFAULT clause holds only nulls: there is nothing to check.
  const bool checks = column != nullptr ? column->has_default : !constraint.not_valid;
  scans(facts, ternary(checks));
  // A default that is NULL leaves nothing to look up in the referenced table.
  const bool looks_up =
      checks &&
      (column == nullptr || facts.has_default ||
       (column->default_value && column->default_value->kind != sql::Expression::Kind::null));
  lock(facts, facts.referenced, LockMode::share_row_exclusive, ternary(looks_up));
}

void FactBuilder::drop_column(const std::string& table, const sql::AlterAction& action) {
  StatementFacts& facts = add("drop_column", table, LockMode::access_exclusive);
  facts.column = action.name;
  facts.cascade = action.cascade;
  const SchemaColumn* known = schema_.column(table, action.name);
  facts.own_object = own(column_key(table, action.name), known != nullptr);
  if (known != nullptr) facts.type = to_string(known->type);
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return;
  for (const SchemaConstraint& constraint : relation->constraints) {
    const bool contains = std::find(constraint.columns.begin(), constraint.columns.end(),
                                    action.name) != constraint.columns.end();
    if (contains) lock(facts, constraint.references, LockMode::access_exclusive);
  }
}

void FactBuilder::drop_constraint(const std::string& table, const sql::AlterAction& action) {
  StatementFacts& facts = add("drop_constraint", table, LockMode::access_exclusive);
  facts.constraint = action.name;
  facts.cascade = action.cascade;
  const Relation* relation = schema_.relation(table);
  const SchemaConstraint* known = relation == nullptr ? nullptr : relation->constraint(action.name);
  facts.own_object = own(constraint_key(table, action.name), known != nullptr);
  if (known == nullptr) return;
  facts.referenced = known->references;
  lock(facts, known->references, LockMode::access_exclusive);
}

void FactBuilder::validate(const std::string& table, const std::string& constraint) {
  StatementFacts& facts = add("validate_constraint", table, LockMode::share_update_exclusive);
  facts.constraint = constraint;
  const Relation* relation = schema_.relation(table);
  const SchemaConstraint* known = relation == nullptr ? nullptr : relation->constraint(constraint);
  scans(facts, known != nullptr && known->valid ? Ternary::no : Ternary::yes);
  if (known == nullptr || known->references.empty()) return;
  facts.referenced = known->references;
  lock(facts, known->references, LockMode::row_share, ternary(!known->valid));
}

void FactBuilder::set_type(const std::string& table, const sql::AlterAction& action) {
  StatementFacts& facts = add("alter_type", table, LockMode::access_exclusive);
  facts.column = action.name;
  facts.type = to_string(*action.type);
  const SchemaColumn* column = schema_.column(table, action.name);
  if (column != nullptr) facts.old_type = to_string(column->type);
  const Ternary rewrite = migcheck::rewrites(
      {column, *action.type, action.name, action.expression ? &*action.expression : nullptr,
       context_.transaction.time_zone()},
      schema_);
  rewrites(facts, rewrite);
  if (rewrite != Ternary::no || (column != nullptr && column->type == *action.type)) return;
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return;
  // Checks of the column are verified again, and its indexes built again under another collation.
  for (const SchemaConstraint& constraint : relation->constraints) {
    if (constraint.valid && constraint.check && mentions(*constraint.check, action.name)) {
      scans(facts, Ternary::yes);
    }
  }
}

void FactBuilder::set_not_null(const std::string& table, const sql::AlterTable& o,
                               const sql::AlterAction& action) {
  StatementFacts& facts = add("set_not_null", table, LockMode::access_exclusive);
  facts.column = action.name;
  std::vector<std::string> dropped;
  for (const sql::AlterAction& other : o.actions) {
    if (other.kind == Kind::drop_constraint) dropped.push_back(other.name);
  }
  switch (schema_.never_null(table, action.name, dropped)) {
    case Ternary::yes:
      break;
    case Ternary::no:
      scans(facts, Ternary::yes);
      break;
    case Ternary::unknown:
      scans(facts, Ternary::unknown);
      break;
  }
}

void FactBuilder::attach(const std::string& table, const sql::AlterAction& action) {
  StatementFacts& facts = add("attach_partition", table, LockMode::share_update_exclusive);
  facts.object = schema_.resolve(action.other);
  const Relation* child = schema_.relation(facts.object);
  // A valid check may imply the bounds; whether it does is not looked into.
  const bool checked =
      child == nullptr || std::any_of(child->constraints.begin(), child->constraints.end(),
                                      [](const SchemaConstraint& c) { return c.check && c.valid; });
  lock(facts, facts.object, LockMode::access_exclusive, checked ? Ternary::unknown : Ternary::yes);
  lock_default_partition(facts, table, Ternary::yes);
}

void FactBuilder::detach(const std::string& table, const sql::AlterAction& action) {
  const bool weak = action.concurrently || action.finalize;
  StatementFacts& facts = add("detach_partition", table,
                              weak ? LockMode::share_update_exclusive : LockMode::access_exclusive);
  facts.object = schema_.resolve(action.other);
  facts.concurrently = facts.fails_in_transaction = action.concurrently;
  lock(facts, facts.object, LockMode::access_exclusive);
  if (!weak) lock_default_partition(facts, table, Ternary::no);
}

}  // namespace migcheck
