#include "dialect/alembic/python/object.h"

#include <algorithm>

namespace migcheck::python {

const Value* Attributes::find(std::string_view name) const {
  const auto at = std::find_if(all_.begin(), all_.end(),
                               [&](const auto& attribute) { return attribute.first == name; });
  return at == all_.end() ? nullptr : &at->second;
}

void Attributes::set(const std::string& name, Value value) {
  const auto at = std::find_if(all_.begin(), all_.end(),
                               [&](const auto& attribute) { return attribute.first == name; });
  if (at == all_.end()) {
    all_.emplace_back(name, std::move(value));
  } else {
    at->second = std::move(value);
  }
}

void Attributes::remove(std::string_view name) {
  std::erase_if(all_, [&](const auto& attribute) { return attribute.first == name; });
}

const ClassObject* class_of(const InstanceObject& instance) {
  return instance.type ? std::get_if<ClassObject>(&instance.type->data) : nullptr;
}

Values field_values(const InstanceObject& instance) {
  const ClassObject* type = class_of(instance);
  Values values;
  for (const std::string& name : type ? *type->members : std::vector<std::string>{}) {
    const Value* value = instance.attributes->find(name);
    values.push_back(value ? *value : make_unknown("depends on a field that is not set", {}));
  }
  return values;
}

std::optional<Values> tuple_items(const Value& value) {
  const auto* sequence = value.sequence();
  if (sequence && sequence->kind == Sequence::Kind::tuple) return sequence->items;
  const auto* instance = object_as<InstanceObject>(value);
  const ClassObject* type = instance ? class_of(*instance) : nullptr;
  if (!type || type->kind != ClassObject::Kind::named_tuple) return std::nullopt;
  return field_values(*instance);
}

const Value* find_in_class(const ClassObject& type, std::string_view name) {
  if (const Value* own = type.attributes->find(name)) return own;
  for (const ClassObject* ancestor : type.ancestors) {
    if (const Value* inherited = ancestor->attributes->find(name)) return inherited;
  }
  return nullptr;
}

std::optional<std::vector<EnumMember>> enum_members(const Value& value) {
  const auto* type = object_as<ClassObject>(value);
  if (!type || type->kind != ClassObject::Kind::enumeration) return std::nullopt;
  std::vector<EnumMember> members;
  for (const std::string& name : *type->members) {
    const Value* member = type->attributes->find(name);
    const auto found = member ? enum_member(*member) : std::nullopt;
    if (found) members.push_back(*found);
  }
  return members;
}

std::optional<EnumMember> enum_member(const Value& value) {
  const auto* instance = object_as<InstanceObject>(value);
  const ClassObject* type = instance ? class_of(*instance) : nullptr;
  if (!type || type->kind != ClassObject::Kind::enumeration) return std::nullopt;
  const Value* name = instance->attributes->find("name");
  const Value* content = instance->attributes->find("value");
  const auto* text = name ? name->as<std::string>() : nullptr;
  if (!text || !content) return std::nullopt;
  return EnumMember{*text, *content};
}

const Value& plain_value(const Value& value) {
  const auto* instance = object_as<InstanceObject>(value);
  const ClassObject* type = instance ? class_of(*instance) : nullptr;
  if (!type || type->kind != ClassObject::Kind::enumeration || !type->is_text()) return value;
  const Value* content = instance->attributes->find("value");
  return content ? *content : value;
}

const ClassObject* class_object(const Value& value) {
  if (const auto* type = object_as<ClassObject>(value)) return type;
  const auto* instance = object_as<InstanceObject>(value);
  return instance ? class_of(*instance) : nullptr;
}

const External* library_base(const ClassObject& type) {
  const auto own = [](const ClassObject& one) -> const External* {
    for (const Value& base : one.bases) {
      if (const External* external = base.external()) return external;
    }
    return nullptr;
  };
  if (const External* external = own(type)) return external;
  for (const ClassObject* ancestor : type.ancestors) {
    if (const External* external = own(*ancestor)) return external;
  }
  return nullptr;
}

}  // namespace migcheck::python
