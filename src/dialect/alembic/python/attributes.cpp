#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"

namespace migcheck::python {

namespace {

// What an instance has no attribute for: a field of its kind of class, a method of str that an
// enumeration inherits, __getattr__, or an error.
Value missing_attribute(Evaluator& evaluator, const Value& object, const ClassObject& type,
                        const std::string& name, Span span) {
  const Value& plain = plain_value(object);
  if (&plain != &object) return evaluator.attribute(plain, name, span);
  if (auto own = invoke_method(object, "__getattr__", {{"", {name, span}}})) return *own;
  if (has_record_method(type, name)) {
    return evaluator.make_object({MethodObject{object, {}, name}}, span);
  }
  if (name == "__dict__" && type.obstacle.empty()) {
    return call_builtin(evaluator, "vars", {{"", object}}, span);
  }
  const bool known = !library_base(type) || type.kind == ClassObject::Kind::enumeration ||
                     type.kind == ClassObject::Kind::named_tuple;
  if (known && !type.is_open && type.obstacle.empty() && !is_dunder(name) && name != "_name_" &&
      name != "_value_" &&
      !(type.kind == ClassObject::Kind::enumeration && type.attributes->find(name))) {
    fail("AttributeError");
  }
  return make_unknown("depends on the attribute ." + name + ", which is not defined here", span);
}

}  // namespace

// A function found in a class, with the instance (or class) as its first argument.
Value Evaluator::bind(const Value& self, const Value& function, Span span) {
  const auto* callee = object_as<FunctionObject>(function);
  if (!callee || callee->kind == FunctionObject::Kind::static_method) return function;
  if (callee->kind == FunctionObject::Kind::property) {
    return call_function(*callee, {{"", self}}, span);
  }
  if (callee->kind == FunctionObject::Kind::class_method) {
    const auto* instance = object_as<InstanceObject>(self);
    const Value type = instance ? Value{instance->type, span} : self;
    return make_object({MethodObject{type, function, ""}}, span);
  }
  return make_object({MethodObject{self, function, ""}}, span);
}

Value Evaluator::class_attribute(const Value& object, const ClassObject& type,
                                 const std::string& name, Span span) {
  if (name == "__name__") return {type.name, span};
  if (name == "__qualname__") return {type.qualified, span};
  if (const Value* own = find_in_class(type, name)) {
    const auto* function = object_as<FunctionObject>(*own);
    const bool binds = function && function->kind == FunctionObject::Kind::class_method;
    return binds ? bind(object, *own, span) : certain(*own, span);
  }
  const bool is_enum = type.kind == ClassObject::Kind::enumeration;
  if (name == "__members__" && is_enum) {
    std::vector<std::pair<Value, Value>> members;
    for (const std::string& member : *type.aliases) {
      members.emplace_back(Value{member, span}, *type.attributes->find(member));
    }
    return make_dict(std::move(members), span);
  }
  if (name == "_fields" && type.kind == ClassObject::Kind::named_tuple) {
    Values names;
    for (const std::string& field : *type.members) names.push_back({field, span});
    return make_list(std::move(names), span, Sequence::Kind::tuple);
  }
  const bool known = is_enum || !library_base(type);
  if (known && !type.is_open && type.obstacle.empty() && !is_dunder(name) && type.mixin.empty() &&
      !name.starts_with("_")) {
    fail("AttributeError");
  }
  return make_unknown("depends on the attribute ." + name + ", which is not defined here", span);
}

Value Evaluator::instance_attribute(const Value& object, const std::string& name, Span span) {
  if (const auto* module = object_as<ModuleObject>(object)) {
    if (auto found = take_from_module(*module->scope, name)) return *found;
    External external;
    external.path = module->name + "." + name;
    external.span = span;
    return make_external(std::move(external));
  }
  if (const auto* instance = object_as<InstanceObject>(object)) {
    if (const Value* own = instance->attributes->find(name)) return certain(*own, span);
    if (name == "__class__") return {instance->type, span};
    const ClassObject& type = *class_of(*instance);
    if (const Value* inherited = find_in_class(type, name)) return bind(object, *inherited, span);
    return missing_attribute(*this, object, type, name, span);
  }
  if (const auto* type = object_as<ClassObject>(object)) {
    return class_attribute(object, *type, name, span);
  }
  if (const auto* function = object_as<FunctionObject>(object)) {
    if (name == "__name__") {
      const std::string& full = function->qualified;
      return {full.substr(full.rfind('.') + 1), span};
    }
    if (name == "__qualname__") return {function->qualified, span};
    const bool property = function->kind == FunctionObject::Kind::property;
    if (property && name == "setter") return make_object({MethodObject{object, {}, name}}, span);
  }
  if (const auto* builtin = object_as<BuiltinObject>(object)) {
    if (name == "__name__" || name == "__qualname__") return {builtin->name, span};
    static constexpr auto of_classes =
        std::to_array<std::string_view>({"bytes.fromhex", "dict.fromkeys", "str.maketrans"});
    const std::string full = builtin->name + "." + name;
    const bool of_class = std::find(of_classes.begin(), of_classes.end(), full) != of_classes.end();
    static constexpr auto types = std::to_array<std::string_view>(
        {"bytes", "dict", "float", "frozenset", "list", "set", "str", "tuple"});
    const bool type = std::find(types.begin(), types.end(), builtin->name) != types.end();
    if (of_class || type) {
      return make_object({BuiltinObject{of_class ? full : "unbound." + name}}, span);
    }
  }
  return make_unknown("depends on the attribute ." + name + ", which is not defined here", span);
}

}  // namespace migcheck::python
