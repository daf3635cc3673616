#include <algorithm>

#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

void append(Keys& to, const Keys& from) { to.insert(to.end(), from.begin(), from.end()); }

std::string slot_key(const std::string& qualified) { return "slot " + qualified; }
std::string all_columns_key(const std::string& relation) { return "columns " + relation; }
std::string unique_keys_key(const std::string& relation) { return "keys " + relation; }

bool is_view(const Relation& relation) {
  return relation.kind == Relation::Kind::view ||
         relation.kind == Relation::Kind::materialized_view;
}

bool has_unknown_type(const Relation& relation) {
  if (is_view(relation) || relation.kind == Relation::Kind::sequence) return false;
  return std::any_of(relation.columns.begin(), relation.columns.end(),
                     [](const SchemaColumn& column) { return column.type.name.name.empty(); });
}

std::string kind_words(const Relation& relation) {
  switch (relation.kind) {
    case Relation::Kind::view:
      return "VIEW";
    case Relation::Kind::materialized_view:
      return "MATERIALIZED VIEW";
    case Relation::Kind::foreign_table:
      return "FOREIGN TABLE";
    case Relation::Kind::sequence:
      return "SEQUENCE";
    case Relation::Kind::table:
    case Relation::Kind::partitioned:
      break;
  }
  return "TABLE";
}

Keys columns_in(const Relation& relation, const std::string& sql) {
  const std::set<std::string> words = words_in(sql);
  Keys keys;
  for (const SchemaColumn& column : relation.columns) {
    if (words.contains(column.name)) keys.push_back(column_node(relation.name, column.name));
  }
  return keys;
}

Planner::Planner(const Difference& difference)
    : difference_(difference),
      from_(difference.renamed),
      to_(difference.to),
      before_(difference.renamed),
      after_(difference.to) {}

Step& Planner::add(int rank, std::string sql) {
  Step step;
  step.rank = rank;
  step.sql = std::move(sql);
  return steps_.emplace_back(std::move(step));
}

bool Planner::relation_goes(const std::string& name) const {
  return from_.relation(name) != nullptr &&
         (to_.relation(name) == nullptr || recreated(relation_key(name)));
}

bool Planner::relation_comes(const std::string& name) const {
  return to_.relation(name) != nullptr &&
         (from_.relation(name) == nullptr || recreated(relation_key(name)));
}

bool Planner::is_left_out(const std::string& name) const {
  const Relation* relation = to_.relation(name);
  if (relation == nullptr || !relation_comes(name)) return false;
  if (is_view(*relation)) {
    return std::any_of(relation->reads.begin(), relation->reads.end(),
                       [&](const std::string& read) { return is_left_out(read); });
  }
  return has_unknown_type(*relation);
}

bool Planner::column_goes(const std::string& table, const std::string& column) const {
  return relation_goes(table) ||
         (from_.column(table, column) != nullptr && to_.column(table, column) == nullptr) ||
         recreated(column_node(table, column));
}

std::vector<const Relation*> Planner::kept_parents(const std::string& name) const {
  std::vector<const Relation*> parents;
  const Relation* before = from_.relation(name);
  const Relation* after = to_.relation(name);
  if (before == nullptr || after == nullptr) return parents;
  for (const std::string& parent : after->parents) {
    const bool kept =
        std::find(before->parents.begin(), before->parents.end(), parent) != before->parents.end();
    if (kept && before->partition_bound == after->partition_bound &&
        to_.relation(parent) != nullptr && from_.relation(parent) != nullptr) {
      parents.push_back(to_.relation(parent));
    }
  }
  return parents;
}

// The table of "public.t.c".
std::string Planner::table_of(const std::string& part) const {
  for (std::size_t dot = part.rfind('.'); dot != std::string::npos && dot > 0;
       dot = part.rfind('.', dot - 1)) {
    if (from_.relation(part.substr(0, dot)) != nullptr) return part.substr(0, dot);
  }
  return {};
}

// What belongs to a view goes with it, and has to be made again.
void Planner::touch_parts(const std::string& relation, Touched& names) const {
  for (const auto& [key, object] : to_.objects().all()) {
    if (object->table == relation) names.objects.insert(key);
  }
  for (const std::string& index : to_.relation(relation)->indexes) names.indexes.insert(index);
}

void Planner::touch(const std::string& key, Touched& names) const {
  const std::string kind = key.substr(0, key.find(' '));
  const std::string name = key.substr(key.find(' ') + 1);
  if (from_.object(key) != nullptr) {
    names.objects.insert(key);
  } else if (kind == "relation") {
    names.relations.insert(name);
    if (to_.relation(name) != nullptr) touch_parts(name, names);
  } else if (kind == "index") {
    names.indexes.insert(name);
  } else if (kind == "type") {
    names.types.insert(name);
  } else if (kind == "function") {
    names.functions.insert(name);
  } else {
    names.relations.insert(table_of(name));
  }
}

Planner::Touched Planner::touched() const {
  const auto set_of = [](const std::vector<std::string>& names) {
    return std::set<std::string>(names.begin(), names.end());
  };
  const ChangedNames& changed = difference_.changed;
  Touched names{set_of(changed.relations), set_of(changed.indexes), set_of(changed.types),
                set_of(changed.functions), set_of(changed.objects)};
  for (const std::string& key : recreated_) touch(key, names);
  for (const std::string& key : retyped_) touch(key, names);
  return names;
}

std::vector<Step> Planner::steps() {
  find_recreated();
  const Touched names = touched();
  for (const std::string& name : names.objects) object(name);
  for (const std::string& name : names.types) type(name);
  for (const std::string& name : names.functions) function(name);
  for (const std::string& name : names.relations) relation(name);
  for (const std::string& name : names.indexes) index(name);
  add_recursing();
  return std::move(steps_);
}

std::vector<std::string> statements(const Difference& difference) {
  std::vector<std::string> texts = difference.renames;
  if (difference.changed.empty()) return texts;
  for (Step& step : ordered(Planner(difference).steps())) texts.push_back(std::move(step.sql));
  return texts;
}

}  // namespace migcheck
