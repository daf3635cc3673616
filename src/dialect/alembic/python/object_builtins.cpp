#include <algorithm>

#include "dialect/alembic/python/builtin_functions.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/encodings.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::python {

namespace {

Value builtin_str(const BuiltinCall& call) {
  if (!call.at(0, "object")) return {std::string(), call.span};
  const auto* encoding = call.arguments.as<std::string>(1, "encoding");
  if (const auto* bytes = call.at(0)->as<Bytes>(); bytes && encoding) {
    const auto text = decode(bytes->data, *encoding);
    return text ? Value{*text, call.span} : call.unknown("is decoded from " + *encoding);
  }
  return call.evaluator.text_of(*call.at(0, "object"), call.span);
}

Value builtin_repr(const BuiltinCall& call) {
  return call.evaluator.shown(repr(*call.at(0)), call.span);
}
Value builtin_ascii(const BuiltinCall& call) {
  return call.evaluator.shown(ascii(*call.at(0)), call.span);
}

Value builtin_format(const BuiltinCall& call) {
  const auto* spec = call.arguments.as<std::string>(1);
  return call.evaluator.format_of(*call.at(0), spec ? *spec : "", call.span);
}

// The name of the built-in type of a value; empty: it has none that is known here.
std::string type_name(const Value& value) {
  if (value.is_none()) return "NoneType";
  if (value.as<bool>()) return "bool";
  if (value.as<std::int64_t>()) return "int";
  if (value.as<double>()) return "float";
  if (value.as<std::string>()) return "str";
  if (value.as<Bytes>()) return "bytes";
  if (const Dict* dict = value.dict()) return dict->type.empty() ? "dict" : "";
  const Sequence* sequence = value.sequence();
  if (!sequence) return "";
  switch (sequence->kind) {
    case Sequence::Kind::list:
      return "list";
    case Sequence::Kind::tuple:
      return "tuple";
    case Sequence::Kind::set:
      return "set";
    case Sequence::Kind::frozenset:
      return "frozenset";
    case Sequence::Kind::range:
      return "range";
    case Sequence::Kind::view:
      return sequence->shown;
    case Sequence::Kind::iterator:
      break;
  }
  return "";
}

Ternary is_instance_of(const Value& value, const BuiltinObject& type) {
  const Value& plain = plain_value(value);
  const ClassObject* own = class_object(value);
  if (own && !own->obstacle.empty()) return Ternary::unknown;
  if (type.name == "object") return Ternary::yes;
  if (type.name == "dict" && plain.dict()) return Ternary::yes;
  if (type.name == "tuple" && tuple_items(plain)) return Ternary::yes;
  const std::string name = type_name(plain);
  if (type.name == "int" && name == "bool") return Ternary::yes;
  return ternary(name == type.name);
}

bool derives(const ClassObject& type, const ClassObject& wanted) {
  const auto& ancestors = type.ancestors;
  return &type == &wanted ||
         std::find(ancestors.begin(), ancestors.end(), &wanted) != ancestors.end();
}

// Whether the value is an instance of the type that a name stands for; unknown for other types.
Ternary is_instance(const Value& value, const Value& type, int depth = 0) {
  if (value.is_unknown() || value.external() || type.is_unknown() || depth > 30) {
    return Ternary::unknown;
  }
  if (const Sequence* types = type.sequence()) {
    Ternary result = Ternary::no;
    for (const Value& each : types->items) {
      const Ternary one = is_instance(value, each, depth + 1);
      if (one == Ternary::yes) return one;
      if (one == Ternary::unknown) result = one;
    }
    return result;
  }
  if (const auto* wanted = object_as<ClassObject>(type)) {
    const auto* instance = object_as<InstanceObject>(value);
    const ClassObject* own = instance ? class_of(*instance) : nullptr;
    if (!own) return Ternary::no;
    return ternary(derives(*own, *wanted));
  }
  const ClassObject* own = object_as<InstanceObject>(value) ? class_object(value) : nullptr;
  const External* external = type.external();
  if (external && external->dotted_name() == "enum.Enum") {
    return ternary(own && own->kind == ClassObject::Kind::enumeration);
  }
  const auto* builtin = object_as<BuiltinObject>(type);
  return builtin ? is_instance_of(value, *builtin) : Ternary::unknown;
}

Value builtin_isinstance(const BuiltinCall& call) {
  const Ternary result = is_instance(*call.at(0), *call.at(1));
  if (result == Ternary::unknown) {
    const bool unclear = call.at(0)->is_unknown() || call.at(0)->external();
    return call.unknown(reason_of(unclear ? *call.at(0) : *call.at(1)));
  }
  return {result == Ternary::yes, call.span};
}

Value builtin_issubclass(const BuiltinCall& call) {
  const auto* type = object_as<ClassObject>(*call.at(0));
  const auto* wanted = object_as<ClassObject>(*call.at(1));
  if (!type || !wanted) return call.unknown("depends on the bases of a class");
  return {derives(*type, *wanted), call.span};
}

// Whether there is such an attribute; unknown: a base class may have it.
Ternary has_attribute(const Value& object, const std::string& name) {
  if (const auto* instance = object_as<InstanceObject>(object)) {
    if (instance->attributes->find(name)) return Ternary::yes;
  }
  const ClassObject* type = class_object(object);
  if (type && find_in_class(*type, name)) return Ternary::yes;
  if (has_method(plain_value(object), name)) return Ternary::yes;
  const bool clear = type ? !library_base(*type) && !type->is_open && type->obstacle.empty() &&
                                !find_in_class(*type, "__getattr__")
                          : lacks_attribute(object, name);
  const bool is_enum = type && type->kind == ClassObject::Kind::enumeration &&
                       !name.starts_with("_") && type->mixin.empty();
  return clear || is_enum ? Ternary::no : Ternary::unknown;
}

Value builtin_getattr(const BuiltinCall& call) {
  const auto* name = call.arguments.as<std::string>(1);
  if (!name) return call.unknown("depends on the name of an attribute");
  const bool own = !call.at(0)->is_unknown() && !call.at(0)->external();
  if (own && call.at(2)) {
    const Ternary has = has_attribute(*call.at(0), *name);
    if (has == Ternary::no) return *call.at(2);
    if (has == Ternary::unknown) return call.unknown("depends on whether there is a ." + *name);
  }
  return call.evaluator.attribute(*call.at(0), *name, call.span);
}

Value builtin_hasattr(const BuiltinCall& call) {
  const auto* name = call.arguments.as<std::string>(1);
  const bool own = !call.at(0)->is_unknown() && !call.at(0)->external();
  if (!own || !name) return call.unknown(reason_of(*call.at(0)));
  const Ternary has = has_attribute(*call.at(0), *name);
  if (has == Ternary::unknown) return call.unknown("depends on whether there is a ." + *name);
  return {has == Ternary::yes, call.span};
}

Value builtin_setattr(const BuiltinCall& call) {
  const auto* name = call.arguments.as<std::string>(1);
  if (!name) return call.unknown("depends on the name of an attribute");
  call.evaluator.assign_attribute(*call.at(0), *name, *call.at(2), call.span);
  return call.none();
}

Value builtin_vars(const BuiltinCall& call) {
  const auto* instance = call.at(0) ? object_as<InstanceObject>(*call.at(0)) : nullptr;
  if (!instance) return call.unknown("depends on the variables of something");
  std::vector<std::pair<Value, Value>> items;
  for (const auto& [name, value] : instance->attributes->all()) {
    items.emplace_back(Value{name, call.span}, value);
  }
  return call.evaluator.make_dict(std::move(items), call.span);
}

Value builtin_print(const BuiltinCall& call) { return call.none(); }

Value builtin_callable(const BuiltinCall& call) {
  const Value& value = *call.at(0);
  if (value.is_unknown() || value.external()) {
    return call.unknown("depends on whether something can be called");
  }
  const ClassObject* type = object_as<InstanceObject>(value) ? class_object(value) : nullptr;
  const bool can = object_as<FunctionObject>(value) || object_as<MethodObject>(value) ||
                   object_as<BuiltinObject>(value) || object_as<ClassObject>(value) ||
                   object_as<PartialObject>(value) || (type && find_in_class(*type, "__call__"));
  return {can, call.span};
}

Value builtin_open(const BuiltinCall& call) { return call.unknown("reads a file"); }

Value builtin_type(const BuiltinCall& call) {
  if (const auto* instance = object_as<InstanceObject>(*call.at(0))) {
    return {instance->type, call.span};
  }
  const std::string name = call.at(1) ? "" : type_name(*call.at(0));
  if (name.empty()) return call.unknown("depends on a type");
  return call.evaluator.make_object({BuiltinObject{name}}, call.span);
}

}  // namespace

const BuiltinTable& object_builtins() {
  constexpr auto any = Builtin::Arguments::any;
  static const BuiltinTable table = {
      {"ascii", {builtin_ascii, 1, 1}},
      {"callable", {builtin_callable, 1, 1, "", any}},
      {"format", {builtin_format, 1, 2}},
      {"getattr", {builtin_getattr, 2, 3, "", any}},
      {"hasattr", {builtin_hasattr, 2, 2, "", any}},
      {"isinstance", {builtin_isinstance, 2, 2, "", any}},
      {"issubclass", {builtin_issubclass, 2, 2, "", any}},
      {"open", {builtin_open, 0, SIZE_MAX, "**", any}},
      {"print", {builtin_print, 0, SIZE_MAX, "**", any}},
      {"repr", {builtin_repr, 1, 1, "", any}},
      {"setattr", {builtin_setattr, 3, 3, "", any}},
      {"str", {builtin_str, 0, 3, "object encoding errors", any}},
      {"type", {builtin_type, 1, 3, "**", any}},
      {"vars", {builtin_vars, 0, 1, "", any}},
  };
  return table;
}

}  // namespace migcheck::python
