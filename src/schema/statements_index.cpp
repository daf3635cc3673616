#include <algorithm>

#include "core/text.h"
#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

std::string definition(const SchemaIndex& index) {
  SchemaIndex plain = index;
  plain.options.clear();
  plain.tablespace.clear();
  return rendered_index(plain, index.table);
}

std::string texts_of(const SchemaIndex& index) {
  std::string texts = index.where ? index.where->sql : "";
  for (const sql::IndexKey& key : index.keys) {
    if (key.expression) texts += " " + key.expression->sql;
  }
  return texts;
}

}  // namespace

Keys Planner::keys_of_index(const Mentions& mentions, const Schema& schema,
                            const SchemaIndex& index) const {
  Keys keys = mentions.in(index.keys);
  if (index.where) append(keys, mentions.in(index.where->sql));
  for (const std::vector<std::string>* columns : {&index.columns, &index.include}) {
    for (const std::string& column : *columns) {
      if (!column.empty()) keys.push_back(column_node(index.table, column));
    }
  }
  const Relation* table = schema.relation(index.table);
  const std::string texts = texts_of(index);
  if (table == nullptr || texts.empty()) return keys;
  for (const std::string& column : columns_in(*table, texts)) {
    append(keys, {column, "value " + column});
  }
  return keys;
}

// With its table, a column, the constraint that it stands behind, or the index that it is part of.
bool Planner::index_goes(const SchemaIndex& index) const {
  if (relation_goes(index.table)) return true;
  const SchemaIndex* kept = to_.index(index.name);
  if (kept == nullptr || kept->table != index.table || recreated(index_key(index.name)))
    return true;
  if (definition(index) != definition(*kept) ||
      index.constraint.empty() != kept->constraint.empty())
    return true;
  const SchemaIndex* parent = index.parent.empty() ? nullptr : from_.index(index.parent);
  return parent != nullptr && index_goes(*parent);
}

void Planner::index(const std::string& name) {
  const SchemaIndex* before = from_.index(name);
  const SchemaIndex* after = to_.index(name);
  const bool goes = before != nullptr && index_goes(*before);
  if (goes && before->constraint.empty()) drop_index(*before);
  if (after == nullptr || is_left_out(after->table)) return;
  const bool comes = before == nullptr || goes;
  if (comes && after->constraint.empty()) create_index(*after);
  alter_index(comes ? nullptr : before, *after);
}

void Planner::drop_index(const SchemaIndex& index) {
  if (relation_goes(index.table)) return;
  // It is no part any more after its table was detached.
  const SchemaIndex* parent = index.parent.empty() ? nullptr : from_.index(index.parent);
  if (parent != nullptr && index_goes(*parent) && !kept_parents(index.table).empty()) return;
  const bool with_column =
      to_.index(index.name) == nullptr &&
      std::any_of(index.columns.begin(), index.columns.end(), [&](const std::string& column) {
        return !column.empty() && column_goes(index.table, column);
      });
  if (with_column) return;
  Step& step = add(rank_drop_index, "DROP INDEX " + rendered_name(index.name));
  step.frees = {index_key(index.name), slot_key(index.name)};
  if (index.unique) step.frees.push_back(unique_keys_key(index.table));
  step.releases = keys_of_index(before_, from_, index);
}

// Indexes of partitions come before the one of their table, which takes them for its own.
void Planner::create_index(const SchemaIndex& index) {
  const Relation* table = to_.relation(index.table);
  const bool view = table != nullptr && is_view(*table);
  SchemaIndex written = index;
  written.only = index.only && !index.valid;
  Step& step =
      add(view ? rank_create_view_index : rank_create_index, rendered_index(written, index.table));
  step.makes = {index_key(index.name), slot_key(index.name), "parts " + index.table};
  if (index.unique) step.makes.push_back(unique_keys_key(index.table));
  step.needs = keys_of_index(after_, to_, index);
  step.needs.push_back(relation_key(index.table));
  if (!index.parent.empty()) step.makes.push_back("part of " + index.parent);
  // A partition that is attached later would get a part of an index of the parent alone, too.
  if (written.only && table != nullptr) {
    for (const std::string& child : table->children) {
      step.needs.push_back("link " + child + " " + table->name);
    }
  }
  step.needs.push_back("part of " + index.name);
}

void Planner::alter_index(const SchemaIndex* before, const SchemaIndex& after) {
  const Keys needs = {index_key(after.name), relation_key(after.table)};
  const std::string name = rendered_name(after.name);
  const std::string table = "ALTER TABLE " + rendered_name(after.table);
  const Relation* owner_table = to_.relation(after.table);
  const std::string alter_table =
      owner_table != nullptr && is_view(*owner_table)
          ? "ALTER " + kind_words(*owner_table) + " " + rendered_name(after.table)
          : table;
  comment("INDEX " + name, before == nullptr ? "" : before->comment, after.comment, needs);
  attach_index(before, after);
  const bool was_clustered = before != nullptr && before->clustered;
  if (after.clustered && !was_clustered) {
    add(rank_state, alter_table + " CLUSTER ON " + sql::quoted(unqualified(after.name).name))
        .needs = needs;
  } else if (was_clustered && !after.clustered && !has_clustered_index(after.table)) {
    add(rank_alter_table, alter_table + " SET WITHOUT CLUSTER");
  }
  if (before == nullptr) return;
  if (before->options != after.options) {
    std::vector<std::string> gone;
    for (const sql::Option& option : before->options) gone.push_back(option.name);
    if (!gone.empty())
      add(rank_alter_table, "ALTER INDEX " + name + " RESET (" + join(gone, ", ") + ")");
    if (!after.options.empty()) {
      add(rank_alter_table,
          "ALTER INDEX " + name + " SET (" + rendered_options(after.options) + ")");
    }
  }
  if (before->tablespace != after.tablespace) {
    const std::string space = after.tablespace.empty() ? "pg_default" : after.tablespace;
    add(rank_alter_table, "ALTER INDEX " + name + " SET TABLESPACE " + sql::quoted(space));
  }
}

// An index joins one that is there already, or that is made for its table alone, if the table's
// attachment does not do it.
void Planner::attach_index(const SchemaIndex* before, const SchemaIndex& index) {
  const SchemaIndex* parent = to_.index(index.parent);
  if (parent == nullptr) return;
  const SchemaIndex* old_parent = from_.index(index.parent);
  const bool stays = old_parent != nullptr && !index_goes(*old_parent);
  const bool is_part = before != nullptr && before->parent == index.parent;
  const bool attached = stays && (is_part || kept_parents(index.table).empty());
  const bool made_with_it = !stays && !(parent->only && !parent->valid);
  if (attached || made_with_it) return;
  add(rank_state, "ALTER INDEX " + rendered_name(index.parent) + " ATTACH PARTITION " +
                      rendered_name(index.name))
      .needs = {index_key(index.name), index_key(index.parent)};
}

bool Planner::has_clustered_index(const std::string& table) const {
  const Relation* relation = to_.relation(table);
  if (relation == nullptr) return false;
  return std::any_of(relation->indexes.begin(), relation->indexes.end(),
                     [&](const std::string& name) {
                       return to_.index(name) != nullptr && to_.index(name)->clustered;
                     });
}

}  // namespace migcheck
