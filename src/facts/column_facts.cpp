#include <algorithm>
#include <set>
#include <string_view>

#include "facts/builder.h"
#include "facts/implication.h"
#include "schema/is_there.h"
#include "schema/render.h"
#include "sql/builtin_types.h"

namespace migcheck {

namespace {

using Kind = sql::AlterAction::Kind;

bool is_serial(const sql::TypeName& type) {
  return type.name.schema.empty() && type.name.name.find("serial") != std::string::npos;
}

// Types of extensions that databases often have without the history's doing.
bool is_of_extension(const std::string& name) {
  static const std::set<std::string_view> names = {
      "citext", "cube",      "geography", "geometry", "halfvec",   "hstore", "lquery",
      "ltree",  "ltxtquery", "raster",    "seg",      "sparsevec", "vector"};
  return names.contains(name);
}

// Whether the history makes all its tables and types itself, and not this one. An extension may
// bring any type along.
bool is_missing(const sql::TypeName& type, const std::string& table, const Schema& schema) {
  if (!type.name.schema.empty() || !type.column.empty() || is_of_extension(type.name.name)) {
    return false;
  }
  if (schema.opaque() || sql::is_builtin_type(type.name.name)) return false;
  const Relation* known = schema.relation(table);
  if (known == nullptr || !known->complete || !schema.is_certain(table)) return false;
  if (schema.has_extension()) return false;
  return schema.type(schema.resolve_type(type.name)) == nullptr &&
         schema.relation(schema.resolve(type.name)) == nullptr;
}

bool is_null(const sql::Column& column) {
  return !column.default_value || column.default_value->kind == sql::Expression::Kind::null;
}

bool is_key(const sql::Constraint& constraint) {
  return constraint.kind == sql::Constraint::Kind::primary_key;
}

}  // namespace

Volatility FactBuilder::volatility(const sql::Expression& expression) const {
  return volatility_of(expression, schema_, context_.pg_version);
}

void FactBuilder::describe_column(StatementFacts& facts, const sql::Column& column) {
  facts.column = column.name;
  facts.type = to_string(column.type);
  facts.type_missing = !is_serial(column.type) && is_missing(column.type, facts.table, schema_);
  facts.not_null = column.not_null;
  facts.stored_generated = column.generated == sql::Column::Generated::stored;
  facts.fills_itself = is_serial(column.type) || column.identity != sql::Column::Identity::none ||
                       column.generated != sql::Column::Generated::no;
  if (!is_null(column)) {
    facts.has_default = true;
    facts.default_text = to_string(*column.default_value);
    const Volatility volatility = this->volatility(*column.default_value);
    facts.volatile_default = volatility.is_volatile;
    facts.culprit = volatility.culprit;
    if (facts.volatile_default == Ternary::no) return;
    const std::string alter = "ALTER TABLE " + rendered_name(facts.table) + " ";
    const std::string name = sql::quoted(column.name);
    facts.steps = {alter + "ADD COLUMN " + name + " " + rendered_type(column.type),
                   alter + "ALTER COLUMN " + name + " SET DEFAULT " +
                       rendered_default(column.default_value->sql)};
  }
}

void FactBuilder::add_column(const sql::AlterAction& action) {
  const sql::Column& column = *action.column;
  const bool dropped = std::ranges::any_of(alter_->actions, [&](const sql::AlterAction& other) {
    return other.kind == Kind::drop_column && other.name == column.name;
  });
  const Ternary there = dropped ? Ternary::no : is_there(targets_.front(), column.name, schema_);
  const bool exists = action.if_not_exists && there != Ternary::no;
  StatementFacts& facts =
      add_action("add_column", LockMode::access_exclusive, exists ? Reach::own : Reach::all);
  describe_column(facts, column);
  facts.exists = there;
  facts.guarded = action.if_not_exists;
  if (exists) return;
  const bool empty = !facts.has_default && !facts.fills_itself;
  const bool key = std::any_of(column.constraints.begin(), column.constraints.end(), is_key);
  if (empty && (facts.not_null || key)) may_fail(facts, RowFailure::yes);
  if (const SchemaType* type = schema_.type(schema_.resolve_type(column.type.name))) {
    facts.constrained_domain = ternary(type->constrained);
    if (type->kind == SchemaType::Kind::domain && type->constrained) {
      if (type->not_null && empty) may_fail(facts, RowFailure::yes);
      may_fail(facts, RowFailure::depends);
      facts.fills_itself = true;
    }
  }
  if (facts.stored_generated) may_fail(facts, RowFailure::depends);
  const bool always = is_serial(column.type) || column.identity != sql::Column::Identity::none ||
                      facts.stored_generated || facts.constrained_domain == Ternary::yes;
  rewrites_targets(facts, always ? Ternary::yes : facts.volatile_default);
  if (facts.has_default) uses_sequences(facts, *column.default_value);
  for (const sql::Constraint& constraint : column.constraints) {
    add_constraint(constraint, &column);
  }
}

void FactBuilder::drop_column(const sql::AlterAction& action) {
  const std::string& table = targets_.front();
  StatementFacts& facts = add("drop_column", table, LockMode::access_exclusive);
  facts.column = action.name;
  facts.cascade = action.cascade;
  const SchemaColumn* known = schema_.column(table, action.name);
  facts.own_object = own(column_key(table, action.name), known != nullptr);
  if (known != nullptr) facts.type = to_string(known->type);
  const Relation* relation = schema_.relation(table);
  if (action.if_exists && known == nullptr && relation != nullptr && relation->complete) return;
  if (known != nullptr) facts.required = is_required(table, *known);
  facts.column_references = referenced_by(table, action.name);
  drops(facts, {}, [&](Deletion& deletion) {
    for (const std::string& target : targets_) deletion.column(target, action.name);
  });
  note_other_ends(facts);
  note_primary_key(facts, {action.name});
  // With ONLY the children keep the column, as their own.
  if (!alter_->only || relation == nullptr) return;
  for (const std::string& child : relation->children) {
    lock(facts, child, LockMode::access_exclusive);
  }
}

// What proves first that the column has no nulls. From PostgreSQL 18 on the constraint itself may
// be NOT VALID; before, a CHECK is, which goes when it has served.
std::vector<std::string> FactBuilder::not_null_steps(const std::string& table,
                                                     const std::string& column) const {
  const std::string alter = "ALTER TABLE " + rendered_name(table) + " ";
  const std::string name = sql::quoted(column + "_not_null");
  const std::string quoted = sql::quoted(column);
  if (context_.pg_version >= 18) {
    return {alter + "ADD CONSTRAINT " + name + " NOT NULL " + quoted + " NOT VALID",
            alter + "VALIDATE CONSTRAINT " + name};
  }
  return {alter + "ADD CONSTRAINT " + name + " CHECK (" + quoted + " IS NOT NULL) NOT VALID",
          alter + "VALIDATE CONSTRAINT " + name, alter + "ALTER COLUMN " + quoted + " SET NOT NULL",
          alter + "DROP CONSTRAINT " + name};
}

void FactBuilder::set_not_null(const sql::AlterTable& o, const sql::AlterAction& action) {
  StatementFacts& facts = add_action("set_not_null", LockMode::access_exclusive, Reach::all);
  facts.column = action.name;
  facts.steps = not_null_steps(facts.table, action.name);
  std::vector<std::string> dropped;
  for (const sql::AlterAction& other : o.actions) {
    if (other.kind == Kind::drop_constraint) dropped.push_back(other.name);
  }
  for (const std::string& target : targets_) {
    if (!has_storage(target)) continue;
    const Ternary scan = opposite(never_null(target, action.name, dropped, schema_));
    lock(facts, target, LockMode::access_share, scan);
    if (scan != Ternary::no) may_fail(facts, RowFailure::depends);
  }
}

}  // namespace migcheck
