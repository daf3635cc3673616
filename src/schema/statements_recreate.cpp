#include <algorithm>

#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

bool starts_with(const std::string& text, const char* start) { return text.rfind(start, 0) == 0; }

bool same_columns(const SchemaColumn& a, const SchemaColumn& b) {
  return a.name == b.name && a.type == b.type && a.collation == b.collation;
}

}  // namespace

// CREATE OR REPLACE VIEW may add columns at the end, no more; where the types are not known, the
// view is made anew to be sure. Source: PostgreSQL documentation, CREATE VIEW.
bool Planner::can_replace(const Relation& before, const Relation& after) const {
  if (before.kind != Relation::Kind::view || after.kind != Relation::Kind::view) return false;
  if (!before.complete || !after.complete || before.columns.empty()) return false;
  if (before.columns.size() > after.columns.size()) return false;
  for (std::size_t i = 0; i < before.columns.size(); ++i) {
    if (before.columns[i].type.name.name.empty()) return false;
    if (!same_columns(before.columns[i], after.columns[i])) return false;
  }
  return true;
}

void Planner::recreate(const std::string& key) {
  if (recreated_.insert(key).second) pending_.push_back(key);
}

bool Planner::exists_after(const std::string& key) const {
  const std::size_t space = key.find(' ');
  const std::string name = key.substr(space + 1);
  if (starts_with(key, "relation ")) return to_.relation(name) != nullptr;
  if (starts_with(key, "index ")) return to_.index(name) != nullptr;
  if (starts_with(key, "type ")) return to_.type(name) != nullptr;
  if (starts_with(key, "function ") && to_.function(name) != nullptr) return true;
  if (to_.object(key) != nullptr) return true;
  return starts_with(key, "column ") || starts_with(key, "default ") ||
         starts_with(key, "constraint ");
}

void Planner::find_changed_views() {
  for (const std::string& name : difference_.changed.relations) {
    const Relation* before = from_.relation(name);
    const Relation* after = to_.relation(name);
    if (before == nullptr || after == nullptr) continue;
    if (!is_view(*before) && !is_view(*after)) {
      find_changed_columns(*before, *after);
      continue;
    }
    const bool same = before->kind == after->kind && before->query == after->query &&
                      before->check_option == after->check_option &&
                      before->columns.size() == after->columns.size() &&
                      std::equal(before->columns.begin(), before->columns.end(),
                                 after->columns.begin(), same_columns);
    if (!same && !can_replace(*before, *after)) recreate(relation_key(name));
  }
}

// Dropped and retyped columns have users that stand in the way.
void Planner::find_changed_columns(const Relation& before, const Relation& after) {
  for (const SchemaColumn& column : before.columns) {
    const SchemaColumn* kept = after.column(column.name);
    const std::string key = column_node(before.name, column.name);
    if (kept == nullptr) {
      pending_.push_back(key);
      continue;
    }
    const auto text = [](const SchemaColumn& c) {
      return c.generated_as ? c.generated_as->sql : "";
    };
    if (kept->generated != sql::Column::Generated::no && text(column) != text(*kept)) recreate(key);
    if (kept->generated != sql::Column::Generated::no && column.generated != kept->generated) {
      recreate(key);
    }
    if (!is_retyped(before, column, *kept)) continue;
    pending_.push_back(key);
    if (!(column.type.name == kept->type.name)) pending_.push_back("value " + key);
    if (!same_family(column.type, kept->type)) pending_.push_back("comparison " + key);
  }
  for (const SchemaConstraint& constraint : before.constraints) {
    const SchemaConstraint* kept = after.constraint(constraint.name);
    const std::string key = constraint_node(before.name, constraint.name);
    if (kept == nullptr) {
      pending_.push_back(key);
    } else if (constraint_definition(from_, constraint) != constraint_definition(to_, *kept)) {
      pending_.push_back(key);
    }
  }
}

bool Planner::is_name_kept(const SchemaFunction& function) const {
  const std::string name = function.name.substr(0, function.name.find('('));
  const auto next = to_.functions().all().lower_bound(name);
  return next != to_.functions().all().end() &&
         next->first.substr(0, next->first.find('(')) == name;
}

// A part of an index cannot be dropped while the whole one is there, which takes all its parts.
void Planner::find_left_parts() {
  for (const std::string& name : difference_.changed.indexes) {
    const SchemaIndex* before = from_.index(name);
    if (before == nullptr || before->parent.empty() || to_.index(name) != nullptr) continue;
    const bool whole = to_.index(before->parent) != nullptr && before->constraint.empty();
    if (!whole || kept_parents(before->table).empty()) continue;
    recreate(index_key(before->parent));
    for (const auto& [other, index] : to_.indexes().all()) {
      if (index->parent == before->parent) recreate(index_key(other));
    }
  }
}

void Planner::find_recreated() {
  find_changed_views();
  for (const std::string& name : difference_.changed.types) {
    const SchemaType* before = from_.type(name);
    const SchemaType* after = to_.type(name);
    if (before == nullptr || after == nullptr) continue;
    const bool used = before->kind == SchemaType::Kind::composite &&
                      before->attributes != after->attributes && is_column_type(name);
    if (is_partition_key_type(from_, to_, name)) continue;
    if (used || needs_new_type(*before, *after)) recreate(type_node(name));
  }
  for (const std::string& name : difference_.changed.functions) {
    const SchemaFunction* before = from_.function(name);
    const SchemaFunction* after = to_.function(name);
    // Whoever called one that goes may call another of that name.
    if (before != nullptr && after == nullptr && is_name_kept(*before)) {
      pending_.push_back(function_key(name));
    }
    if (before == nullptr || after == nullptr) continue;
    if (!is_replaceable(*before, *after)) recreate(function_key(name));
  }
  for (const std::string& name : difference_.changed.indexes) {
    const SchemaIndex* before = from_.index(name);
    const SchemaIndex* after = to_.index(name);
    if (before == nullptr || before->constraint.empty()) continue;
    const Relation* old = from_.relation(before->table);
    const Relation* made = to_.relation(before->table);
    const std::string key = constraint_node(before->table, before->constraint);
    if (after == nullptr || old == nullptr || made == nullptr) continue;
    const SchemaConstraint* constraint = old->constraint(before->constraint);
    const SchemaConstraint* kept = made->constraint(before->constraint);
    if (constraint == nullptr || kept == nullptr) continue;
    if (constraint_definition(from_, *constraint) != constraint_definition(to_, *kept)) {
      recreate(key);
    }
  }
  find_left_parts();
  for (const std::string& name : difference_.changed.objects) {
    const DefinedObject* before = from_.object(name);
    const DefinedObject* after = to_.object(name);
    if (before == nullptr || after == nullptr || before->definition == after->definition) continue;
    if (before->kind != sql::ObjectKind::extension && before->kind != sql::ObjectKind::schema)
      recreate(name);
  }
  recreate_users();
}

void Planner::disturb_columns_of_type(const std::string& type) {
  for (const auto& [name, relation] : from_.relations().all()) {
    if (is_view(*relation)) continue;
    for (const SchemaColumn& column : relation->columns) {
      const Keys mentioned = before_.in(column.type);
      if (std::find(mentioned.begin(), mentioned.end(), type) == mentioned.end()) continue;
      const std::string key = column_node(name, column.name);
      if (to_.column(name, column.name) == nullptr || !retyped_.insert(key).second) continue;
      pending_.push_back(key);
      pending_.push_back("value " + key);
      pending_.push_back("comparison " + key);
    }
  }
}

void Planner::recreate_users() {
  if (pending_.empty()) return;
  collect_users();
  while (!pending_.empty()) {
    const std::string key = pending_.back();
    pending_.pop_back();
    if (starts_with(key, "type ")) disturb_columns_of_type(key);
    const auto found = users_.find(key);
    if (found == users_.end()) continue;
    for (const std::string& user : found->second) {
      if (exists_after(user)) recreate(user);
    }
  }
}

void Planner::collect_users() {
  const auto use = [&](const Keys& used, const std::string& user) {
    for (const std::string& key : used) users_[key].insert(user);
  };
  for (const auto& [name, relation] : from_.relations().all()) collect_users_of_relation(*relation);
  for (const auto& [name, index] : from_.indexes().all()) {
    if (!index->constraint.empty()) continue;
    Keys used = before_.in(index->keys);
    const Relation* table = from_.relation(index->table);
    std::string texts;
    for (const sql::IndexKey& key : index->keys) {
      if (key.expression) texts += " " + key.expression->sql;
    }
    if (index->where) {
      texts += " " + index->where->sql;
      append(used, before_.in(index->where->sql));
    }
    if (table != nullptr) {
      for (const std::string& column : columns_in(*table, texts)) used.push_back("value " + column);
    }
    use(used, index_key(name));
  }
  for (const auto& [name, function] : from_.functions().all()) {
    Keys used = before_.in(function->definition);
    std::erase(used, function_key(name));
    use(used, function_key(name));
  }
  for (const auto& [name, type] : from_.types().all())
    use(keys_of_type(before_, *type), type_node(name));
  for (const auto& [key, object] : from_.objects().all()) {
    Keys used = keys_of_object(before_, from_, *object);
    std::erase(used, key);
    use(used, key);
  }
}

void Planner::collect_users_of_relation(const Relation& relation) {
  if (!is_view(relation)) {
    collect_users_of_columns(relation);
    for (const SchemaConstraint& constraint : relation.constraints) {
      collect_users_of_constraint(relation, constraint);
    }
    return;
  }
  for (const std::string& key : before_.in(relation.query)) {
    users_[key].insert(relation_key(relation.name));
  }
  for (const std::string& read : relation.reads) {
    users_[relation_key(read)].insert(relation_key(relation.name));
    const Relation* table = from_.relation(read);
    if (table == nullptr) continue;
    for (const std::string& key : columns_in(*table, relation.query)) {
      users_[key].insert(relation_key(relation.name));
    }
  }
}

void Planner::collect_users_of_columns(const Relation& relation) {
  for (const SchemaColumn& column : relation.columns) {
    if (column.default_value) {
      for (const std::string& key : before_.in(column.default_value->sql)) {
        users_[key].insert(default_key(relation.name, column.name));
      }
    }
    if (!column.generated_as) continue;
    const std::string user = column_node(relation.name, column.name);
    for (const std::string& key : before_.in(column.generated_as->sql)) users_[key].insert(user);
    for (const std::string& key : columns_in(relation, column.generated_as->sql)) {
      users_[key].insert(user);
    }
  }
}

void Planner::collect_users_of_constraint(const Relation& relation,
                                          const SchemaConstraint& constraint) {
  const std::string user = constraint_node(relation.name, constraint.name);
  if (constraint.check) {
    for (const std::string& key : before_.in(constraint.check->sql)) users_[key].insert(user);
    for (const std::string& key : columns_in(relation, constraint.check->sql)) {
      users_["value " + key].insert(user);
    }
  }
  const Relation* referenced = from_.relation(constraint.references);
  if (referenced == nullptr) return;
  for (const SchemaConstraint& key : referenced->constraints) {
    const bool primary = key.kind == sql::Constraint::Kind::primary_key;
    if (!primary && key.kind != sql::Constraint::Kind::unique) continue;
    Keys a = key.columns;
    Keys b = constraint.referenced_columns;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    if (a == b || (b.empty() && primary)) {
      users_[constraint_node(referenced->name, key.name)].insert(user);
    }
  }
  const auto uses_values = [&](const Relation& table, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) {
      users_["comparison " + column_node(table.name, column)].insert(user);
    }
  };
  uses_values(relation, constraint.columns);
  uses_values(*referenced, constraint.referenced_columns);
}

}  // namespace migcheck
