#include <algorithm>

#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

// Partitions are attached after they have their indexes and constraints, so that PostgreSQL takes
// those for the table's own.
void Planner::attach(const Relation& child, const std::string& parent) {
  const bool partition = child.is_partition();
  Step& step = add(
      partition ? rank_attach : rank_alter_table,
      partition ? "ALTER TABLE " + rendered_name(parent) + " ATTACH PARTITION " +
                      rendered_name(child.name) + " " + child.partition_bound
                : "ALTER TABLE " + rendered_name(child.name) + " INHERIT " + rendered_name(parent));
  if (!partition) step.rank = rank_attach;
  step.makes = {"link " + child.name + " " + parent};
  step.needs = {relation_key(child.name), relation_key(parent), all_columns_key(child.name),
                all_columns_key(parent), "parts " + child.name};
  append(step.needs, after_.in(child.partition_bound));
  // Since version 17 a partition gets the identity of its table, but not through another one.
  const auto has_identity = [](const Relation& table) {
    return std::ranges::any_of(table.columns, [](const SchemaColumn& column) {
      return column.identity != sql::Column::Identity::none;
    });
  };
  for (const std::string& part : child.children) {
    const Relation* inner = to_.relation(part);
    if (!has_identity(child) || inner == nullptr || has_identity(*inner)) continue;
    step.needs.push_back("link " + part + " " + child.name);
  }
}

void Planner::detach(const Relation& child, const std::string& parent) {
  const bool partition = child.is_partition();
  Step& step = add(rank_detach, partition ? "ALTER TABLE " + rendered_name(parent) +
                                                " DETACH PARTITION " + rendered_name(child.name)
                                          : "ALTER TABLE " + rendered_name(child.name) +
                                                " NO INHERIT " + rendered_name(parent));
  step.frees = {"link " + child.name + " " + parent};
  step.releases = {relation_key(parent)};
}

void Planner::links(const Relation& before, const Relation& after) {
  const bool moved = before.partition_bound != after.partition_bound;
  for (const std::string& parent : before.parents) {
    if (moved || !contains(after.parents, parent)) detach(before, parent);
  }
  for (const std::string& parent : after.parents) {
    if (moved || !contains(before.parents, parent)) attach(after, parent);
  }
}

}  // namespace migcheck
