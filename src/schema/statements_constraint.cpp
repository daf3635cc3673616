#include <algorithm>

#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

bool makes_index(const SchemaConstraint& constraint) {
  return constraint.kind == Kind::primary_key || constraint.kind == Kind::unique ||
         constraint.kind == Kind::exclusion;
}

std::string alter(const Relation& relation) {
  return "ALTER " + kind_words(relation) + " " + rendered_name(relation.name);
}

int rank_of(const SchemaConstraint& constraint) {
  if (constraint.kind == Kind::foreign_key) return rank_add_foreign_key;
  return makes_index(constraint) ? rank_add_key : rank_add_check;
}

}  // namespace

std::string constraint_definition(const Schema& schema, const SchemaConstraint& constraint) {
  return rendered_constraint(constraint, schema.index(constraint.index));
}

Keys Planner::keys_of_constraint(const Mentions& mentions, const Schema& schema,
                                 const Relation& table, const SchemaConstraint& constraint) const {
  Keys keys;
  for (const std::string& column : constraint.columns) {
    keys.push_back(column_node(table.name, column));
  }
  if (constraint.check) append(keys, mentions.in(constraint.check->sql));
  if (const SchemaIndex* index = schema.index(constraint.index)) {
    append(keys, keys_of_index(mentions, schema, *index));
  }
  if (constraint.references.empty()) return keys;
  if (constraint.references != table.name) keys.push_back(relation_key(constraint.references));
  keys.push_back(unique_keys_key(constraint.references));
  for (const std::string& column : constraint.referenced_columns) {
    keys.push_back(column_node(constraint.references, column));
  }
  return keys;
}

// ADD CONSTRAINT on the parent has made it here, or will.
bool Planner::comes_from_parent(const Relation& table, const SchemaConstraint& constraint) const {
  if (constraint.local) return false;
  if (constraint.kind == Kind::foreign_key) {
    // One of another name was there before the partition was attached.
    const auto named = [&](const std::string& parent) {
      const Relation* known = to_.relation(parent);
      return known == nullptr || known->constraint(constraint.name) != nullptr;
    };
    return !table.is_partition() || !kept_parents(table.name).empty() ||
           std::any_of(table.parents.begin(), table.parents.end(), named);
  }
  if (makes_index(constraint)) return false;
  const std::vector<const Relation*> parents = kept_parents(table.name);
  const auto has = [&](const Relation* parent) {
    return parent->constraint(constraint.name) != nullptr;
  };
  const bool made_with_parents = from_.relation(table.name) == nullptr && !table.is_partition();
  const auto will_have = [&](const std::string& name) {
    return to_.relation(name) != nullptr && has(to_.relation(name));
  };
  if (made_with_parents) return std::ranges::any_of(table.parents, will_have);
  return std::any_of(parents.begin(), parents.end(), has);
}

bool Planner::goes_with_parent(const Relation& table, const SchemaConstraint& constraint) const {
  if (constraint.local) return false;
  const std::vector<const Relation*> parents = kept_parents(table.name);
  return std::any_of(parents.begin(), parents.end(), [&](const Relation* parent) {
    const auto goes = [&](const SchemaConstraint& other) {
      const bool same = constraint.kind == Kind::check || constraint.kind == Kind::foreign_key
                            ? other.name == constraint.name
                            : other.kind == constraint.kind && other.columns == constraint.columns;
      return same && !stays_in_children(*parent, other) &&
             (parent->constraint(other.name) == nullptr ||
              recreated(constraint_node(parent->name, other.name)));
    };
    const std::vector<SchemaConstraint>& known = from_.relation(parent->name)->constraints;
    return std::any_of(known.begin(), known.end(), goes);
  });
}

void Planner::constraints(const Relation& before, const Relation& after) {
  for (const SchemaConstraint& old : before.constraints) {
    constraint(before, after, &old, after.constraint(old.name));
  }
  for (const SchemaConstraint& made : after.constraints) {
    if (before.constraint(made.name) == nullptr) constraint(before, after, nullptr, &made);
  }
}

void Planner::constraint(const Relation& before, const Relation& after, const SchemaConstraint* old,
                         const SchemaConstraint* made) {
  const SchemaConstraint& known = made != nullptr ? *made : *old;
  if (known.kind == Kind::not_null) return;
  const std::string key = constraint_node(after.name, known.name);
  if (old != nullptr && made != nullptr && !recreated(key) &&
      alter_constraint(after, *old, *made)) {
    return;
  }
  if (old != nullptr && !goes_with_parent(before, *old)) drop_constraint(before, *old);
  if (made == nullptr || is_left_out(made->references)) return;
  if (!comes_from_parent(after, *made)) add_constraint(after, *made);
  comment("CONSTRAINT " + sql::quoted(made->name) + " ON " + rendered_name(after.name), "",
          made->comment, {key, relation_key(after.name)});
}

// Whether the old one can stay.
bool Planner::alter_constraint(const Relation& table, const SchemaConstraint& before,
                               const SchemaConstraint& after) {
  SchemaConstraint same = before;
  const std::string name = sql::quoted(after.name);
  const bool validated = !before.valid && after.valid;
  const bool foreign_key = after.kind == Kind::foreign_key;
  if (validated) same.valid = true;
  if (foreign_key) {
    same.deferrable = after.deferrable;
    same.initially_deferred = after.initially_deferred;
  }
  const Schema& schema = relation_comes(table.name) ? to_ : from_;
  if (constraint_definition(schema, same) != constraint_definition(to_, after)) return false;
  const std::string key = constraint_node(table.name, after.name);
  if (validated) {
    add(rank_state, alter(table) + " VALIDATE CONSTRAINT " + name).needs = {key};
  }
  const bool deferral = before.deferrable != after.deferrable ||
                        before.initially_deferred != after.initially_deferred;
  if (deferral && foreign_key && after.local) {
    add(rank_alter_table, alter(table) + " ALTER CONSTRAINT " + name +
                              (after.deferrable ? " DEFERRABLE" : " NOT DEFERRABLE") +
                              (after.initially_deferred ? " INITIALLY DEFERRED" : ""));
  }
  comment("CONSTRAINT " + name + " ON " + rendered_name(table.name), before.comment, after.comment,
          {key, relation_key(table.name)});
  return true;
}

void Planner::add_constraint(const Relation& table, const SchemaConstraint& constraint) {
  const SchemaIndex* index = to_.index(constraint.index);
  Step& step =
      add(rank_of(constraint), alter(table) + " ADD " + rendered_constraint(constraint, index));
  step.makes = {constraint_node(table.name, constraint.name)};
  step.needs = keys_of_constraint(after_, to_, table, constraint);
  for (const std::string& column : constraint.columns) {
    step.needs.push_back("value " + column_node(table.name, column));
  }
  for (const std::string& column : constraint.referenced_columns) {
    step.needs.push_back("value " + column_node(constraint.references, column));
  }
  step.needs.push_back(relation_key(table.name));
  if (!makes_index(constraint)) {
    step.makes.push_back("parts " + table.name);
    return;
  }
  append(step.makes, {slot_key(constraint.index), index_key(constraint.index),
                      unique_keys_key(table.name), "parts " + table.name});
  // Those of the partitions first, so that they keep their names.
  for (const std::string& child : table.children)
    step.needs.push_back("keys of partition " + child);
  if (!constraint.local) step.makes.push_back("keys of partition " + table.name);
}

// A constraint goes by itself with a column that is part of it.
void Planner::drop_constraint(const Relation& table, const SchemaConstraint& constraint) {
  const bool kept = to_.relation(table.name) != nullptr &&
                    to_.relation(table.name)->constraint(constraint.name) != nullptr;
  if (!kept && std::any_of(constraint.columns.begin(), constraint.columns.end(),
                           [&](const std::string& c) { return column_goes(table.name, c); })) {
    return;
  }
  const bool foreign_key = constraint.kind == Kind::foreign_key;
  Step& step =
      add(foreign_key ? rank_drop_foreign_key : rank_drop_constraint,
          (stays_in_children(table, constraint) ? "ALTER TABLE ONLY " + rendered_name(table.name)
                                                : alter(table)) +
              " DROP CONSTRAINT " + sql::quoted(constraint.name));
  step.frees = {constraint_node(table.name, constraint.name)};
  step.releases = keys_of_constraint(before_, from_, table, constraint);
  append(step.releases, {relation_key(table.name)});
  for (const std::string& column : constraint.columns) {
    step.releases.push_back("value " + column_node(table.name, column));
  }
  for (const std::string& column : constraint.referenced_columns) {
    step.releases.push_back("value " + column_node(constraint.references, column));
  }
  if (!makes_index(constraint)) return;
  append(step.frees,
         {slot_key(constraint.index), index_key(constraint.index), unique_keys_key(table.name)});
}

}  // namespace migcheck
