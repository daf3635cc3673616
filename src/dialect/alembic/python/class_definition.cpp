#include <algorithm>
#include <array>
#include <utility>

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

}  // namespace migcheck::python
