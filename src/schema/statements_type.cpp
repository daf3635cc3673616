#include <algorithm>

#include "schema/default_privileges.h"
#include "schema/names.h"
#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

using Kind = SchemaType::Kind;

// Whether the labels of `part` stand in `whole` in the same order.
bool is_subsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  auto at = whole.begin();
  for (const std::string& label : part) {
    at = std::find(at, whole.end(), label);
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

std::string words(const SchemaType& type) {
  return type.kind == Kind::domain ? "DOMAIN " : "TYPE ";
}

}  // namespace

bool needs_new_type(const SchemaType& before, const SchemaType& after) {
  if (before.kind != after.kind) return true;
  switch (after.kind) {
    case Kind::enumeration:
      return !is_subsequence(before.labels, after.labels);
    case Kind::domain:
      return rendered_type(before.base) != rendered_type(after.base) ||
             before.collation != after.collation;
    case Kind::range:
    case Kind::base:
      return before.definition != after.definition;
    case Kind::composite:
      break;
  }
  return false;
}

Keys Planner::keys_of_type(const Mentions& mentions, const SchemaType& type) const {
  Keys keys = mentions.in(type.definition);
  std::erase(keys, type_node(type.name));
  if (type.kind == Kind::domain) append(keys, mentions.in(type.base));
  append(keys, mentions.in_name(type.collation));
  if (type.default_value) append(keys, mentions.in(type.default_value->sql));
  for (const SchemaConstraint& constraint : type.constraints) {
    if (constraint.check) append(keys, mentions.in(constraint.check->sql));
  }
  for (const SchemaColumn& attribute : type.attributes) {
    append(keys, mentions.in(attribute.type));
    append(keys, mentions.in_name(attribute.collation));
  }
  return keys;
}

// Whether a column that stays has it.
bool Planner::is_column_type(const std::string& type) const {
  for (const auto& [name, relation] : from_.relations().all()) {
    if (is_view(*relation)) continue;
    for (const SchemaColumn& column : relation->columns) {
      if (to_.column(name, column.name) == nullptr) continue;
      const Keys keys = before_.in(column.type);
      if (std::find(keys.begin(), keys.end(), type_node(type)) != keys.end()) return true;
    }
  }
  return false;
}

// Whether a type that stays for the sake of a column has it as a part.
bool Planner::is_in_column_type(const std::string& type) const {
  for (const auto& [name, other] : from_.types().all()) {
    const Keys keys = keys_of_type(before_, *other);
    if (std::find(keys.begin(), keys.end(), type_node(type)) == keys.end()) continue;
    if (to_.type(name) != nullptr && (is_column_type(name) || is_in_column_type(name))) return true;
  }
  return false;
}

std::string Planner::free_name(const std::string& wanted) const {
  std::string name = wanted;
  for (int i = 1; from_.type(name) != nullptr || to_.type(name) != nullptr ||
                  from_.relation(name) != nullptr || to_.relation(name) != nullptr;
       ++i) {
    name = wanted + std::to_string(i);
  }
  return name;
}

void Planner::type(const std::string& name) {
  const SchemaType* before = from_.type(name);
  const SchemaType* after = to_.type(name);
  if (before != nullptr && after != nullptr && !recreated(type_node(name))) {
    return alter_type(*before, *after);
  }
  if (before != nullptr && after != nullptr && (is_column_type(name) || is_in_column_type(name))) {
    return replace_type(*before, *after);
  }
  if (before != nullptr) drop_type(*before, name);
  if (after != nullptr) create_type(*after, Old::goes);
}

SchemaType Planner::as_created(const SchemaType& type) const {
  SchemaType bare;
  bare.kind = type.kind;
  bare.privileges =
      privileges_of_new(from_, to_, sql::ObjectKind::type, unqualified(type.name).schema);
  return bare;
}

void Planner::create_type(const SchemaType& type, Old old) {
  Step& step = add(rank_create_type, rendered_type_definition(type));
  step.makes = {slot_key(type.name)};
  if (!type.made_as.empty()) {
    step.makes = {"first " + type_node(type.name)};
    step.needs = keys_of_type(after_, type);
    return rename_made(type);
  }
  (old == Old::stays ? step.makes_beside : step.makes).push_back(type_node(type.name));
  step.needs = keys_of_type(after_, type);
  for (const SchemaConstraint& constraint : type.constraints) {
    if (constraint.valid) continue;
    add(rank_add_check, "ALTER DOMAIN " + rendered_name(type.name) + " ADD " +
                            rendered_domain_constraint(constraint))
        .needs = {type_node(type.name)};
  }
  describe_type(as_created(type), type);
}

// Its functions keep the first name of a range type.
void Planner::rename_made(const SchemaType& type) {
  const sql::Name first = unqualified(type.made_as), last = unqualified(type.name);
  std::string name = type.made_as;
  const std::string key = "first " + type_node(type.name);
  const auto alter = [&](const std::string& action) -> Step& {
    Step& step = add(rank_create_type, "ALTER TYPE " + rendered_name(name) + action);
    step.needs = {key};
    return step;
  };
  if (first.schema != last.schema) {
    Step& step = alter(" SET SCHEMA " + sql::quoted(last.schema));
    step.needs.push_back(object_key(sql::ObjectKind::schema, last.schema));
    name = in_schema(last.schema, name);
    step.makes = {"moved " + key};
    if (first.name == last.name) append(step.makes, {type_node(type.name), slot_key(type.name)});
  }
  if (first.name != last.name) {
    Step& step = alter(" RENAME TO " + sql::quoted(last.name));
    step.needs.push_back("moved " + key);
    step.makes = {type_node(type.name), slot_key(type.name)};
  }
  describe_type(as_created(type), type);
}

void Planner::drop_type(const SchemaType& type, const std::string& name) {
  Step& step = add(rank_drop_type, "DROP " + words(type) + rendered_name(name));
  step.frees = {type_node(type.name)};
  if (name == type.name) step.frees.push_back(slot_key(name));
  step.releases = keys_of_type(before_, type);
}

// The old type makes room, the columns change over, then it goes.
void Planner::replace_type(const SchemaType& before, const SchemaType& after) {
  const std::string old_name = free_name(before.name + "_old");
  Step& rename = add(rank_rename_type, "ALTER " + words(before) + rendered_name(before.name) +
                                           " RENAME TO " + sql::quoted(unqualified(old_name).name));
  rename.frees = {slot_key(before.name)};
  create_type(after, Old::stays);
  drop_type(before, old_name);
}

void Planner::alter_type(const SchemaType& before, const SchemaType& after) {
  if (after.kind == Kind::enumeration) add_labels(before, after);
  if (after.kind == Kind::composite) alter_attributes(before, after);
  if (after.kind == Kind::domain) alter_domain(before, after);
  describe_type(before, after);
}

// Each new label stands before one of the old, or at the end.
void Planner::add_labels(const SchemaType& before, const SchemaType& after) {
  const auto is_old = [&](const std::string& label) {
    return std::find(before.labels.begin(), before.labels.end(), label) != before.labels.end();
  };
  for (std::size_t i = 0; i < after.labels.size(); ++i) {
    if (is_old(after.labels[i])) continue;
    std::string text = "ALTER TYPE " + rendered_name(after.name) + " ADD VALUE " +
                       rendered_literal(after.labels[i]);
    const auto next = std::find_if(after.labels.begin() + static_cast<std::ptrdiff_t>(i),
                                   after.labels.end(), is_old);
    if (next != after.labels.end()) text += " BEFORE " + rendered_literal(*next);
    add(rank_add_label, text).makes = {type_node(after.name)};
  }
}

// One that stays, and whose columns change with the type.
bool Planner::has_typed_table(const std::string& type) const {
  const auto& all = from_.relations().all();
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
    return entry.second->of_type == type && to_.relation(entry.first) != nullptr;
  });
}

// Tables that are no longer of the type, and do not follow it.
Keys Planner::released_tables(const std::string& type) const {
  Keys keys;
  for (const auto& [name, table] : from_.relations().all()) {
    if (table->of_type == type) keys.push_back("free " + all_columns_key(name));
  }
  return keys;
}

void Planner::alter_attributes(const SchemaType& before, const SchemaType& after) {
  const std::string alter = "ALTER TYPE " + rendered_name(after.name);
  const std::string cascade = has_typed_table(after.name) ? " CASCADE" : "";
  const auto find = [](const SchemaType& type, const std::string& name) {
    const auto at = std::find_if(type.attributes.begin(), type.attributes.end(),
                                 [&](const SchemaColumn& a) { return a.name == name; });
    return at == type.attributes.end() ? nullptr : &*at;
  };
  for (const SchemaColumn& attribute : before.attributes) {
    if (find(after, attribute.name) != nullptr) continue;
    Step& step =
        add(rank_alter_column, alter + " DROP ATTRIBUTE " + sql::quoted(attribute.name) + cascade);
    step.releases = before_.in(attribute.type);
  }
  for (const SchemaColumn& attribute : after.attributes) {
    const SchemaColumn* old = find(before, attribute.name);
    const std::string type =
        rendered_type(attribute.type) + rendered_collation(attribute.collation);
    const std::string name = sql::quoted(attribute.name);
    if (old == nullptr) {
      Step& step = add(rank_alter_column, alter + " ADD ATTRIBUTE " + name + " " + type + cascade);
      step.needs = after_.in(attribute.type);
      append(step.needs, released_tables(after.name));
      step.makes = {type_node(after.name)};
    } else if (rendered_type(old->type) + rendered_collation(old->collation) != type) {
      Step& step =
          add(rank_alter_column, alter + " ALTER ATTRIBUTE " + name + " TYPE " + type + cascade);
      step.needs = after_.in(attribute.type);
      step.releases = before_.in(old->type);
      step.makes = {type_node(after.name)};
    }
  }
}

void Planner::describe_type(const SchemaType& before, const SchemaType& after) {
  const std::string name = rendered_name(after.name);
  const Keys needs = {type_node(after.name)};
  owner(words(after) + name, before.owner, after.owner, needs);
  comment(words(after) + name, before.comment, after.comment, needs);
  privileges("TYPE " + name, before.privileges, after.privileges, needs);
  for (const SchemaColumn& attribute : after.attributes) {
    const auto old = std::find_if(before.attributes.begin(), before.attributes.end(),
                                  [&](const SchemaColumn& a) { return a.name == attribute.name; });
    comment("COLUMN " + name + "." + sql::quoted(attribute.name),
            old == before.attributes.end() ? "" : old->comment, attribute.comment, needs);
  }
  for (const SchemaConstraint& constraint : after.constraints) {
    const auto old =
        std::find_if(before.constraints.begin(), before.constraints.end(),
                     [&](const SchemaConstraint& c) { return c.name == constraint.name; });
    comment("CONSTRAINT " + sql::quoted(constraint.name) + " ON DOMAIN " + name,
            old == before.constraints.end() ? "" : old->comment, constraint.comment, needs);
  }
}

}  // namespace migcheck
