#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

constexpr auto enum_bases = std::to_array<std::string_view>(
    {"enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"});

bool is_enum_base(const Value& base) {
  const External* external = base.external();
  const std::string name = external ? external->dotted_name() : "";
  const bool library = std::find(enum_bases.begin(), enum_bases.end(), name) != enum_bases.end();
  const auto* parent = object_as<ClassObject>(base);
  return library || (parent && parent->kind == ClassObject::Kind::enumeration);
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

// str, int, or an enum that derives from them: its members equal their values.
bool is_value_base(const Value& base) {
  const auto* builtin = object_as<BuiltinObject>(base);
  if (builtin) return builtin->name == "str" || builtin->name == "int";
  const External* external = base.external();
  if (external) return external->last_name() == "StrEnum" || external->last_name() == "IntEnum";
  const auto* parent = object_as<ClassObject>(base);
  return parent && parent->is_text;
}

bool is_named(const Value& value, std::string_view dotted) {
  const External* external = value.external();
  return external && external->dotted_name() == dotted;
}

// The names that a class body assigns, in their order.
std::vector<std::string> assigned_names(const Block& body) {
  std::vector<std::string> names;
  const auto add = [&](const ExpressionPtr& target) {
    if (const auto* name = target->as<Name>()) names.push_back(name->id);
  };
  for (const Statement& statement : body) {
    if (const auto* plain = statement.as<Assign>()) {
      std::for_each(plain->targets.begin(), plain->targets.end(), add);
    }
    if (const auto* annotated = statement.as<AnnotatedAssign>()) add(annotated->target);
    if (const auto* function = statement.as<FunctionDefinition>()) {
      names.push_back(function->function->name);
    }
  }
  return names;
}

// The annotated names: the fields of a dataclass or NamedTuple.
std::vector<std::string> annotated_names(const Block& body) {
  std::vector<std::string> names;
  for (const Statement& statement : body) {
    const auto* annotated = statement.as<AnnotatedAssign>();
    const auto* name = annotated ? annotated->target->as<Name>() : nullptr;
    if (name) names.push_back(name->id);
  }
  return names;
}

}  // namespace

Value Evaluator::make_class(const ClassDefinition& definition, Span span) {
  ClassObject made;
  made.name = definition.name;
  made.module = scope().module().name;
  for (const Call::Operand& base : definition.bases) {
    const Value value = evaluate(*base.value);
    if (base.kind == Call::Operand::Kind::positional) made.bases.push_back(value);
  }
  const bool is_enum = std::any_of(made.bases.begin(), made.bases.end(), is_enum_base);
  made.is_text = std::any_of(made.bases.begin(), made.bases.end(), is_value_base);
  if (is_enum) made.kind = ClassObject::Kind::enumeration;
  const bool is_tuple = std::any_of(made.bases.begin(), made.bases.end(), [](const Value& base) {
    return is_named(base, "typing.NamedTuple");
  });
  if (is_tuple) made.kind = ClassObject::Kind::named_tuple;
  for (const ExpressionPtr& decorator : definition.decorators) {
    const Value value = evaluate(*decorator);
    if (is_named(value, "dataclasses.dataclass")) made.kind = ClassObject::Kind::dataclass;
  }
  if (made.kind == ClassObject::Kind::dataclass || is_tuple) {
    for (const Value& base : made.bases) {
      if (const auto* parent = object_as<ClassObject>(base)) *made.members = *parent->members;
    }
    for (const std::string& name : annotated_names(definition.body)) made.members->push_back(name);
  }
  Scope& body = new_scope(Scope::Kind::class_body, &scope());
  Scope* const outer = std::exchange(frames_.back().scope, &body);
  try {
    execute(definition.body);
  } catch (...) {
    frames_.back().scope = outer;
    throw;
  }
  frames_.back().scope = outer;
  std::vector<std::string> names = assigned_names(definition.body);
  for (const auto& [name, value] : body.variables) names.push_back(name);
  for (const std::string& name : names) {
    const auto found = body.variables.find(name);
    if (found != body.variables.end()) made.attributes->set(name, found->second);
  }
  const Value type = make_object({std::move(made)}, span);
  if (is_enum) fill_enumeration(type, span);
  return type;
}

// Turns the plain values of the body into members. Source: Python's enum module.
void Evaluator::fill_enumeration(const Value& type, Span span) {
  const auto& shared = *type.as<std::shared_ptr<const Object>>();
  const ClassObject& written = *object_as<ClassObject>(type);
  std::vector<std::string> members;
  std::int64_t next = 1;
  const auto all = written.attributes->all();
  for (const auto& [name, value] : all) {
    if (name.starts_with('_') || object_as<FunctionObject>(value)) continue;
    Value content = value;
    if (is_named(value, "enum.auto")) {
      const External* base = library_base(written);
      std::string lower(name);
      std::transform(lower.begin(), lower.end(), lower.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      const bool text = base && base->last_name() == "StrEnum";
      content = text ? Value{lower, value.span} : Value{next, value.span};
    }
    const auto* number = content.as<std::int64_t>();
    next = number && *number < INT64_MAX ? *number + 1 : next + 1;
    if (const Value* first = member_with(written, members, content)) {
      written.attributes->set(name, Value{*first});  // an alias
      continue;
    }
    InstanceObject member;
    member.type = shared;
    member.attributes->set("name", {name, span});
    member.attributes->set("value", std::move(content));
    written.attributes->set(name, make_object({std::move(member)}, value.span));
    members.push_back(name);
  }
  *written.members = std::move(members);
}

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
    const ClassObject* type = class_of(*instance);
    const Value* inherited = type ? find_in_class(*type, name) : nullptr;
    if (inherited) return bind(object, *inherited, span);
  }
  if (const auto* type = object_as<ClassObject>(object)) {
    if (name == "__name__") return {type->name, span};
    if (const Value* own = find_in_class(*type, name)) {
      const auto* function = object_as<FunctionObject>(*own);
      const bool binds = function && function->kind == FunctionObject::Kind::class_method;
      return binds ? bind(object, *own, span) : certain(*own, span);
    }
    if (name == "__members__" && type->kind == ClassObject::Kind::enumeration) {
      std::vector<std::pair<Value, Value>> members;
      for (const std::string& member : *type->members) {
        members.emplace_back(Value{member, span}, *type->attributes->find(member));
      }
      return make_dict(std::move(members), span);
    }
  }
  const auto* function = object_as<FunctionObject>(object);
  if (function && name == "__name__") return {function->syntax->name, span};
  const auto* builtin = object_as<BuiltinObject>(object);
  if (builtin && builtin->name == "dict" && name == "fromkeys") {
    return make_object({BuiltinObject{"dict.fromkeys"}}, span);
  }
  if (builtin && (builtin->name == "str" || builtin->name == "dict" || builtin->name == "list")) {
    return make_object({BuiltinObject{"unbound." + name}}, span);
  }
  return make_unknown("depends on the attribute ." + name + ", which is not defined here", span);
}

// Color("red"), Color["RED"] come here with the value, or the name.
std::optional<Value> Evaluator::construct_enum(const ClassObject& type,
                                               const std::vector<Argument>& arguments, Span span) {
  if (type.kind != ClassObject::Kind::enumeration) return std::nullopt;
  if (arguments.size() == 1) {
    if (const Value* member = member_with(type, *type.members, arguments[0].value)) return *member;
  }
  return make_unknown("is no member of the enum " + type.name, span);
}

Value Evaluator::instantiate(const Value& type_value, const std::vector<Argument>& arguments,
                             Span span) {
  const ClassObject& type = *object_as<ClassObject>(type_value);
  if (auto member = construct_enum(type, arguments, span)) return *member;
  InstanceObject made;
  made.type = *type_value.as<std::shared_ptr<const Object>>();
  made.arguments = arguments;
  const bool has_fields =
      type.kind == ClassObject::Kind::dataclass || type.kind == ClassObject::Kind::named_tuple;
  if (has_fields) {
    const CallArguments given(arguments);
    for (std::size_t i = 0; i < type.members->size(); ++i) {
      const Value* value = given.find(i, (*type.members)[i]);
      if (!value) value = find_in_class(type, (*type.members)[i]);
      made.attributes->set((*type.members)[i],
                           value ? *value : make_unknown("is missing among the arguments", span));
    }
  }
  const Value instance = make_object({std::move(made)}, span);
  const Value* init = find_in_class(type, "__init__");
  if (init && object_as<FunctionObject>(*init)) {
    std::vector<Argument> with_self = arguments;
    with_self.insert(with_self.begin(), Argument{"", instance});
    call(*init, with_self, span);
  }
  return instance;
}

}  // namespace migcheck::python
