#include "schema/editor.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace migcheck {

Relation& SchemaEditor::relation(const std::string& name) {
  if (schema_.relation(name) == nullptr) {
    Relation unseen;
    unseen.name = name;
    unseen.complete = unseen.certain = false;
    put(std::move(unseen));
  }
  return touch(schema_.relations_, ObjectClass::relation, name);
}

void SchemaEditor::put(Relation relation) {
  relation.made_after = schema_.opaque_count_;
  if (relation.persistence == sql::Persistence::temporary) {
    schema_.temporary_.insert(class_key(ObjectClass::relation, relation.name));
  }
  keep(schema_.relations_, ObjectClass::relation, std::move(relation));
}

void SchemaEditor::put(SchemaIndex index) {
  keep(schema_.indexes_, ObjectClass::index, std::move(index));
}

void SchemaEditor::put(SchemaType type) {
  keep(schema_.types_, ObjectClass::type, std::move(type));
}

void SchemaEditor::put(SchemaFunction function) {
  keep(schema_.functions_, ObjectClass::function, std::move(function));
}

void SchemaEditor::put(DefinedObject object) {
  keep(schema_.objects_, ObjectClass::object, std::move(object));
}

namespace {

std::vector<std::string> references_of(const Schema& schema, const std::string& user) {
  const auto [object_class, name] = from_class_key(user);
  const auto of = [](const auto* object) {
    return object == nullptr ? std::vector<std::string>{} : migcheck::references_of(*object);
  };
  switch (object_class) {
    case ObjectClass::relation:
      return of(schema.relation(name));
    case ObjectClass::index:
      return of(schema.index(name));
    case ObjectClass::type:
      return of(schema.type(name));
    case ObjectClass::function:
      return of(schema.functions().find(name));
    case ObjectClass::object:
      return of(schema.object(name));
    case ObjectClass::constraint:
      break;
  }
  return {};
}

template <typename T>
void identify_all(std::vector<T>& parts) {
  for (T& part : parts) {
    if (!part.id) part.id = ObjectIdentity::made();
  }
}

template <typename T>
bool has_unidentified(const std::vector<T>& parts) {
  return std::ranges::any_of(parts, [](const T& part) { return !part.id; });
}

bool lacks_identity(const Relation& relation) {
  return !relation.id || has_unidentified(relation.columns) ||
         has_unidentified(relation.constraints);
}

bool lacks_identity(const SchemaType& type) {
  return !type.id || has_unidentified(type.attributes);
}

template <typename T>
bool lacks_identity(const T& object) {
  return !object.id;
}

void settle(Relation& relation) {
  identify_all(relation.columns);
  identify_all(relation.constraints);
  note_references(relation);
}

void settle(SchemaType& type) {
  identify_all(type.attributes);
  note_references(type);
}

void settle(SchemaFunction& function) { note_references(function); }
void settle(DefinedObject& object) { note_references(object); }

template <typename T>
void settle(T&) {}

}  // namespace

template <typename T>
void SchemaEditor::settle(Store<T>& store, const std::string& name) {
  const T* object = store.find(name);
  if (object == nullptr || (!lacks_identity(*object) && knows_references(*object))) return;
  T& changed = store.edit(name);
  if (!changed.id) {
    changed.id = ObjectIdentity::made();
    give_default_privileges(changed);
  }
  migcheck::settle(changed);
}

void SchemaEditor::settle(const std::string& key) {
  const auto [object_class, name] = from_class_key(key);
  switch (object_class) {
    case ObjectClass::relation:
      return settle(schema_.relations_, name);
    case ObjectClass::index:
      return settle(schema_.indexes_, name);
    case ObjectClass::type:
      return settle(schema_.types_, name);
    case ObjectClass::function:
      return settle(schema_.functions_, name);
    case ObjectClass::object:
      return settle(schema_.objects_, name);
    case ObjectClass::constraint:
      return;
  }
}

void SchemaEditor::apply(const sql::Operation& operation) {
  std::visit([this](const auto& one) { (*this)(one); }, operation);
  finish();
}

void SchemaEditor::finish() {
  for (const std::string& user : touched_) {
    settle(user);
    for (const std::string& used : references_of(schema_, user)) {
      const Schema::Users* known = schema_.users_.find(used);
      if (known == nullptr) {
        schema_.users_.put({used, {user}});
      } else if (!known->users.contains(user)) {
        schema_.users_.edit(used).users.insert(user);
      }
    }
  }
  finished_.merge(touched_);
  touched_.clear();
}

std::vector<std::string> SchemaEditor::users(ObjectClass object_class,
                                             const std::string& name) const {
  const std::string used = class_key(object_class, name);
  std::vector<std::string> found;
  const Schema::Users* known = schema_.users_.find(used);
  if (known == nullptr) return found;
  for (const std::string& user : known->users) {
    const std::vector<std::string> references = references_of(schema_, user);
    if (std::ranges::find(references, used) != references.end()) found.push_back(user);
  }
  return found;
}

bool SchemaEditor::is_relation_taken(const std::string& schema, const std::string& name) const {
  const std::string key = schema + "." + name;
  return schema_.relation(key) != nullptr || schema_.index(key) != nullptr;
}

// Constraints' names are looked for in the whole schema. Source: ConstraintNameExists.
bool SchemaEditor::is_constraint_taken(const std::string& schema, const std::string& name) const {
  const auto has_one = [&](const std::string& user) {
    const auto [object_class, owner] = from_class_key(user);
    if (object_class != ObjectClass::relation || unqualified(owner).schema != schema) return false;
    const Relation* relation = schema_.relation(owner);
    return relation != nullptr && relation->constraint(name) != nullptr;
  };
  // What this very operation has made is not in the index yet.
  return std::ranges::any_of(touched_, has_one) ||
         !users(ObjectClass::constraint, schema + "." + name).empty();
}

std::string SchemaEditor::relation_name(const std::string& table, const std::string& addition,
                                        const std::string& label, bool constraint) const {
  const auto [schema, name] = unqualified(table);
  return free_name(name, addition, label, [&, &schema = schema](const std::string& candidate) {
    return is_relation_taken(schema, candidate) ||
           (constraint && is_constraint_taken(schema, candidate));
  });
}

std::string SchemaEditor::constraint_name(const std::string& owner, const std::string& addition,
                                          const std::string& label) const {
  const auto [schema, name] = unqualified(owner);
  return free_name(name, addition, label, [&, &schema = schema](const std::string& candidate) {
    return is_constraint_taken(schema, candidate);
  });
}

std::string SchemaEditor::function_key(
    const sql::Name& name, const std::optional<std::vector<sql::TypeName>>& arguments) const {
  std::string key = schema_.resolve_function(name);
  if (key.empty()) return {};
  if (arguments) {
    std::vector<std::string> types;
    for (sql::TypeName type : *arguments) {
      qualifier_.type(type);
      types.push_back(to_string(type));
    }
    key += "(" + join(types, ", ") + ")";
  }
  const SchemaFunction* function = schema_.function(key);
  return function == nullptr ? "" : function->name;
}

}  // namespace migcheck
