#include "dialect/alembic/sqlalchemy/own_type.h"

#include <algorithm>
#include <array>

#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

namespace {

using python::ClassObject;
using python::External;
using python::Value;

// The class, and what it is called with.
struct OwnClass {
  Value value;
  std::vector<python::Argument> arguments;
};

std::optional<OwnClass> find_own_class(const Value& value, const LoweringOptions& options) {
  if (python::object_as<ClassObject>(value)) return OwnClass{value, {}};
  if (const auto* instance = python::object_as<python::InstanceObject>(value)) {
    return OwnClass{{instance->type, value.span}, instance->arguments};
  }
  const External* external = value.external();
  if (!external || !options.find_class) return std::nullopt;
  const auto found = options.find_class(external->dotted_name());
  if (!found) return std::nullopt;
  return OwnClass{*found, external->arguments};
}

// `impl` of `app.types.Money.impl`.
std::optional<Value> find_own_attribute(const Value& value, const LoweringOptions& options) {
  const External* external = value.external();
  if (!external || external->kind == External::Kind::call || !options.find_class) {
    return std::nullopt;
  }
  const std::string name = external->dotted_name();
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return std::nullopt;
  const auto owner = options.find_class(name.substr(0, dot));
  const auto* type = owner ? python::object_as<ClassObject>(*owner) : nullptr;
  const Value* found = type ? python::find_in_class(*type, name.substr(dot + 1)) : nullptr;
  return found ? std::optional(*found) : std::nullopt;
}

// With an __init__ of its own the arguments of the type are not known: these do without.
bool does_without_arguments(const SqlType& type) {
  using Family = SqlType::Family;
  constexpr auto families = std::to_array(
      {Family::integer, Family::boolean, Family::date, Family::uuid, Family::json, Family::binary});
  return std::find(families.begin(), families.end(), type.family) != families.end();
}

TypePtr decorated(const ClassObject& type, const OwnClass& own, std::string_view label,
                  const LoweringOptions& options) {
  if (python::find_in_class(type, "load_dialect_impl")) {
    refuse("the type " + type.name + " chooses its SQL in load_dialect_impl()");
  }
  const Value* implementation = python::find_in_class(type, "impl");
  const External* external = implementation ? implementation->external() : nullptr;
  if (!external) refuse("the type " + type.name + " has no `impl` that is known");
  const bool own_init = python::find_in_class(type, "__init__") != nullptr;
  Value made = *implementation;
  if (!own_init && !own.arguments.empty() && external->kind != External::Kind::call) {
    External call;
    call.kind = External::Kind::call;
    call.operands = {*implementation};
    call.arguments = own.arguments;
    call.span = own.value.span;
    made = python::make_external(std::move(call));
  }
  TypePtr lowered = lower_type(made, label, options);
  if (own_init && external->kind != External::Kind::call && !does_without_arguments(*lowered)) {
    refuse("the type " + type.name + " has an __init__() of its own");
  }
  return lowered;
}

TypePtr user_defined(const ClassObject& type, const Value& value) {
  const Value* method = python::find_in_class(type, "get_col_spec");
  const auto* function = method ? python::object_as<python::FunctionObject>(*method) : nullptr;
  if (!function) refuse("the type " + type.name + " has no get_col_spec()");
  const Value text = function->evaluator->call(*method, {{"", value}}, value.span);
  return type_of_sql(as_text(text, "get_col_spec() of " + type.name));
}

}  // namespace

TypePtr own_type(const Value& value, std::string_view label, const LoweringOptions& options) {
  if (const auto attribute = find_own_attribute(value, options)) {
    return lower_type(*attribute, label, options);
  }
  const auto own = find_own_class(value, options);
  const auto* type = own ? python::object_as<ClassObject>(own->value) : nullptr;
  const External* base = type ? python::library_base(*type) : nullptr;
  if (!base) return {};
  if (base->last_name() == "TypeDecorator") return decorated(*type, *own, label, options);
  if (base->last_name() == "UserDefinedType") return user_defined(*type, value);
  return {};
}

}  // namespace migcheck::alembic
