#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
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

// str or int, if the members of an enum with this base equal their values.
std::string mixin_of(const Value& base) {
  const auto* builtin = object_as<BuiltinObject>(base);
  if (builtin && (builtin->name == "str" || builtin->name == "int")) return builtin->name;
  if (const External* external = base.external()) {
    if (external->last_name() == "StrEnum") return "str";
    return external->last_name() == "IntEnum" || external->last_name() == "IntFlag" ? "int" : "";
  }
  const auto* parent = object_as<ClassObject>(base);
  return parent ? parent->mixin : "";
}

// Why the instances of a class with this base are not known; empty: they are.
std::string obstacle_of(const Value& base) {
  const auto* parent = object_as<ClassObject>(base);
  if (parent) return parent->obstacle;
  const auto* builtin = object_as<BuiltinObject>(base);
  const bool plain =
      builtin && (builtin->name == "object" || builtin->name == "str" || builtin->name == "int");
  return builtin && !plain ? "is an instance of a class derived from " + builtin->name : "";
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
    const bool shared = annotated && annotated->annotation.find("ClassVar") != std::string::npos;
    if (name && !shared) names.push_back(name->id);
  }
  return names;
}

void add_fields(ClassObject& type, const Block& body) {
  for (auto parent = type.ancestors.rbegin(); parent != type.ancestors.rend(); ++parent) {
    for (const std::string& name : *(*parent)->members) {
      auto& members = *type.members;
      if (std::find(members.begin(), members.end(), name) == members.end()) members.push_back(name);
    }
  }
  for (const std::string& name : annotated_names(body)) {
    auto& members = *type.members;
    if (std::find(members.begin(), members.end(), name) == members.end()) members.push_back(name);
  }
}

// Moves to `order` what C3 takes next; false if there is nothing that may come next.
bool take_next(std::vector<std::vector<const ClassObject*>>& lists,
               std::vector<const ClassObject*>& order) {
  for (const auto& list : lists) {
    if (list.empty()) continue;
    const ClassObject* candidate = list.front();
    const bool later = std::any_of(lists.begin(), lists.end(), [&](const auto& other) {
      return other.size() > 1 &&
             std::find(other.begin() + 1, other.end(), candidate) != other.end();
    });
    if (later) continue;
    order.push_back(candidate);
    for (auto& other : lists) {
      if (!other.empty() && other.front() == candidate) other.erase(other.begin());
    }
    return true;
  }
  return false;
}

}  // namespace

// The order in which the lookup of an attribute goes through the bases (C3). Source: Python's
// documentation, "The Python 2.3 Method Resolution Order".
void Evaluator::inherit(ClassObject& type) {
  std::vector<std::vector<const ClassObject*>> lists;
  std::vector<const ClassObject*> direct;
  for (const Value& base : type.bases) {
    if (type.obstacle.empty()) type.obstacle = obstacle_of(base);
    if (type.mixin.empty()) type.mixin = mixin_of(base);
    type.is_open = type.is_open || base.is_unknown();
    const auto* parent = object_as<ClassObject>(base);
    if (!parent) continue;
    type.is_open = type.is_open || parent->is_open;
    direct.push_back(parent);
    lists.push_back(parent->ancestors);
    lists.back().insert(lists.back().begin(), parent);
    charge(lists.back().size() / 32);
  }
  if (direct.size() == 1) {
    type.ancestors = std::move(lists[0]);
    return;
  }
  lists.push_back(direct);
  std::size_t left = 0;
  for (const auto& list : lists) left += list.size();
  while (take_next(lists, type.ancestors)) charge(left / 8);
}

namespace {

// @dataclass, @dataclass(frozen=True), @unique, …
void decorate(ClassObject& type, const Value& decorator) {
  const External* external = decorator.external();
  if (is_named(decorator, "dataclasses.dataclass")) {
    type.kind = ClassObject::Kind::dataclass;
    for (const Argument& argument : external->arguments) {
      const bool on = truth(argument.value).value_or(false);
      if (argument.keyword == "order") type.is_ordered = on;
      if (argument.keyword == "frozen") type.is_frozen = on;
      const bool changes = argument.keyword == "init" || argument.keyword == "repr" ||
                           argument.keyword == "eq" || argument.keyword == "kw_only";
      if (changes) type.obstacle = "is an instance of a dataclass with options";
    }
    return;
  }
  const bool harmless = external && (external->dotted_name() == "enum.unique" ||
                                     external->dotted_name() == "typing.final" ||
                                     external->dotted_name() == "functools.total_ordering");
  if (!harmless && origin_of(external ? external->dotted_name() : "") != Origin::library) {
    type.is_open = true;
  }
}

}  // namespace

Value Evaluator::make_class(const ClassDefinition& definition, Span span) {
  ClassObject made;
  made.name = definition.name;
  made.qualified = scope().prefix + definition.name;
  made.module = scope().module().name;
  for (const Call::Operand& base : definition.bases) {
    const Value value = evaluate(*base.value);
    if (base.kind == Call::Operand::Kind::positional) made.bases.push_back(value);
    const bool abstract = value.external() && value.external()->last_name() == "ABCMeta";
    if (base.keyword == "metaclass" && !abstract) made.obstacle = "depends on a metaclass";
  }
  inherit(made);
  const bool is_enum = std::any_of(made.bases.begin(), made.bases.end(), is_enum_base);
  if (is_enum) made.kind = ClassObject::Kind::enumeration;
  const bool is_tuple = std::any_of(made.bases.begin(), made.bases.end(), [](const Value& base) {
    return is_named(base, "typing.NamedTuple");
  });
  if (is_tuple) made.kind = ClassObject::Kind::named_tuple;
  for (const ExpressionPtr& decorator : definition.decorators) decorate(made, evaluate(*decorator));
  if (made.kind == ClassObject::Kind::plain) {
    for (const ClassObject* parent : made.ancestors) {
      if (parent->kind == ClassObject::Kind::plain) continue;
      made.kind = parent->kind;
      *made.members = *parent->members;
      break;
    }
  } else if (made.kind == ClassObject::Kind::dataclass || is_tuple) {
    add_fields(made, definition.body);
  }
  Scope& body = new_scope(Scope::Kind::class_body, &scope());
  body.prefix = made.qualified + ".";
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
  if (!is_enum && !made.mixin.empty()) {
    made.obstacle = "is an instance of a class derived from " + made.mixin;
    made.mixin.clear();
  }
  if (made.attributes->find("__new__")) made.obstacle = "is made by __new__()";
  const Value type = make_object({std::move(made)}, span);
  body.type = type;
  if (is_enum) fill_enumeration(type, span);
  return type;
}

Evaluator::Completion Evaluator::execute(const ClassDefinition& node, Span span) {
  assign_name(node.name, make_class(node, span));
  return {};
}

namespace {

bool is_dunder(std::string_view name) { return name.starts_with("__") && name.ends_with("__"); }

// What auto() stands for. Source: Python's enum module.
Value auto_value(const ClassObject& type, const std::string& name, std::int64_t next, Span span) {
  const External* base = library_base(type);
  if (base && base->last_name() == "StrEnum") return {to_lower(name), span};
  if (type.mixin == "str") return {std::to_string(next), span};
  return {next, span};
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

namespace {

// Whether the values of all members are known.
bool all_known(const ClassObject& type) {
  return std::all_of(type.members->begin(), type.members->end(), [&](const std::string& name) {
    const auto member = enum_member(*type.attributes->find(name));
    return member && !member->value.is_unknown() && !member->value.external();
  });
}

}  // namespace

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
