#include <algorithm>

#include "core/text.h"
#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

std::string alter(const Relation& relation) {
  return "ALTER " + kind_words(relation) + " " + rendered_name(relation.name);
}

// Names of options that have gone, and options that are new or have another value.
std::vector<std::string> removed(const std::vector<sql::Option>& before,
                                 const std::vector<sql::Option>& after) {
  std::vector<std::string> names;
  for (const sql::Option& option : before) {
    const bool kept = std::any_of(after.begin(), after.end(), [&](const sql::Option& other) {
      return other.name == option.name;
    });
    if (!kept) names.push_back(option.name);
  }
  return names;
}

std::vector<sql::Option> set(const std::vector<sql::Option>& before,
                             const std::vector<sql::Option>& after) {
  std::vector<sql::Option> options;
  for (const sql::Option& option : after) {
    if (std::find(before.begin(), before.end(), option) == before.end()) options.push_back(option);
  }
  return options;
}

// "ADD a 'x', SET b 'y', DROP c".
std::string foreign_option_changes(const std::vector<sql::Option>& before,
                                   const std::vector<sql::Option>& after) {
  std::vector<std::string> parts;
  for (const sql::Option& option : set(before, after)) {
    const bool known = std::any_of(before.begin(), before.end(), [&](const sql::Option& other) {
      return other.name == option.name;
    });
    parts.push_back((known ? "SET " : "ADD ") + rendered_foreign_options({option}));
  }
  for (const std::string& name : removed(before, after)) {
    parts.push_back("DROP " + sql::quoted(name));
  }
  return join(parts, ", ");
}

}  // namespace

std::string replica_index(const Schema& schema, const Relation& relation) {
  if (relation.replica_identity != "index") return relation.replica_identity;
  for (const std::string& name : relation.indexes) {
    const SchemaIndex* index = schema.index(name);
    if (index != nullptr && index->replica_identity) return name;
  }
  return relation.replica_identity;
}

void Planner::relation(const std::string& name) {
  const Relation* before = from_.relation(name);
  const Relation* after = to_.relation(name);
  if (before == nullptr && after == nullptr) return;
  const Relation& known = after != nullptr ? *after : *before;
  const bool unseen = !known.complete && !is_view(known) &&
                      known.kind != Relation::Kind::sequence &&
                      (before == nullptr || after == nullptr);
  if (unseen) {
    // Its creation is not part of the history, so that only what was done to it is.
    Relation bare;
    bare.name = name;
    bare.complete = false;
    bare.kind = known.kind;
    alter_relation(before != nullptr ? *before : bare, after != nullptr ? *after : bare);
    return;
  }
  if (relation_goes(name)) drop_relation(*before);
  if (relation_comes(name)) {
    if (!is_left_out(name)) create_relation(*after);
  } else if (before != nullptr && after != nullptr) {
    alter_relation(*before, *after);
  }
}

// Owned sequences go with their column, those of identity columns with the identity, partitions
// with their table.
bool Planner::vanishes(const Relation& relation) const {
  if (relation.sequence && !relation.sequence->owner_table.empty()) {
    return relation.sequence->identity ||
           column_goes(relation.sequence->owner_table, relation.sequence->owner_column);
  }
  return relation.is_partition() &&
         std::any_of(relation.parents.begin(), relation.parents.end(),
                     [&](const std::string& parent) { return relation_goes(parent); });
}

// Everything that goes along with a relation.
void Planner::leave(const Relation& relation, Step& step) const {
  append(step.frees,
         {relation_key(relation.name), slot_key(relation.name), unique_keys_key(relation.name)});
  for (const SchemaColumn& column : relation.columns) {
    append(step.frees, {column_node(relation.name, column.name)});
    append(step.releases, keys_of_column(before_, relation, column));
    if (!column.sequence.empty()) {
      append(step.frees, {relation_key(column.sequence), slot_key(column.sequence)});
    }
  }
  for (const SchemaConstraint& constraint : relation.constraints) {
    append(step.releases, keys_of_constraint(before_, from_, relation, constraint));
  }
  for (const std::string& index : relation.indexes) {
    step.frees.push_back(slot_key(index));
    if (from_.index(index) != nullptr) {
      append(step.releases, keys_of_index(before_, from_, *from_.index(index)));
    }
  }
  for (const std::string& parent : relation.parents) step.releases.push_back(relation_key(parent));
  if (relation.kind != Relation::Kind::partitioned) return;
  for (const std::string& child : relation.children) {
    const Relation* partition = from_.relation(child);
    if (partition != nullptr && relation_goes(child)) leave(*partition, step);
  }
}

// A partition of a table to which foreign keys refer cannot be dropped before it is detached.
void Planner::detach_dropped(const Relation& relation) {
  if (!relation.is_partition() || relation.parents.empty()) return;
  const std::string& parent = relation.parents.front();
  const auto& all = from_.relations().all();
  const bool referenced = std::any_of(all.begin(), all.end(), [&](const auto& entry) {
    const auto& constraints = entry.second->constraints;
    return std::any_of(constraints.begin(), constraints.end(),
                       [&](const SchemaConstraint& c) { return c.references == parent; });
  });
  if (!referenced) return;
  detach(relation, parent);
  steps_.back().releases.push_back(relation_key(relation.name));
}

void Planner::drop_relation(const Relation& relation) {
  if (vanishes(relation)) return;
  const bool view = is_view(relation);
  const bool is_sequence = relation.kind == Relation::Kind::sequence;
  const int rank = view ? rank_drop_view : is_sequence ? rank_drop_sequence : rank_drop_table;
  const std::string drop = "DROP " + kind_words(relation) +
                           (has_unknown_type(relation) ? " IF EXISTS " : " ") +
                           rendered_name(relation.name);
  detach_dropped(relation);
  Step& step = add(rank, drop);
  leave(relation, step);
  if (view) {
    append(step.releases, before_.in(relation.query));
    for (const std::string& read : relation.reads) {
      step.releases.push_back(relation_key(read));
      const Relation* table = from_.relation(read);
      if (table != nullptr) append(step.releases, columns_in(*table, relation.query));
    }
  }
  const Relation* table = from_.relation(relation.name);
  step.split = [this, table, whole = step] { return split_drop(*table, whole); };
}

// The same with the constraints and defaults that use something going first.
std::vector<Step> Planner::split_drop(const Relation& relation, Step whole) const {
  std::vector<Step> parts;
  const auto first = [&](int rank, const std::string& action, Keys releases) {
    Step drop;
    drop.rank = rank;
    drop.sql = alter(relation) + " " + action;
    for (const std::string& key : releases) std::erase(whole.releases, key);
    drop.releases = std::move(releases);
    drop.releases.push_back(relation_key(relation.name));
    parts.push_back(std::move(drop));
  };
  for (const SchemaConstraint& constraint : relation.constraints) {
    const bool uses = constraint.kind == sql::Constraint::Kind::foreign_key ||
                      (constraint.check && !before_.in(constraint.check->sql).empty());
    if (!uses || !constraint.local) continue;
    first(rank_drop_foreign_key, "DROP CONSTRAINT " + sql::quoted(constraint.name),
          keys_of_constraint(before_, from_, relation, constraint));
  }
  for (const SchemaColumn& column : relation.columns) {
    if (!column.default_value) continue;
    Keys used = before_.in(column.default_value->sql);
    if (used.empty()) continue;
    first(rank_drop_default, "ALTER COLUMN " + sql::quoted(column.name) + " DROP DEFAULT",
          std::move(used));
  }
  whole.split = {};
  parts.push_back(std::move(whole));
  return parts;
}

void Planner::alter_relation(const Relation& before, const Relation& after) {
  bool replaced = false;
  if (after.kind == Relation::Kind::sequence) {
    sequence(before, after);
  } else if (after.kind == Relation::Kind::view) {
    if (before.query != after.query || before.check_option != after.check_option ||
        before.columns.size() != after.columns.size()) {
      create_view(after, true);
      replaced = true;
    }
  }
  links(before, after);
  columns(before, after);
  constraints(before, after);
  storage(before, after);
  if (!replaced) options(before, after);
  security(before, after);
  replica_identity(before, after);
  describe_relation(before, after);
}

void Planner::storage(const Relation& before, const Relation& after) {
  const Keys needs = {relation_key(after.name)};
  if (after.kind == Relation::Kind::sequence || after.kind == Relation::Kind::view) return;
  if (before.persistence != after.persistence &&
      before.persistence != sql::Persistence::temporary &&
      after.persistence != sql::Persistence::temporary) {
    const bool unlogged = after.persistence == sql::Persistence::unlogged;
    add(rank_alter_table, alter(after) + (unlogged ? " SET UNLOGGED" : " SET LOGGED")).needs =
        needs;
  }
  if (before.tablespace != after.tablespace) {
    const std::string space = after.tablespace.empty() ? "pg_default" : after.tablespace;
    add(rank_alter_table, alter(after) + " SET TABLESPACE " + sql::quoted(space)).needs = needs;
  }
  if (before.access_method != after.access_method) {
    const std::string method = after.access_method.empty() ? "heap" : after.access_method;
    add(rank_alter_table, alter(after) + " SET ACCESS METHOD " + sql::quoted(method)).needs = needs;
  }
  if (before.populated != after.populated && after.kind == Relation::Kind::materialized_view) {
    add(rank_state, "REFRESH MATERIALIZED VIEW " + rendered_name(after.name) +
                        (after.populated ? "" : " WITH NO DATA"))
        .needs = needs;
  }
  if (before.of_type != after.of_type) {
    const std::string type =
        after.of_type.empty() ? " NOT OF" : " OF " + rendered_name(after.of_type);
    Step& step = add(rank_alter_column, alter(after) + type);
    step.needs = {relation_key(after.name), type_node(after.of_type)};
    step.releases = {type_node(before.of_type)};
    if (after.of_type.empty()) step.makes = {"free " + all_columns_key(after.name)};
  }
}

void Planner::options(const Relation& before, const Relation& after) {
  if (before.options == after.options) return;
  if (after.kind == Relation::Kind::foreign_table) {
    add(rank_alter_table,
        alter(after) + " OPTIONS (" + foreign_option_changes(before.options, after.options) + ")");
    return;
  }
  const Keys needs = {relation_key(after.name)};
  const std::vector<std::string> gone = removed(before.options, after.options);
  const std::vector<sql::Option> made = set(before.options, after.options);
  if (!gone.empty()) {
    add(rank_alter_table, alter(after) + " RESET (" + join(gone, ", ") + ")").needs = needs;
  }
  if (!made.empty()) {
    add(rank_alter_table, alter(after) + " SET (" + rendered_options(made) + ")").needs = needs;
  }
}

void Planner::security(const Relation& before, const Relation& after) {
  const Keys needs = {relation_key(after.name)};
  const std::string row_security = " ROW LEVEL SECURITY";
  if (before.row_security != after.row_security) {
    const std::string action = after.row_security ? " ENABLE" : " DISABLE";
    add(rank_alter_table, alter(after) + action + row_security).needs = needs;
  }
  if (before.forced_row_security != after.forced_row_security) {
    const std::string action = after.forced_row_security ? " FORCE" : " NO FORCE";
    add(rank_alter_table, alter(after) + action + row_security).needs = needs;
  }
}

// An index that is made anew is no longer the one that identifies rows.
void Planner::replica_identity(const Relation& before, const Relation& after) {
  const std::string identity = replica_index(to_, after);
  if (identity == "index") return;  // one that is gone; see Difference::notes
  const bool index = !identity.empty() && identity != "full" && identity != "nothing";
  const std::string qualified = identity.find('.') == std::string::npos
                                    ? unqualified(after.name).schema + "." + identity
                                    : identity;
  const bool again = index && (recreated(index_key(qualified)) ||
                               recreated(constraint_node(after.name, unqualified(qualified).name)));
  if (replica_index(relation_comes(after.name) ? to_ : from_, before) == identity && !again) return;
  std::string words = identity.empty() ? "DEFAULT" : uppercased(identity);
  if (index) words = "USING INDEX " + sql::quoted(unqualified(qualified).name);
  Step& step =
      add(index ? rank_state : rank_alter_table, alter(after) + " REPLICA IDENTITY " + words);
  step.needs = {relation_key(after.name)};
  if (index) {
    append(step.needs,
           {index_key(qualified), constraint_node(after.name, unqualified(qualified).name)});
  }
}

void Planner::describe_relation(const Relation& before, const Relation& after) {
  const std::string target = kind_words(after) + " " + rendered_name(after.name);
  const Keys needs = {relation_key(after.name)};
  owner(target, before.owner, after.owner, needs);
  comment(target, before.comment, after.comment, needs);
  const bool is_sequence = after.kind == Relation::Kind::sequence;
  privileges((is_sequence ? "SEQUENCE " : "TABLE ") + rendered_name(after.name), before.privileges,
             after.privileges, needs);
}

}  // namespace migcheck
