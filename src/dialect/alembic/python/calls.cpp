#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/names.h"
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
        const auto* keyword = plain_value(key).as<std::string>();
        if (!keyword && !key.is_unknown() && !key.external()) fail("TypeError");
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

// The class whose body the function that runs was defined in; null: it is no method.
const ClassObject* Evaluator::defining_class() const {
  for (const Scope* scope = frames_.back().scope; scope; scope = scope->enclosing) {
    if (scope->kind == Scope::Kind::class_body) return object_as<ClassObject>(scope->type);
  }
  return nullptr;
}

// super().method(…): the method of the next class in the order of the lookup that has it. What a
// library's class does there has no effect that counts.
Value Evaluator::call_super(const std::string& method, const std::vector<Argument>& arguments,
                            Span span) {
  const Function* syntax = frames_.back().syntax;
  if (!syntax || syntax->parameters.empty()) return make_unknown("comes from a base class", span);
  const Value self = lookup(syntax->parameters[0].name, span);
  const ClassObject* own = defining_class();
  const ClassObject* type = class_object(self);
  if (!own || !type) return make_unknown("comes from a base class", span);
  auto from = type->ancestors.begin();
  if (type != own) from = std::find(from, type->ancestors.end(), own);
  if (type != own && from != type->ancestors.end()) ++from;
  for (; from != type->ancestors.end(); ++from) {
    if (const Value* found = (*from)->attributes->find(method)) {
      return call(bind(self, *found, span), arguments, span);
    }
  }
  const bool plain = !library_base(*type) && !type->is_open && type->obstacle.empty();
  if (method == "__init__" && plain) return {None{}, span};
  return make_unknown("comes from a base class", span);
}

Value Evaluator::call(const Value& callee, const std::vector<Argument>& arguments, Span span,
                      Use use) {
  step();
  if (callee.external()) return call_external(callee, arguments, span, use);
  if (callee.as<std::shared_ptr<const Object>>()) return call_object(callee, arguments, span, use);
  const bool plain = !callee.is_unknown() && !callee.as<std::shared_ptr<Sequence>>() &&
                     !callee.as<std::shared_ptr<Dict>>();
  if (plain || callee.sequence() || callee.dict()) fail("TypeError");
  const std::string reason = reason_of(callee);
  return call_unknown(reason, arguments, span, use);
}

// An unknown function may do anything, but to the database only if it is called for its effect, or
// gets the connection.
Value Evaluator::call_unknown(const std::string& reason, const std::vector<Argument>& arguments,
                              Span span, Use use) {
  ++doubts_;
  if (use == Use::statement || any_holds_connection(arguments)) opaque(span, reason);
  return make_unknown(reason, span);
}

Value Evaluator::call_external(const Value& callee, const std::vector<Argument>& arguments,
                               Span span, Use use) {
  ++doubts_;
  for (const Argument& argument : arguments) begin(argument.value);
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
  if (origin == Origin::library) {
    // The Host does not know what it does: for its effect alone, it may be one on the database.
    const bool is_operation = root.starts_with("alembic.");
    if (use == Use::statement && !is_operation && holds_connection(value)) {
      opaque(span, "calls " + (name.empty() ? root : name) + "() with the connection");
    }
    return value;
  }
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
    if (function->syntax->is_generator) return make_generator(callee, arguments, span);
    return call_function(*function, arguments, span);
  }
  if (const auto* partial = object_as<PartialObject>(callee)) {
    return call_partial(*this, *partial, arguments, span);
  }
  if (const auto* builtin = object_as<BuiltinObject>(callee)) {
    const bool runs_text = builtin->name == "exec" || builtin->name == "eval";
    if (runs_text) return call_unknown("runs code from a text", arguments, span, Use::statement);
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

namespace {

// Gives the arguments of a call to the parameters of a function, as Python does it.
class Binder {
 public:
  explicit Binder(const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments) {
      if (argument.keyword == "*" || argument.keyword == "**") {
        unpacked_ = reason_of(argument.value);
      } else if (argument.keyword.empty()) {
        positional_.push_back(argument.value);
      } else {
        if (find(argument.keyword) != keywords_.end()) fail("TypeError");
        keywords_.push_back(argument);
      }
    }
  }

  // Why it is not known which arguments there are; empty: it is.
  const std::string& unpacked() const { return unpacked_; }

  std::optional<Value> take(const Parameter& parameter) {
    using Kind = Parameter::Kind;
    std::optional<Value> value;
    if (parameter.kind != Kind::keyword_only && next_ < positional_.size()) {
      value = positional_[next_++];
    }
    if (parameter.kind == Kind::positional_only) return value;
    const auto keyword = find(parameter.name);
    if (keyword == keywords_.end()) return value;
    if (value) fail("TypeError");
    value = keyword->value;
    keywords_.erase(keyword);
    return value;
  }

  Values rest() {
    Values items(positional_.begin() + static_cast<std::ptrdiff_t>(next_), positional_.end());
    next_ = positional_.size();
    return items;
  }

  std::vector<Argument> keywords() { return std::exchange(keywords_, {}); }

  // Python refuses what no parameter takes.
  void finish() const {
    if (next_ < positional_.size() || !keywords_.empty()) fail("TypeError");
  }

 private:
  std::vector<Argument>::iterator find(const std::string& keyword) {
    return std::find_if(keywords_.begin(), keywords_.end(),
                        [&](const Argument& argument) { return argument.keyword == keyword; });
  }

  Values positional_;
  std::size_t next_ = 0;
  std::vector<Argument> keywords_;
  std::string unpacked_;
};

}  // namespace

void Evaluator::bind_parameters(const FunctionObject& function,
                                const std::vector<Argument>& arguments, Scope& scope, Span span) {
  using Kind = Parameter::Kind;
  Binder binder(arguments);
  const std::vector<Parameter>& parameters = function.syntax->parameters;
  std::vector<std::optional<Value>> values(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Parameter& parameter = parameters[i];
    if (parameter.kind == Kind::star) {
      // `*` takes what is left of the positional ones; the parameters behind it take none.
      values[i] = make_list(binder.rest(), span, Sequence::Kind::tuple);
    } else if (parameter.kind != Kind::double_star) {
      values[i] = binder.take(parameter);
    }
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].kind != Kind::double_star) continue;
    std::vector<std::pair<Value, Value>> items;
    for (Argument& left : binder.keywords()) {
      items.emplace_back(Value{left.keyword, span}, left.value);
    }
    values[i] = make_dict(std::move(items), span);
  }
  if (binder.unpacked().empty()) binder.finish();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const bool many = parameters[i].kind == Kind::star || parameters[i].kind == Kind::double_star;
    if (!binder.unpacked().empty() && (many || !values[i])) {
      values[i] = make_unknown(binder.unpacked(), span);
    }
    if (!values[i]) values[i] = function.defaults[i];
    if (!values[i]) fail("TypeError");
    scope.variables[parameters[i].name] = std::move(*values[i]);
  }
}

// What a call of a generator function gives: it runs when something is taken from it, and then to
// its end. What it does outside of itself may come earlier or later for its user: it stands under a
// condition.
Value Evaluator::make_generator(const Value& function, const std::vector<Argument>& arguments,
                                Span span) {
  const Value made = make_iterator({}, span);
  (*made.as<std::shared_ptr<Sequence>>())->pending = [this, function, arguments, span] {
    Values yielded;
    const Region region(*this, {span, "runs while something is taken from a generator"});
    run_function(*object_as<FunctionObject>(function), arguments, span,
                 [&](const Value& value) { yielded.push_back(value); });
    return yielded;
  };
  return made;
}

Value Evaluator::call_function(const FunctionObject& function,
                               const std::vector<Argument>& arguments, Span span,
                               std::function<void(const Value&)> on_yield) {
  if (frames_.size() > maximum_calls) {
    const std::string reason = "is nested in more than " + std::to_string(maximum_calls) + " calls";
    opaque(span, reason);
    return make_unknown(reason, span);
  }
  return run_function(function, arguments, span, std::move(on_yield));
}

Value Evaluator::run_function(const FunctionObject& function,
                              const std::vector<Argument>& arguments, Span span,
                              std::function<void(const Value&)> on_yield) {
  Scope& inner = new_scope(Scope::Kind::function, function.scope);
  inner.prefix = function.qualified + ".<locals>.";
  bind_parameters(function, arguments, inner, span);
  const Function* syntax = function.syntax.get();
  if (!locals_.contains(syntax)) locals_[syntax] = names_in(syntax->body).assigned;
  // Code of this file reports its own spans; other code that of its call here.
  const std::optional<Span> outer_foreign = foreign_;
  if (function.file == module_->file) {
    foreign_.reset();
  } else if (!foreign_) {
    foreign_ = span;
  }
  frames_.push_back({&inner, syntax, {}, {}, std::move(on_yield)});
  const auto leave = [&] {
    frames_.pop_back();
    foreign_ = outer_foreign;
  };
  Value result;
  try {
    if (syntax->result) {
      result = evaluate(*syntax->result);
    } else {
      const Completion completion = execute(syntax->body);
      result = result_of(frames_.back(), completion, span);
    }
  } catch (...) {
    leave();
    throw;
  }
  leave();
  return result;
}

// With several possible returns the result is known only if they agree.
Value Evaluator::result_of(Frame& frame, const Completion& completion, Span span) {
  if (completion.flow != Flow::returns) frame.results.push_back({None{}, span});
  const Value& first = frame.results.front();
  if (frame.results.size() == 1) return first;
  const bool agree = std::all_of(frame.results.begin(), frame.results.end(),
                                 [&](const Value& other) { return is_same(first, other); });
  return agree ? first : make_unknown(frame.uncertainty, span);
}

}  // namespace migcheck::python
