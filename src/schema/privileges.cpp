#include <algorithm>
#include <array>

#include "core/text.h"
#include "schema/default_privileges.h"
#include "schema/editor.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;
using List = std::vector<std::string>;

// What ALL stands for. Source: PostgreSQL documentation, 5.8 Privileges.
const List& all_privileges(Kind kind, int pg_version) {
  static const List old_table = {"insert",   "select",     "update", "delete",
                                 "truncate", "references", "trigger"};
  static const List table = {"insert",   "select",     "update",  "delete",
                             "truncate", "references", "trigger", "maintain"};
  static const List sequence = {"select", "update", "usage"};
  static const List schema = {"usage", "create"};
  static const List execute = {"execute"};
  static const List usage = {"usage"};
  switch (kind) {
    case Kind::table:
      return pg_version >= 17 ? table : old_table;
    case Kind::sequence:
      return sequence;
    case Kind::schema:
      return schema;
    case Kind::function:
      return execute;
    default:
      return usage;
  }
}

}  // namespace

// Role membership and privileges on databases are nothing of the schema's.
void SchemaEditor::operator()(const sql::Grant& operation) {
  if (operation.kind == Kind::other) return;
  if (operation.defaults) {
    change_defaults(operation);
    return;
  }
  if (operation.all_in_schema) {
    for (const sql::ObjectRef& schema : operation.objects)
      grant_in_schema(operation, schema.name.name);
    return;
  }
  for (const sql::ObjectRef& object : operation.objects) {
    for (const sql::Grant::Privilege& privilege : operation.privileges) {
      if (privilege.columns.empty()) {
        if (Privileges* target = privileges_of(operation.kind, object)) {
          change(*target, operation, privilege);
        }
      } else {
        grant_on_columns(operation, object, privilege);
      }
    }
  }
}

// An entry that says what holds without it is none. Those of another role say nothing of what the
// migrations make.
void SchemaEditor::change_defaults(const sql::Grant& operation) {
  std::vector<std::string> schemas = {""}, roles = {""};
  if (!operation.objects.empty()) schemas.clear();
  for (const sql::ObjectRef& schema : operation.objects) schemas.push_back(schema.name.name);
  if (!operation.for_roles.empty()) roles = operation.for_roles;
  for (const std::string& role : roles) {
    for (const std::string& schema : schemas) change_defaults(operation, schema, role);
  }
}

void SchemaEditor::change_defaults(const sql::Grant& operation, const std::string& schema,
                                   const std::string& role) {
  const std::string key = default_privileges_key(operation.kind, schema, role);
  const Granted without = schema.empty() ? built_in_privileges(operation.kind) : Granted{};
  if (schema_.object(key) == nullptr) {
    DefinedObject made;
    made.kind = Kind::default_privileges;
    made.name = key;
    made.object = default_privileges_object(operation.kind, schema);
    made.owner = role;
    made.privileges = without;
    put(std::move(made));
  }
  Privileges& target = object(key).privileges;
  for (const sql::Grant::Privilege& privilege : operation.privileges) {
    change(target, operation, privilege);
  }
  Granted remaining = *target;
  std::erase_if(remaining, [](const auto& entry) { return entry.second.empty(); });
  if (remaining == without) drop_object(key);
}

namespace {

Kind kind_of(const Relation& relation) {
  return relation.kind == Relation::Kind::sequence ? Kind::sequence : Kind::table;
}

template <typename T>
void give(const Schema& schema, T& made, Kind kind, const std::string& in) {
  if (!made.privileges && made.certain) {
    made.privileges = privileges_of_new(schema, schema, kind, in);
  }
}

}  // namespace

void SchemaEditor::give_default_privileges(Relation& made) const {
  if (made.persistence == sql::Persistence::temporary) return;
  give(schema_, made, kind_of(made), unqualified(made.name).schema);
}

void SchemaEditor::give_default_privileges(SchemaType& made) const {
  give(schema_, made, Kind::type, unqualified(made.name).schema);
}

void SchemaEditor::give_default_privileges(SchemaFunction& made) const {
  give(schema_, made, Kind::function, unqualified(made.function).schema);
}

void SchemaEditor::give_default_privileges(DefinedObject& made) const {
  if (made.kind == Kind::schema) give(schema_, made, Kind::schema, "");
}

void SchemaEditor::grant_in_schema(const sql::Grant& operation, const std::string& schema) {
  const auto change_all = [&](Privileges& target) {
    for (const sql::Grant::Privilege& privilege : operation.privileges) {
      change(target, operation, privilege);
    }
  };
  const std::string prefix = schema + ".";
  if (operation.kind == Kind::function) {
    std::vector<std::string> names;
    for (const auto& [key, known] : schema_.functions_.all()) {
      if (key.starts_with(prefix)) names.push_back(key);
    }
    for (const std::string& name : names) change_all(function(name).privileges);
    return;
  }
  std::vector<std::string> names;
  for (const auto& [key, known] : schema_.relations_.all()) {
    const bool sequence = known->kind == Relation::Kind::sequence;
    if (key.starts_with(prefix) && sequence == (operation.kind == Kind::sequence)) {
      names.push_back(key);
    }
  }
  for (const std::string& name : names) change_all(relation(name).privileges);
}

void SchemaEditor::grant_on_columns(const sql::Grant& operation, const sql::ObjectRef& object,
                                    const sql::Grant::Privilege& privilege) {
  const std::string table = schema_.resolve(object.name);
  if (schema_.relation(table) == nullptr) return;
  for (const std::string& name : privilege.columns) {
    SchemaColumn* column = relation(table).column(name);
    if (column != nullptr) change(column->privileges, operation, privilege);
  }
}

Privileges* SchemaEditor::privileges_of(Kind kind, const sql::ObjectRef& named) {
  switch (kind) {
    case Kind::table:
    case Kind::sequence: {
      const std::string name = schema_.resolve(named.name);
      return schema_.relation(name) == nullptr ? nullptr : &relation(name).privileges;
    }
    case Kind::type:
    case Kind::domain: {
      const std::string name = schema_.resolve_type(named.name);
      return schema_.type(name) == nullptr ? nullptr : &type(name).privileges;
    }
    case Kind::function: {
      const std::string name = function_key(named.name, named.arguments);
      return name.empty() ? nullptr : &function(name).privileges;
    }
    default: {
      const std::string key = key_of(kind, named);
      return schema_.object(key) == nullptr ? nullptr : &object(key).privileges;
    }
  }
}

namespace {

bool was_granted(const Granted& target, const std::string& grantee) {
  const auto found = target.find(grantee);
  return found != target.end() && std::ranges::any_of(found->second, [](const auto& privilege) {
           return !privilege.first.starts_with('-');
         });
}

}  // namespace

// Grantees that end with nothing are not listed; PUBLIC's defaults on functions and types are
// written as what is granted beyond them, or, with an empty list, what was taken from them. What is
// taken from a role that never got it may be the owner's own: that is kept as "-select".
void SchemaEditor::change(Privileges& target, const sql::Grant& operation,
                          const sql::Grant::Privilege& privilege) const {
  if (!target) target = built_in_privileges(operation.kind);
  const List names = privilege.name == "all" ? all_privileges(operation.kind, schema_.pg_version_)
                                             : List{privilege.name};
  for (const std::string& grantee : operation.grantees) {
    const bool may_be_owner = grantee != "public" && !was_granted(*target, grantee);
    auto& granted = (*target)[grantee];
    for (const std::string& name : names) {
      if (!operation.revoke) {
        granted.erase("-" + name);
        granted[name] = granted[name] || operation.grant_option;
      } else if (operation.grant_option) {
        if (granted.contains(name)) granted[name] = false;
      } else {
        if (granted.erase(name) == 0 && may_be_owner) granted["-" + name] = false;
      }
    }
    if (granted.empty() && !(operation.revoke && grantee == "public")) target->erase(grantee);
  }
}

}  // namespace migcheck
