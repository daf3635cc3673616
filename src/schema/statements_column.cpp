#include <algorithm>

#include "core/text.h"
#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

using Generated = sql::Column::Generated;
using Identity = sql::Column::Identity;

std::string alter(const Relation& relation) {
  return "ALTER " + kind_words(relation) + " " + rendered_name(relation.name);
}

std::string alter_column_words(const SchemaColumn& column) {
  return "ALTER COLUMN " + sql::quoted(column.name);
}

std::string text_of(const Boxed<sql::Expression>& expression) {
  return expression ? expression->sql : "";
}

const SchemaColumn* in_parents(const std::vector<const Relation*>& parents,
                               const std::string& column) {
  for (const Relation* parent : parents) {
    if (const SchemaColumn* found = parent->column(column)) return found;
  }
  return nullptr;
}

}  // namespace

Keys Planner::keys_of_column(const Mentions& mentions, const Relation& table,
                             const SchemaColumn& column) const {
  Keys keys = mentions.in(column.type);
  append(keys, mentions.in_name(column.collation));
  if (column.default_value) append(keys, mentions.in(column.default_value->sql));
  if (column.generated_as) {
    append(keys, mentions.in(column.generated_as->sql));
    append(keys, columns_in(table, column.generated_as->sql));
    std::erase(keys, column_node(table.name, column.name));
  }
  return keys;
}

bool Planner::is_retyped(const Relation& table, const SchemaColumn& before,
                         const SchemaColumn& after) const {
  return rendered_type(before.type) != rendered_type(after.type) ||
         before.collation != after.collation ||
         retyped_.contains(column_node(table.name, after.name));
}

void Planner::columns(const Relation& before, const Relation& after) {
  const std::vector<const Relation*> parents = kept_parents(after.name);
  const bool view = is_view(after);
  // ALTER TYPE … CASCADE brings and takes what is an attribute.
  const bool typed = !after.of_type.empty() && before.of_type == after.of_type &&
                     from_.relation(after.name) != nullptr && !relation_comes(after.name);
  for (const SchemaColumn& column : before.columns) {
    const bool again = recreated(column_node(after.name, column.name));
    if (view || typed || (after.column(column.name) != nullptr && !again)) continue;
    // What goes from the parent goes from here.
    const bool with_parent = std::any_of(parents.begin(), parents.end(), [&](const Relation* p) {
      return from_.column(p->name, column.name) != nullptr &&
             (p->column(column.name) == nullptr || again) && !stays_in_children(*p, column);
    });
    if (!with_parent) drop_column(before, column);
  }
  for (const SchemaColumn& column : after.columns) {
    const SchemaColumn* old = before.column(column.name);
    if (old != nullptr && !recreated(column_node(after.name, column.name))) {
      alter_column(after, *old, column);
      continue;
    }
    const SchemaColumn* inherited =
        column.inherited > 0 ? in_parents(parents, column.name) : nullptr;
    SchemaColumn bare = inherited != nullptr ? *inherited : column;
    if (inherited == nullptr && !view && !typed) add_column(after, column);
    bare.comment.clear();
    bare.privileges.reset();
    bare.statistics.reset();
    bare.storage.clear();
    if (after.kind != Relation::Kind::foreign_table) bare.options.clear();
    if (view) bare.default_value.reset();
    alter_column(after, bare, column);
  }
}

void Planner::add_column(const Relation& table, const SchemaColumn& made) {
  SchemaColumn column = made;
  if (table.kind != Relation::Kind::foreign_table) column.options.clear();
  const Relation* sequence = to_.relation(column.sequence);
  Step& step = add(rank_add_column,
                   alter(table) + " ADD COLUMN " + rendered_column(column, table.name, sequence));
  step.makes = {column_node(table.name, column.name), all_columns_key(table.name)};
  if (column.identity != Identity::none) {
    append(step.makes, {relation_key(column.sequence), slot_key(column.sequence)});
  }
  step.needs = keys_of_column(after_, table, column);
  step.needs.push_back("free " + all_columns_key(table.name));  // no longer of a type
}

namespace {

// Whether what a parent has is left to a child that had it of this parent alone.
template <typename Part>
bool is_left_behind(const Part* before, const Part* after) {
  return before != nullptr && after != nullptr && !before->local && after->local;
}

}  // namespace

bool Planner::stays_in_children(const Relation& table, const SchemaColumn& column) const {
  return std::any_of(table.children.begin(), table.children.end(), [&](const std::string& child) {
    return is_left_behind(from_.column(child, column.name), to_.column(child, column.name));
  });
}

bool Planner::stays_in_children(const Relation& table, const SchemaConstraint& constraint) const {
  return std::any_of(table.children.begin(), table.children.end(), [&](const std::string& child) {
    const Relation* before = from_.relation(child);
    const Relation* after = to_.relation(child);
    return before != nullptr && after != nullptr &&
           is_left_behind(before->constraint(constraint.name), after->constraint(constraint.name));
  });
}

// Its indexes and constraints, and the sequence that it owns, go with it.
void Planner::drop_column(const Relation& table, const SchemaColumn& column) {
  const std::string only = stays_in_children(table, column) ? "ALTER TABLE ONLY " : "ALTER TABLE ";
  Step& step =
      add(rank_drop_column,
          (kind_words(table) == "TABLE" ? only + rendered_name(table.name) : alter(table)) +
              " DROP COLUMN " + sql::quoted(column.name));
  step.frees = {column_node(table.name, column.name)};
  step.makes = {all_columns_key(table.name)};
  step.releases = keys_of_column(before_, table, column);
  if (!column.sequence.empty()) {
    append(step.frees, {relation_key(column.sequence), slot_key(column.sequence)});
  }
  // The other columns of what goes with this one do not wait for it: they may go, too.
  const auto is_own_column = [&](const std::string& key) {
    return key.starts_with("column " + table.name + ".");
  };
  for (const std::string& name : table.indexes) {
    const SchemaIndex* index = from_.index(name);
    if (index == nullptr) continue;
    const bool has = std::find(index->columns.begin(), index->columns.end(), column.name) !=
                     index->columns.end();
    if (!has) continue;
    append(step.frees, {slot_key(name), index_key(name)});
    Keys used = keys_of_index(before_, from_, *index);
    std::erase_if(used, is_own_column);
    append(step.releases, used);
  }
  for (const SchemaConstraint& constraint : table.constraints) {
    const auto& parts = constraint.columns;
    if (std::find(parts.begin(), parts.end(), column.name) == parts.end()) continue;
    step.frees.push_back(constraint_node(table.name, constraint.name));
    Keys used = keys_of_constraint(before_, from_, table, constraint);
    std::erase_if(used, [&](const std::string& key) {
      return is_own_column(key) || key == unique_keys_key(table.name);
    });
    append(step.releases, used);
    if (!constraint.index.empty()) step.frees.push_back(unique_keys_key(table.name));
  }
  std::erase(step.releases, column_node(table.name, column.name));
}

void Planner::alter_column(const Relation& table, const SchemaColumn& before,
                           const SchemaColumn& after) {
  const std::string words = alter_column_words(after);
  const bool view = is_view(table);
  if (!view && before.not_null && !after.not_null && before.identity == Identity::none) {
    recursing(rank_alter_column, table, words + " DROP NOT NULL", {}, {});
  }
  if (!view) {
    if (before.generated != Generated::no && after.generated == Generated::no) {
      Step& step = add(rank_drop_default, alter(table) + " " + words + " DROP EXPRESSION");
      step.releases = keys_of_column(before_, table, before);
    }
    column_type(table, before, after);
  }
  column_default(table, before, after);
  if (!view && !before.not_null && after.not_null) {
    recursing(rank_alter_column, table, words + " SET NOT NULL",
              {column_node(table.name, after.name), relation_key(table.name)}, {});
  }
  if (!view) column_identity(table, before, after);
  if (!view && before.not_null && !after.not_null && before.identity != Identity::none) {
    recursing(rank_alter_column, table, words + " DROP NOT NULL", {}, {});
  }
  column_storage(table, before, after);
  describe_column(table, before, after);
}

// A default that was made for the old type would keep a cast from it: it is set again.
void Planner::column_type(const Relation& table, const SchemaColumn& before,
                          const SchemaColumn& after) {
  if (!is_retyped(table, before, after)) return;
  for (const Relation* parent : kept_parents(table.name)) {
    const SchemaColumn* old = from_.column(parent->name, after.name);
    const SchemaColumn* made = parent->column(after.name);
    if (old != nullptr && made != nullptr && is_retyped(*parent, *old, *made)) return;
  }
  const std::string key = column_node(table.name, after.name);
  const bool anew = retyped_.contains(key);
  std::string text = alter(table) + " " + alter_column_words(after) + " TYPE " +
                     rendered_type(after.type) + rendered_collation(after.collation);
  const std::string conversion =
      using_expression(sql::quoted(after.name), before.type, after.type, anew);
  if (!conversion.empty()) text += " USING " + conversion;
  Step& step = add(rank_alter_column, text);
  step.frees = {key, "value " + key};
  step.makes = {key, all_columns_key(table.name), "value " + key};
  step.needs = after_.in(after.type);
  append(step.needs, after_.in_name(after.collation));
  step.releases = before_.in(before.type);
}

void Planner::column_default(const Relation& table, const SchemaColumn& before,
                             const SchemaColumn& after) {
  const std::string key = column_node(table.name, after.name);
  const std::string words = alter_column_words(after);
  const bool retyped = from_.relation(table.name) != nullptr && is_retyped(table, before, after) &&
                       !(before.type.name == after.type.name && !retyped_.contains(key));
  const bool again = recreated(default_key(table.name, after.name)) || retyped;
  const bool same = text_of(before.default_value) == text_of(after.default_value);
  if (same && (!again || !after.default_value)) return;
  if (before.default_value && (again || !after.default_value)) {
    Keys releases = before_.in(before.default_value->sql);
    append(releases, {key});
    recursing(rank_drop_default, table, words + " DROP DEFAULT", {relation_key(table.name)},
              std::move(releases));
  }
  if (!after.default_value) return;
  Keys needs = after_.in(after.default_value->sql);
  append(needs, {relation_key(table.name), key});
  Keys releases;
  if (before.default_value && !again) releases = before_.in(before.default_value->sql);
  recursing(rank_set_default, table,
            words + " SET DEFAULT " + rendered_default(after.default_value->sql), std::move(needs),
            std::move(releases));
}

void Planner::column_identity(const Relation& table, const SchemaColumn& before,
                              const SchemaColumn& after) {
  const std::string words = alter(table) + " " + alter_column_words(after);
  const std::string key = column_node(table.name, after.name);
  if (before.identity == after.identity) {
    if (after.identity == Identity::none || before.sequence == after.sequence) return;
    Step& step =
        add(rank_alter_table, "ALTER SEQUENCE " + rendered_name(before.sequence) + " RENAME TO " +
                                  sql::quoted(unqualified(after.sequence).name));
    step.frees = {slot_key(before.sequence)};
    step.makes = {slot_key(after.sequence), relation_key(after.sequence)};
    const Relation* old = from_.relation(before.sequence);
    const Relation* made = to_.relation(after.sequence);
    if (old != nullptr && made != nullptr) sequence(*old, *made);
    return;
  }
  // A partition's identity comes and goes with its table.
  if (before.sequence.empty() && after.sequence.empty()) return;
  if (after.identity == Identity::none) {
    Step& step = add(rank_alter_column, words + " DROP IDENTITY");
    step.frees = {relation_key(before.sequence), slot_key(before.sequence)};
    step.makes = {"plain " + key};
  } else if (before.identity == Identity::none) {
    Step& step =
        add(rank_set_default,
            words + " ADD " + rendered_identity(after, table.name, to_.relation(after.sequence)));
    step.needs = {key, relation_key(table.name)};
    step.makes = {relation_key(after.sequence), slot_key(after.sequence)};
  } else {
    add(rank_alter_column, words + " SET GENERATED " + rendered_identity_kind(after.identity));
  }
}

// An option that has gone is RESET; the statistics target's own default is -1.
void Planner::column_storage(const Relation& table, const SchemaColumn& before,
                             const SchemaColumn& after) {
  const std::string words = alter_column_words(after);
  const Keys needs = {relation_key(table.name), column_node(table.name, after.name)};
  const auto set = [&](const std::string& what, const std::string& value) {
    recursing(rank_alter_column, table, words + " SET " + what + " " + value, needs, {});
  };
  if (before.statistics != after.statistics) {
    set("STATISTICS", std::to_string(after.statistics.value_or(-1)));
  }
  const bool retyped = before.type.name != after.type.name && !after.storage.empty();
  if (before.storage != after.storage || retyped) {
    set("STORAGE", after.storage.empty() ? default_storage(after.type) : uppercased(after.storage));
  }
  if (before.compression != after.compression && !is_view(table)) {
    add(rank_alter_column, alter(table) + " " + words + " SET COMPRESSION " +
                               (after.compression.empty() ? "default" : after.compression))
        .needs = needs;
  }
  if (before.options == after.options) return;
  if (table.kind == Relation::Kind::foreign_table) return;
  std::vector<std::string> gone;
  for (const sql::Option& option : before.options) {
    const bool kept = std::any_of(after.options.begin(), after.options.end(),
                                  [&](const sql::Option& o) { return o.name == option.name; });
    if (!kept) gone.push_back(option.name);
  }
  if (!gone.empty()) {
    add(rank_alter_column, alter(table) + " " + words + " RESET (" + join(gone, ", ") + ")").needs =
        needs;
  }
  if (!after.options.empty()) {
    add(rank_alter_column,
        alter(table) + " " + words + " SET (" + rendered_options(after.options) + ")")
        .needs = needs;
  }
}

void Planner::describe_column(const Relation& table, const SchemaColumn& before,
                              const SchemaColumn& after) {
  const Keys needs = {relation_key(table.name), column_node(table.name, after.name)};
  comment("COLUMN " + rendered_name(table.name) + "." + sql::quoted(after.name), before.comment,
          after.comment, needs);
  privileges("TABLE " + rendered_name(table.name), left_after_revokes(table, before.privileges),
             after.privileges, needs, after.name);
}

// REVOKE … ON TABLE takes the privilege on the columns along.
Privileges Planner::left_after_revokes(const Relation& table, Privileges column) const {
  const Relation* before = from_.relation(table.name);
  if (!column || before == nullptr || !before->privileges) return column;
  for (const auto& [role, privileges] : *before->privileges) {
    for (const auto& [privilege, option] : privileges) {
      const bool stays = table.privileges && table.privileges->contains(role) &&
                         table.privileges->at(role).contains(privilege);
      if (!stays && column->contains(role)) (*column)[role].erase(privilege);
    }
  }
  return column;
}

}  // namespace migcheck
