#include <algorithm>

#include "core/text.h"
#include "schema/default_privileges.h"
#include "schema/names.h"
#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

std::vector<std::string> column_names(const Relation& relation) {
  std::vector<std::string> names;
  for (const SchemaColumn& column : relation.columns) names.push_back(column.name);
  return names;
}

std::string rendered_list(const std::vector<std::string>& names) {
  std::vector<std::string> rendered;
  for (const std::string& name : names) rendered.push_back(rendered_name(name));
  return join(rendered, ", ");
}

bool makes_index(const SchemaConstraint& constraint) {
  return constraint.kind == Kind::primary_key || constraint.kind == Kind::unique ||
         constraint.kind == Kind::exclusion;
}

// CREATE TABLE merges keys of the same columns, ALTER TABLE does not. Source: PostgreSQL,
// transformIndexConstraints in parse_utilcmd.c.
bool is_repeated(const Relation& table, const SchemaConstraint& constraint) {
  if (constraint.kind != Kind::unique) return false;
  bool is_earlier = true;
  return std::any_of(
      table.constraints.begin(), table.constraints.end(), [&](const SchemaConstraint& other) {
        if (&other == &constraint || other.name == constraint.name) is_earlier = false;
        const bool first =
            other.kind == Kind::primary_key || (other.kind == Kind::unique && is_earlier);
        return first && other.columns == constraint.columns;
      });
}

// What stands behind the list of columns.
std::string table_tail(const Relation& table) {
  std::string text;
  if (table.partition_by) {
    text += " PARTITION BY " + uppercased(table.partition_by->strategy) + " (" +
            rendered_keys(table.partition_by->keys) + ")";
  }
  if (!table.access_method.empty()) text += " USING " + sql::quoted(table.access_method);
  if (!table.server.empty()) text += " SERVER " + sql::quoted(table.server);
  if (!table.options.empty()) {
    const bool foreign = table.kind == Relation::Kind::foreign_table;
    text += foreign ? " OPTIONS (" + rendered_foreign_options(table.options) + ")"
                    : " WITH (" + rendered_options(table.options) + ")";
  }
  return table.tablespace.empty() ? text : text + " TABLESPACE " + sql::quoted(table.tablespace);
}

std::string create_words(const Relation& table) {
  const std::string words = kind_words(table);
  if (table.persistence == sql::Persistence::unlogged) return "CREATE UNLOGGED " + words + " ";
  if (table.persistence == sql::Persistence::temporary) return "CREATE TEMPORARY " + words + " ";
  return "CREATE " + words + " ";
}

}  // namespace

// Partitions are made by themselves and attached, so that they are written out in full; the columns
// of a typed table come from its type.
bool Planner::is_inline(const Relation& table, const SchemaColumn& column) const {
  return table.of_type.empty() && (column.local || table.parents.empty() || table.is_partition());
}

// Foreign keys wait for the other table, NOT VALID ones cannot be said in CREATE TABLE.
bool Planner::is_inline(const Relation& table, const SchemaConstraint& constraint) const {
  if (constraint.kind == Kind::foreign_key || constraint.kind == Kind::not_null) return false;
  if (!constraint.valid || is_repeated(table, constraint)) return false;
  return constraint.local || table.is_partition();
}

Step Planner::table_step(const Relation& table, const std::set<std::string>& left_out) const {
  Step step;
  step.rank = rank_create_table;
  std::vector<std::string> elements;
  for (SchemaColumn column : table.columns) {
    append(step.makes, {column_node(table.name, column.name)});
    if (!is_inline(table, column)) continue;
    if (left_out.contains(default_key(table.name, column.name))) column.default_value.reset();
    if (table.kind != Relation::Kind::foreign_table) column.options.clear();
    const Relation* sequence = to_.relation(column.sequence);
    const auto parent_has_not_null = [&](const std::string& parent) {
      const SchemaColumn* inherited = to_.column(parent, column.name);
      return inherited != nullptr && inherited->not_null;
    };
    if (table.is_partition()) {
      // The identity of a partition's column is its table's.
      if (column.sequence.empty()) column.identity = sql::Column::Identity::none;
    } else if (std::ranges::any_of(table.parents, parent_has_not_null)) {
      column.not_null = false;
    }
    elements.push_back(rendered_column(column, table.name, sequence));
    append(step.needs, keys_of_column(after_, table, column));
    if (column.identity == sql::Column::Identity::none) continue;
    append(step.makes, {relation_key(column.sequence), slot_key(column.sequence)});
  }
  for (const SchemaConstraint& constraint : table.constraints) {
    const std::string key = constraint_node(table.name, constraint.name);
    if (!is_inline(table, constraint) || left_out.contains(key)) continue;
    elements.push_back(rendered_constraint(constraint, to_.index(constraint.index)));
    step.makes.push_back(key);
    append(step.needs, keys_of_constraint(after_, to_, table, constraint));
    if (!makes_index(constraint)) continue;
    append(step.makes,
           {slot_key(constraint.index), index_key(constraint.index), unique_keys_key(table.name)});
  }
  std::string text = create_words(table) + rendered_name(table.name);
  const std::string list = join(elements, ", ");
  if (!table.of_type.empty()) {
    text += " OF " + rendered_name(table.of_type) + (list.empty() ? "" : " (" + list + ")");
    append(step.needs, {type_node(table.of_type)});
  } else {
    text += " (" + list + ")";
  }
  if (!table.parents.empty() && !table.is_partition()) {
    text += " INHERITS (" + rendered_list(table.parents) + ")";
    for (const std::string& parent : table.parents) {
      append(step.needs, {relation_key(parent), all_columns_key(parent)});
    }
  }
  if (!table.server.empty()) {
    step.needs.push_back(object_key(sql::ObjectKind::foreign_server, table.server));
  }
  if (table.partition_by) append(step.needs, after_.in(table.partition_by->keys));
  step.sql = text + table_tail(table);
  // Its own columns are there with it.
  std::erase_if(step.needs, [&](const std::string& key) {
    return std::find(step.makes.begin(), step.makes.end(), key) != step.makes.end();
  });
  append(step.makes, {relation_key(table.name), slot_key(table.name), all_columns_key(table.name)});
  return step;
}

// The table without the defaults and checks that mention something, and then these.
std::vector<Step> Planner::split_table(const Relation& table) const {
  std::set<std::string> left_out;
  std::vector<Step> later;
  const auto leave_out = [&](const std::string& key, int rank, const std::string& action,
                             Keys needs) {
    left_out.insert(key);
    Step step;
    step.rank = rank;
    step.sql = "ALTER TABLE " + rendered_name(table.name) + " " + action;
    step.needs = std::move(needs);
    step.needs.push_back(relation_key(table.name));
    step.makes = {key};
    later.push_back(std::move(step));
  };
  for (const SchemaColumn& column : table.columns) {
    if (!column.default_value || !is_inline(table, column)) continue;
    Keys needs = after_.in(column.default_value->sql);
    if (needs.empty()) continue;
    leave_out(default_key(table.name, column.name), rank_set_default,
              "ALTER COLUMN " + sql::quoted(column.name) + " SET DEFAULT " +
                  rendered_default(column.default_value->sql),
              std::move(needs));
  }
  for (const SchemaConstraint& constraint : table.constraints) {
    if (constraint.kind != Kind::check || !is_inline(table, constraint)) continue;
    Keys needs = keys_of_constraint(after_, to_, table, constraint);
    leave_out(constraint_node(table.name, constraint.name), rank_add_check,
              "ADD " + rendered_constraint(constraint, nullptr), std::move(needs));
  }
  std::vector<Step> steps = {table_step(table, left_out)};
  steps.insert(steps.end(), later.begin(), later.end());
  return steps;
}

// What the table is like after CREATE TABLE alone.
Relation Planner::as_created(const Relation& table) const {
  Relation bare = table;
  bare.comment.clear();
  bare.owner.clear();
  bare.privileges =
      privileges_of_new(from_, to_, sql::ObjectKind::table, unqualified(table.name).schema);
  bare.replica_identity.clear();
  bare.row_security = bare.forced_row_security = false;
  if (table.is_partition()) {
    bare.parents.clear();
    bare.partition_bound.clear();
  }
  for (SchemaColumn& column : bare.columns) {
    column.comment.clear();
    column.privileges.reset();
    column.statistics.reset();
    column.storage.clear();
    if (is_view(table)) column.default_value.reset();
    if (table.kind != Relation::Kind::foreign_table) column.options.clear();
    const bool merged = is_inline(table, column);
    if (merged && column.default_value) continue;
    if (!merged) {
      column.default_value.reset();
      column.not_null = false;
    }
    for (const std::string& parent : table.is_partition() ? Keys{} : table.parents) {
      const SchemaColumn* inherited = to_.column(parent, column.name);
      if (inherited == nullptr) continue;
      column.not_null = column.not_null || inherited->not_null;
      if (inherited->default_value) column.default_value = inherited->default_value;
    }
  }
  std::erase_if(bare.constraints, [&](const SchemaConstraint& c) { return !is_inline(table, c); });
  for (SchemaConstraint& constraint : bare.constraints) constraint.comment.clear();
  return bare;
}

void Planner::create_table(const Relation& table) {
  Step step = table_step(table, {});
  step.split = [this, table] { return split_table(table); };
  steps_.push_back(std::move(step));
}

void Planner::create_view(const Relation& view, bool replace) {
  const bool materialized = view.kind == Relation::Kind::materialized_view;
  std::string text = create_words(view);
  if (replace) text = "CREATE OR REPLACE" + text.substr(6);
  text += rendered_name(view.name);
  if (!view.columns.empty()) text += " (" + rendered_names(column_names(view)) + ")";
  text += table_tail(view) + " AS " + view.query;
  if (!view.check_option.empty()) {
    text += " WITH " + uppercased(view.check_option) + " CHECK OPTION";
  }
  if (materialized && !(view.populated && can_be_populated(to_, view))) text += " WITH NO DATA";
  Step& step = add(rank_create_view, text);
  step.needs = after_.in(view.query);
  const auto read = [&](const Schema& schema, const Relation& state, Keys& keys) {
    for (const std::string& name : state.reads) {
      append(keys, {relation_key(name)});
      const Relation* table = schema.relation(name);
      if (table != nullptr) append(keys, columns_in(*table, state.query));
    }
  };
  read(to_, view, step.needs);
  for (const std::string& name : view.reads) step.needs.push_back(all_columns_key(name));
  step.makes = {relation_key(view.name), slot_key(view.name), all_columns_key(view.name)};
  const Relation* before = from_.relation(view.name);
  if (!replace || before == nullptr) return;
  step.releases = before_.in(before->query);
  read(from_, *before, step.releases);
}

void Planner::create_relation(const Relation& relation) {
  if (relation.kind == Relation::Kind::sequence) return create_sequence(relation);
  const Relation bare = as_created(relation);
  if (!is_view(relation)) {
    create_table(relation);
  } else {
    create_view(relation, false);
  }
  alter_relation(bare, relation);
}

}  // namespace migcheck
