#include "schema/default_privileges.h"

#include "schema/names.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

constexpr Kind own_kind = Kind::default_privileges;

std::string words_of(Kind kind) {
  switch (kind) {
    case Kind::sequence:
      return "sequences";
    case Kind::function:
      return "functions";
    case Kind::type:
      return "types";
    case Kind::schema:
      return "schemas";
    default:
      return "tables";
  }
}

Granted common(const Granted& a, const Granted& b) {
  Granted both;
  for (const auto& [role, privileges] : a) {
    const auto other = b.find(role);
    if (other == b.end()) continue;
    for (const auto& [privilege, option] : privileges) {
      const auto same = other->second.find(privilege);
      if (same != other->second.end()) both[role][privilege] = option && same->second;
    }
  }
  return both;
}

// What the entry says, or what holds without it.
Granted entry(const Schema& schema, Kind kind, const std::string& in) {
  const DefinedObject* object = schema.object(default_privileges_key(kind, in, ""));
  if (object != nullptr && object->privileges) return *object->privileges;
  return in.empty() ? built_in_privileges(kind) : Granted{};
}

}  // namespace

Granted built_in_privileges(Kind kind) {
  if (kind == Kind::function) return {{"public", {{"execute", false}}}};
  const bool usable = kind == Kind::type || kind == Kind::domain || kind == Kind::language;
  return usable ? Granted{{"public", {{"usage", false}}}} : Granted{};
}

std::string default_privileges_object(Kind kind, const std::string& schema) {
  return schema.empty() ? words_of(kind) : schema + "." + words_of(kind);
}

std::string default_privileges_key(Kind kind, const std::string& schema, const std::string& role) {
  const std::string key = object_key(own_kind, default_privileges_object(kind, schema));
  return role.empty() ? key : key + " of " + role;
}

std::string schema_of_default_privileges(const DefinedObject& object) {
  return unqualified(object.object).schema;
}

std::string words_of_default_privileges(const DefinedObject& object) {
  return unqualified(object.object).name;
}

Privileges privileges_of_new(const Schema& from, const Schema& to, Kind kind,
                             const std::string& schema) {
  Granted given = common(entry(from, kind, ""), entry(to, kind, ""));
  if (!schema.empty()) {
    for (const auto& [role, privileges] :
         common(entry(from, kind, schema), entry(to, kind, schema))) {
      for (const auto& [privilege, option] : privileges) {
        bool& granted = given[role][privilege];
        granted = granted || option;
      }
    }
  }
  if (given == built_in_privileges(kind)) return std::nullopt;
  return given;
}

}  // namespace migcheck
