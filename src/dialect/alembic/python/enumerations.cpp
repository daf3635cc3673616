#include <algorithm>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"

namespace migcheck::python {

namespace {

bool is_flag(const ClassObject& type) {
  const External* base = library_base(type);
  return base && (base->last_name() == "Flag" || base->last_name() == "IntFlag");
}

// The one of these members that has this value, or null.
const Value* member_with(const ClassObject& type, const std::vector<std::string>& members,
                         const Value& content) {
  for (const std::string& name : members) {
    const Value* member = type.attributes->find(name);
    const auto found = member ? enum_member(*member) : std::nullopt;
    if (found && is_same(found->value, content)) return member;
  }
  return nullptr;
}

// What auto() stands for. Source: Python's enum module.
Value auto_value(const ClassObject& type, const std::string& name, std::int64_t next, Span span) {
  const External* base = library_base(type);
  if (base && base->last_name() == "StrEnum") return {to_lower(name), span};
  if (type.mixin == "str") return {std::to_string(next), span};
  return {next, span};
}

// Whether the values of all members are known.
bool all_known(const ClassObject& type) {
  return std::all_of(type.members->begin(), type.members->end(), [&](const std::string& name) {
    const auto member = enum_member(*type.attributes->find(name));
    return member && !member->value.is_unknown() && !member->value.external();
  });
}

}  // namespace

// Turns the plain values of the body into members. Source: Python's enum module.
void Evaluator::fill_enumeration(const Value& type, Span span) {
  const auto& shared = *type.as<std::shared_ptr<const Object>>();
  const ClassObject& written = *object_as<ClassObject>(type);
  std::vector<std::string> members;
  std::int64_t next = 1;
  const auto all = written.attributes->all();
  for (const auto& [name, value] : all) {
    if (is_dunder(name) || object_as<FunctionObject>(value)) continue;
    if (name.starts_with("_") && name.ends_with("_")) continue;
    Value content = value;
    if (is_named(value, "enum.auto")) content = auto_value(written, name, next, value.span);
    const auto* number = content.as<std::int64_t>();
    if (is_flag(written)) {
      while (number && *number > 0 && next <= *number && next < INT64_MAX / 4) next *= 2;
    } else if (number && *number < INT64_MAX) {
      next = std::max(next, *number + 1);
    } else {
      next = next + 1;
    }
    written.aliases->push_back(name);
    if (const Value* first = member_with(written, members, content)) {
      written.attributes->set(name, Value{*first});  // an alias
      continue;
    }
    InstanceObject member;
    member.type = shared;
    member.attributes->set("name", {name, span});
    member.attributes->set("value", content);
    const Value made = make_object({std::move(member)}, value.span);
    written.attributes->set(name, made);
    members.push_back(name);
    const Value* init = find_in_class(written, "__init__");
    if (!init || !object_as<FunctionObject>(*init)) continue;
    std::vector<Argument> arguments = {{"", made}};
    const auto fields = tuple_items(content);
    for (const Value& field : fields.value_or(Values{content})) arguments.push_back({"", field});
    call(*init, arguments, span);
  }
  *written.members = std::move(members);
}

// Color("red"), Color["RED"] come here with the value, or the name.
std::optional<Value> Evaluator::construct_enum(const ClassObject& type,
                                               const std::vector<Argument>& arguments, Span span) {
  if (type.kind != ClassObject::Kind::enumeration) return std::nullopt;
  if (arguments.size() == 1) {
    const Value& wanted = arguments[0].value;
    if (const Value* member = member_with(type, *type.members, wanted)) return *member;
    const auto own = enum_member(wanted);
    if (own && class_object(wanted) == &type) return wanted;
    const bool certain = !wanted.is_unknown() && !wanted.external() && !is_flag(type) &&
                         !find_in_class(type, "_missing_") && all_known(type);
    if (certain) fail("ValueError");
  }
  return make_unknown("is no member of the enum " + type.name, span);
}

}  // namespace migcheck::python
