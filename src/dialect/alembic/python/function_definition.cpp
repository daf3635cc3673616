#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

// With functools.wraps(other) a function has the name of the other.
std::string qualified_name(const Value& function, const std::string& otherwise) {
  const auto* named = object_as<FunctionObject>(function);
  return named ? named->qualified : otherwise;
}

}  // namespace

Value Evaluator::make_function(std::shared_ptr<const Function> syntax, Span span) {
  FunctionObject made;
  for (const Parameter& parameter : syntax->parameters) {
    made.defaults.push_back(
        parameter.default_value ? std::optional(evaluate(*parameter.default_value)) : std::nullopt);
  }
  made.syntax = std::move(syntax);
  made.scope = &scope();
  made.file = scope().module().file;
  made.evaluator = this;
  made.qualified = scope().prefix + (made.syntax->name.empty() ? "<lambda>" : made.syntax->name);
  return make_object({std::move(made)}, span);
}

Evaluator::Completion Evaluator::execute(const FunctionDefinition& node, Span span) {
  Value function = make_function(node.function, span);
  assign_name(node.function->name, decorated(std::move(function), node.function->decorators));
  return {};
}

// The innermost decorator comes first.
Value Evaluator::decorated(Value function, const Expressions& decorators) {
  using Kind = FunctionObject::Kind;
  for (auto decorator = decorators.rbegin(); decorator != decorators.rend(); ++decorator) {
    const Value value = evaluate(**decorator);
    const FunctionObject* plain = object_as<FunctionObject>(function);
    const External* external = value.external();
    const auto* builtin = object_as<BuiltinObject>(value);
    const std::string name = external ? external->dotted_name() : builtin ? builtin->name : "";
    const auto* method = object_as<MethodObject>(value);
    if (plain && method && method->name == "setter" && object_as<FunctionObject>(method->self)) {
      FunctionObject property = *object_as<FunctionObject>(method->self);
      property.setter = std::make_shared<const Value>(function);
      function = make_object({std::move(property)}, function.span);
      continue;
    }
    const bool own = object_as<FunctionObject>(value) || object_as<ClassObject>(value) ||
                     object_as<MethodObject>(value);
    if (own && !function.is_unknown()) {
      function = call(value, {{"", function}}, function.span);
      continue;
    }
    if (!plain) return make_unknown("is decorated twice", function.span);
    FunctionObject changed = *plain;
    if (name == "staticmethod") {
      changed.kind = Kind::static_method;
    } else if (name == "classmethod") {
      changed.kind = Kind::class_method;
    } else if (name == "property" || name == "functools.cached_property") {
      changed.kind = Kind::property;
    } else if (name == "contextlib.contextmanager") {
      changed.kind = Kind::context_manager;
    } else if (name == "abc.abstractmethod") {
      changed.obstacle = "is an abstract method";
    } else if (name == "functools.wraps" && external->arguments.size() == 1) {
      changed.qualified = qualified_name(external->arguments[0].value, changed.qualified);
    } else if (name == "functools.cache" || name == "functools.lru_cache" ||
               name == "typing.no_type_check" || name == "typing.override" ||
               name == "typing.final") {
      continue;
    } else {
      changed.obstacle = "is decorated with something that is not read: it " + reason_of(value);
    }
    function = make_object({std::move(changed)}, function.span);
  }
  return function;
}

}  // namespace migcheck::python
