#include <algorithm>

#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"

namespace migcheck::python {

// The arguments of the call as the fields of a dataclass or named tuple.
void Evaluator::fill_fields(InstanceObject& instance, const ClassObject& type,
                            const std::vector<Argument>& arguments, Span span) {
  const CallArguments given(arguments);
  const std::vector<std::string>& fields = *type.members;
  const bool unpacked = std::any_of(arguments.begin(), arguments.end(), [](const Argument& a) {
    return a.keyword == "*" || a.keyword == "**";
  });
  for (const Argument& argument : arguments) {
    const bool known = argument.keyword.empty() ||
                       std::find(fields.begin(), fields.end(), argument.keyword) != fields.end();
    if (!unpacked && !known) fail("TypeError");
  }
  if (!unpacked && given.positional_count() > fields.size()) fail("TypeError");
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Value* value = given.find(i, fields[i]);
    const Value* otherwise = find_in_class(type, fields[i]);
    if (value) {
      instance.attributes->set(fields[i], *value);
    } else if (unpacked) {
      instance.attributes->set(fields[i], make_unknown("is unpacked from something else", span));
    } else if (otherwise && is_named(*otherwise, "dataclasses.field")) {
      const CallArguments options(otherwise->external()->arguments);
      const Value* factory = options.find(SIZE_MAX, "default_factory");
      const Value* plain = options.find(SIZE_MAX, "default");
      if (!factory && !plain) fail("TypeError");
      instance.attributes->set(fields[i], factory ? call(*factory, {}, span) : *plain);
    } else if (otherwise) {
      instance.attributes->set(fields[i], *otherwise);
    } else {
      fail("TypeError");
    }
  }
}

Value Evaluator::instantiate(const Value& type_value, const std::vector<Argument>& arguments,
                             Span span) {
  const ClassObject& type = *object_as<ClassObject>(type_value);
  if (type.kind == ClassObject::Kind::enumeration && arguments.size() > 1) {
    return make_unknown("is made from more than one value", span);
  }
  if (auto member = construct_enum(type, arguments, span)) return *member;
  if (!type.obstacle.empty()) return make_unknown(type.obstacle, span);
  InstanceObject made;
  made.type = *type_value.as<std::shared_ptr<const Object>>();
  made.arguments = arguments;
  const Value* init = find_in_class(type, "__init__");
  const bool has_init = init && object_as<FunctionObject>(*init);
  const bool has_fields =
      type.kind == ClassObject::Kind::dataclass || type.kind == ClassObject::Kind::named_tuple;
  if (has_fields && !has_init) fill_fields(made, type, arguments, span);
  if (!has_fields && !has_init && !arguments.empty() && !library_base(type) && !type.is_open) {
    fail("TypeError");
  }
  const Value instance = make_object({std::move(made)}, span);
  if (has_init) {
    std::vector<Argument> with_self = arguments;
    with_self.insert(with_self.begin(), Argument{"", instance});
    call(*init, with_self, span);
  } else if (type.kind == ClassObject::Kind::dataclass) {
    invoke_method(instance, "__post_init__", {});
  }
  return instance;
}

}  // namespace migcheck::python
