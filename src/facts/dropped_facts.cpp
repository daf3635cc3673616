#include <algorithm>

#include "facts/builder.h"
#include "facts/check_expression.h"
#include "facts/index_details.h"
#include "facts/safe_form.h"
#include "schema/render.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

const char* kind_words(Kind kind) {
  switch (kind) {
    case Kind::not_null:
      return "not-null constraint";
    case Kind::check:
      return "check";
    case Kind::primary_key:
      return "primary key";
    case Kind::unique:
      return "unique constraint";
    case Kind::exclusion:
      return "exclusion constraint";
    case Kind::foreign_key:
      break;
  }
  return "foreign key";
}

// As ADD takes it, without NOT VALID.
std::string definition_of(const StatementFacts& facts, const sql::Constraint& constraint) {
  SchemaConstraint made;
  made.kind = constraint.kind;
  made.name = constraint_name(facts);
  made.columns = constraint.columns;
  made.check = constraint.check;
  made.no_inherit = constraint.no_inherit;
  made.references = facts.referenced;
  made.referenced_columns = constraint.referenced_columns;
  made.on_delete = constraint.on_delete;
  made.on_update = constraint.on_update;
  made.match = constraint.match;
  made.set_columns = constraint.set_columns;
  made.deferrable = constraint.deferrable;
  made.initially_deferred = constraint.initially_deferred;
  return rendered_constraint(made, nullptr);
}

}  // namespace

void FactBuilder::describe_constraint(StatementFacts& facts, const sql::Constraint& constraint) {
  facts.alone = !facts.inlined && alter_->actions.size() == 1;
  note_check(facts, constraint);
  const std::string& table = facts.table;
  const Relation* relation = schema_.relation(table);
  const bool key = constraint.kind == Kind::primary_key || constraint.kind == Kind::unique;
  if (constraint.kind == Kind::foreign_key) {
    facts.referenced = schema_.resolve(constraint.references);
    note_foreign_key(facts, constraint);
  }
  if (constraint.kind == Kind::foreign_key || constraint.kind == Kind::check) {
    facts.definition = definition_of(facts, constraint);
  }
  if (constraint.check) facts.checked_column = not_null_column(*constraint.check);
  if (!key || facts.using_index) return;
  if (constraint.kind == Kind::unique) {
    facts.index_details.equal = index_of_same_key(constraint, table, schema_, context_.outline);
  }
  if (relation == nullptr || relation->kind != Relation::Kind::partitioned) return;
  facts.key_lacks = lacking_in_key(relation->partition_key, constraint.columns);
}

void FactBuilder::describe_dropped(StatementFacts& facts, const SchemaConstraint& constraint) {
  facts.constraint_kind = kind_words(constraint.kind);
  facts.columns = constraint.columns;
  if (constraint.kind == Kind::primary_key) note_primary_key(facts, constraint.columns);
  if (context_.outline == nullptr) return;
  const ScriptOutline& outline = *context_.outline;
  facts.replaced =
      outline.added_constraints.contains(constraint_key(facts.table, constraint.name)) ||
      outline.added_constraints.contains(
          same_constraint_key(facts.table, constraint.kind, constraint.columns));
  facts.goes_anyway = outline.dropped_tables.contains(facts.table) ||
                      std::ranges::any_of(constraint.columns, [&](const std::string& column) {
                        return outline.dropped_columns.contains(column_key(facts.table, column));
                      });
}

// The foreign keys of its table, and those to it, whose other end is locked as well. `facts` is the
// last part that was made.
void FactBuilder::note_other_ends(StatementFacts& facts) const {
  const Relation* relation = schema_.relation(facts.table);
  if (relation == nullptr) return;
  std::vector<std::string> ends = schema_.referencing(facts.table);
  for (const SchemaConstraint& constraint : relation->constraints) {
    if (!constraint.references.empty()) ends.push_back(constraint.references);
  }
  for (const RelationLock& lock : facts.locks) {
    const bool other = lock.relation != facts.table && is_heavy(lock.mode) &&
                       std::ranges::find(ends, lock.relation) != ends.end();
    if (other && !is_told(lock.relation)) facts.other_ends.push_back(lock.relation);
  }
}

// Nobody has to be told of a lock on what is new, or goes as well, or is locked already: by an
// earlier statement, or by an earlier part of this one.
bool FactBuilder::is_told(const std::string& table) const {
  const ScriptOutline* outline = context_.outline;
  if (context_.transaction.is_new(table) || is_held(table, LockMode::access_exclusive)) return true;
  if (outline != nullptr && outline->dropped_tables.contains(table)) return true;
  return std::ranges::any_of(made_, [&](const StatementFacts& part) {
    return std::ranges::find(part.other_ends, table) != part.other_ends.end();
  });
}

// Whether the table is left without a primary key, with which its rows are replicated.
void FactBuilder::note_primary_key(StatementFacts& facts,
                                   const std::vector<std::string>& columns) const {
  const Relation* relation = schema_.relation(facts.table);
  if (relation == nullptr || !relation->replica_identity.empty()) return;
  if (relation->persistence != sql::Persistence::permanent) return;
  const bool part = std::ranges::any_of(relation->constraints, [&](const SchemaConstraint& key) {
    const auto contains = [&](const std::string& column) {
      return std::ranges::find(key.columns, column) != key.columns.end();
    };
    return key.kind == Kind::primary_key && std::ranges::any_of(columns, contains);
  });
  const ScriptOutline* outline = context_.outline;
  const bool stays = outline != nullptr && (outline->dropped_tables.contains(facts.table) ||
                                            outline->added_constraints.contains(same_constraint_key(
                                                facts.table, Kind::primary_key, {})));
  facts.loses_primary_key = part && !stays;
}

// PostgreSQL does not drop an index that a constraint or a partitioned index needs, not even with
// CASCADE. Source: findDependentObjects in src/backend/catalog/dependency.c.
void FactBuilder::require_index(StatementFacts& facts, const SchemaIndex& index) const {
  if (!index.certain) return;
  if (!index.constraint.empty()) {
    facts.required_by = "constraint " + index.constraint;
    facts.steps = {"ALTER TABLE " + rendered_name(index.table) + " DROP CONSTRAINT " +
                   sql::quoted(index.constraint)};
  } else if (!index.parent.empty()) {
    facts.required_by = "index " + index.parent;
    facts.steps = {"DROP INDEX " + rendered_name(index.parent)};
  }
}

void FactBuilder::operator()(const sql::SetVariable& o) {
  StatementFacts& facts = add("set_variable");
  facts.setting = o.name;
  if (o.values.size() == 1 && !o.reset) facts.setting_value = o.values.front();
}

}  // namespace migcheck
