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

using References = std::shared_ptr<const std::vector<std::string>>;

// What the visitor says of the object of that class key; null where there is none.
template <typename Visit>
References visit_object(const Schema& schema, const std::string& key, Visit visit) {
  const auto [object_class, name] = from_class_key(key);
  const auto of = [&](const auto* object) {
    return object == nullptr ? References() : visit(*object);
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
  return nullptr;
}

// As they were when the operation that changed it last was finished.
References noted_references(const Schema& schema, const std::string& key) {
  return visit_object(schema, key, [](const auto& object) { return object.noted_references.all; });
}

References references_now(const Schema& schema, const std::string& key) {
  return visit_object(schema, key, [](const auto& object) {
    return std::make_shared<const std::vector<std::string>>(references_of(object));
  });
}

template <typename T>
void identify_all(std::vector<T>& parts) {
  for (T& part : parts) {
    if (!part.id) part.id = ObjectIdentity::made();
  }
}

void identify_parts(Relation& relation) {
  identify_all(relation.columns);
  identify_all(relation.constraints);
}

void identify_parts(SchemaType& type) { identify_all(type.attributes); }

template <typename T>
void identify_parts(T&) {}

}  // namespace

template <typename T>
void SchemaEditor::settle(Store<T>& store, const std::string& name) {
  if (store.find(name) == nullptr) return;
  T& changed = store.edit(name);
  if (!changed.id) {
    changed.id = ObjectIdentity::made();
    give_default_privileges(changed);
  }
  identify_parts(changed);
  note_references(changed);
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
    const References before = noted_references(schema_, user);
    settle(user);
    const References references = noted_references(schema_, user);
    if (!references || references == before) continue;
    for (const std::string& used : *references) {
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
    const References references =
        touched_.contains(user) ? references_now(schema_, user) : noted_references(schema_, user);
    if (references && std::ranges::find(*references, used) != references->end()) {
      found.push_back(user);
    }
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
