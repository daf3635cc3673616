#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/region.h"

namespace migcheck::python {

namespace {

// Deeper recursion is an endless one.
constexpr std::size_t maximum_calls = 50;

// Methods that change a container or a logger, and no database, whatever the object is.
constexpr auto harmless_methods = std::to_array<std::string_view>(
    {"append", "clear", "close", "debug", "discard", "error", "exception", "extend", "info",
     "insert", "pop", "remove", "reverse", "setdefault", "sort", "warn", "warning"});

bool is_harmless_method(std::string_view name) {
  return std::find(harmless_methods.begin(), harmless_methods.end(), name) !=
         harmless_methods.end();
}

bool any_holds_connection(const std::vector<Argument>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [](const Argument& argument) { return holds_connection(argument.value); });
}

bool is_super(const Expression& expression) {
  const auto* call = expression.as<Call>();
  const auto* name = call ? call->callee->as<Name>() : nullptr;
  return name && name->id == "super";
}

}  // namespace

// Unpacks *args and **kwargs; what they are unpacked from may be unknown.
std::vector<Argument> Evaluator::arguments_of(const Call& node) {
  using Kind = Call::Operand::Kind;
  std::vector<Argument> arguments;
  for (const Call::Operand& operand : node.operands) {
    const Value value = evaluate(*operand.value);
    if (operand.kind == Kind::positional || operand.kind == Kind::keyword) {
      arguments.push_back({operand.keyword, value});
    } else if (operand.kind == Kind::star) {
      if (const auto items = iterate(value)) {
        for (const Value& item : *items) arguments.push_back({"", item});
      } else {
        arguments.push_back({"*", make_unknown(reason_of(value), value.span)});
      }
    } else if (const Dict* dict = value.dict()) {
      for (const auto& [key, item] : dict->items) {
        const auto* keyword = key.as<std::string>();
        arguments.push_back(keyword ? Argument{*keyword, item}
                                    : Argument{"**", make_unknown(reason_of(key), value.span)});
      }
    } else {
      arguments.push_back({"**", make_unknown(reason_of(value), value.span)});
    }
  }
  return arguments;
}

Value Evaluator::evaluate(const Call& node, Span span, Use use) {
  const auto* method = node.callee->as<Attribute>();
  if (!method) {
    const Value callee = evaluate(*node.callee);
    return call(callee, arguments_of(node), span, use);
  }
  if (is_super(*method->object)) return call_super(method->name, arguments_of(node), span);
  const Value object = evaluate(*method->object);
  const bool is_plain =
      !object.is_unknown() && !object.external() && !object.as<std::shared_ptr<const Object>>();
  if (is_plain) return call_method(*this, object, method->name, arguments_of(node), span);
  if (object.is_unknown() && is_harmless_method(method->name)) use = Use::value;
  const Value callee = attribute(object, method->name, here(node.callee->span));
  return call(callee, arguments_of(node), span, use);
}

// super().method(…): the method of the first of the migration's own bases that has it. What a
// library's class does there has no effect that counts.
Value Evaluator::call_super(const std::string& method, const std::vector<Argument>& arguments,
                            Span span) {
  const Function* syntax = frames_.back().syntax;
  if (!syntax || syntax->parameters.empty()) return make_unknown("comes from a base class", span);
  const Value self = lookup(syntax->parameters[0].name, span);
  const ClassObject* type = class_object(self);
  for (const Value& base : type ? type->bases : Values{}) {
    const auto* parent = object_as<ClassObject>(base);
    const Value* found = parent ? find_in_class(*parent, method) : nullptr;
    if (!found) continue;
    std::vector<Argument> with_self = arguments;
    with_self.insert(with_self.begin(), Argument{"", self});
    return call(*found, with_self, span);
  }
  return make_unknown("comes from a base class", span);
}

Value Evaluator::call(const Value& callee, const std::vector<Argument>& arguments, Span span,
                      Use use) {
  step();
  if (callee.external()) return call_external(callee, arguments, span, use);
  if (callee.as<std::shared_ptr<const Object>>()) return call_object(callee, arguments, span, use);
  const std::string reason = callee.is_unknown() ? reason_of(callee) : "calls " + describe(callee);
  return call_unknown(reason, arguments, span, use);
}

// An unknown function may do anything, but to the database only if it is called for its effect, or
// gets the connection.
Value Evaluator::call_unknown(const std::string& reason, const std::vector<Argument>& arguments,
                              Span span, Use use) {
  if (use == Use::statement || any_holds_connection(arguments)) opaque(span, reason);
  return make_unknown(reason, span);
}

Value Evaluator::call_external(const Value& callee, const std::vector<Argument>& arguments,
                               Span span, Use use) {
  External made;
  made.kind = External::Kind::call;
  made.operands = {callee};
  made.arguments = arguments;
  made.span = span;
  Value value = make_external(std::move(made));
  const auto* call = value.as<std::shared_ptr<const External>>();
  if (!call) return call_unknown(reason_of(value), arguments, span, use);
  charge(weight_of(value) / 64);
  const std::string name = (*call)->dotted_name();
  const std::string root = root_of(**call);
  const Origin origin = origin_of(root);
  if (origin == Origin::standard && !name.empty()) {
    if (auto result = call_standard(*this, name, arguments, span)) return *result;
  }
  if (imports_ > 0) return value;
  if (auto result = host_.call(*call)) return *result;
  if (origin == Origin::library) return value;
  const bool harmless = is_harmless(name.empty() ? root : name);
  const bool matters = use == Use::statement || holds_connection(value);
  if (matters && !harmless) {
    opaque(span, origin == Origin::application
                     ? "calls " + (name.empty() ? root : name) + ", which is not read"
                     : "runs other code with " + name);
  }
  return value;
}

Value Evaluator::call_object(const Value& callee, const std::vector<Argument>& arguments, Span span,
                             Use use) {
  if (const auto* function = object_as<FunctionObject>(callee)) {
    if (!function->obstacle.empty()) {
      return call_unknown(function->obstacle, arguments, span, use);
    }
    if (function->kind == FunctionObject::Kind::context_manager) {
      return make_object({PendingContext{*callee.as<std::shared_ptr<const Object>>(), arguments}},
                         span);
    }
    return call_function(*function, arguments, span);
  }
  if (const auto* builtin = object_as<BuiltinObject>(callee)) {
    return call_builtin(*this, builtin->name, arguments, span);
  }
  if (object_as<ClassObject>(callee)) return instantiate(callee, arguments, span);
  if (const auto* method = object_as<MethodObject>(callee)) {
    if (!method->name.empty()) {
      return call_method(*this, method->self, method->name, arguments, span);
    }
    std::vector<Argument> with_self = arguments;
    with_self.insert(with_self.begin(), Argument{"", method->self});
    return call(method->function, with_self, span, use);
  }
  if (object_as<InstanceObject>(callee)) {
    const ClassObject* type = class_object(callee);
    const Value* method = type ? find_in_class(*type, "__call__") : nullptr;
    std::vector<Argument> with_self = arguments;
    with_self.insert(with_self.begin(), Argument{"", callee});
    if (method) return call(*method, with_self, span, use);
  }
  return call_unknown("calls an object that is not a function", arguments, span, use);
}

void Evaluator::bind_parameters(const FunctionObject& function,
                                const std::vector<Argument>& arguments, Scope& scope, Span span) {
  using Kind = Parameter::Kind;
  std::vector<Argument> rest = arguments;
  std::string unpacked;
  for (const Argument& argument : rest) {
    if (argument.keyword == "*" || argument.keyword == "**") unpacked = reason_of(argument.value);
  }
  std::erase_if(rest, [](const Argument& a) { return a.keyword == "*" || a.keyword == "**"; });
  const auto take = [&](const std::string& keyword) -> std::optional<Value> {
    const auto found = std::find_if(rest.begin(), rest.end(), [&](const Argument& argument) {
      return argument.keyword == keyword;
    });
    if (found == rest.end()) return std::nullopt;
    Value value = std::move(found->value);
    rest.erase(found);
    return value;
  };
  const std::vector<Parameter>& parameters = function.syntax->parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Parameter& parameter = parameters[i];
    std::optional<Value> value;
    if (parameter.kind == Kind::star) {
      Values items;
      while (auto item = take("")) items.push_back(std::move(*item));
      value = unpacked.empty() ? make_list(std::move(items), span, Sequence::Kind::tuple)
                               : make_unknown(unpacked, span);
    } else if (parameter.kind == Kind::double_star) {
      std::vector<std::pair<Value, Value>> items;
      for (Argument& left : rest) items.emplace_back(Value{left.keyword, span}, left.value);
      rest.clear();
      value = unpacked.empty() ? make_dict(std::move(items), span) : make_unknown(unpacked, span);
    } else {
      if (parameter.kind == Kind::normal) value = take("");
      if (!value) value = take(parameter.name);
      if (!value && !unpacked.empty()) value = make_unknown(unpacked, span);
      if (!value) value = function.defaults[i];
      if (!value) value = make_unknown("is missing among the arguments", span);
    }
    scope.variables[parameter.name] = std::move(*value);
  }
}

Value Evaluator::call_function(const FunctionObject& function,
                               const std::vector<Argument>& arguments, Span span,
                               std::function<void(const Value&)> on_yield) {
  if (frames_.size() > maximum_calls) {
    const std::string reason = "is nested in more than " + std::to_string(maximum_calls) + " calls";
    opaque(span, reason);
    return make_unknown(reason, span);
  }
  Scope& inner = new_scope(Scope::Kind::function, function.scope);
  bind_parameters(function, arguments, inner, span);
  // Code of this file reports its own spans; other code that of its call here.
  const std::optional<Span> outer_foreign = foreign_;
  if (function.file == module_->file) {
    foreign_.reset();
  } else if (!foreign_) {
    foreign_ = span;
  }
  Values yielded;
  const bool collects = function.syntax->is_generator && !on_yield;
  if (collects) on_yield = [&](const Value& value) { yielded.push_back(value); };
  frames_.push_back({&inner, function.syntax.get(), {}, {}, std::move(on_yield)});
  const auto leave = [&] {
    frames_.pop_back();
    foreign_ = outer_foreign;
  };
  Value result;
  try {
    if (function.syntax->result) {
      result = evaluate(*function.syntax->result);
    } else {
      const Completion completion = execute(function.syntax->body);
      result = result_of(frames_.back(), completion, span);
    }
  } catch (...) {
    leave();
    throw;
  }
  leave();
  return collects ? make_list(std::move(yielded), span) : result;
}

// With several possible returns the result is known only if they agree.
Value Evaluator::result_of(Frame& frame, const Completion& completion, Span span) {
  if (completion.flow != Flow::returns) frame.results.push_back({None{}, span});
  const Value& first = frame.results.front();
  const bool agree = std::all_of(frame.results.begin(), frame.results.end(),
                                 [&](const Value& other) { return is_same(first, other); });
  return agree ? first : make_unknown(frame.uncertainty, span);
}

}  // namespace migcheck::python
