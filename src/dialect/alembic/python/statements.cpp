#include <algorithm>
#include <array>
#include <list>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/names.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/region.h"

namespace migcheck::python {

namespace {

std::string exception_name(const Value& value) {
  if (const External* external = value.external()) return std::string(external->last_name());
  const ClassObject* type = class_object(value);
  return type ? type->name : "";
}

// Imports always succeed here: their fallback is never taken.
bool is_import_error(std::string_view name) {
  return name == "ImportError" || name == "ModuleNotFoundError";
}

bool catches_all(std::string_view name) {
  return name == "Exception" || name == "BaseException" || name.empty();
}

}  // namespace

Evaluator::Completion Evaluator::execute(const Block& block) {
  Completion total;
  // What follows a statement that may have left the block is conditional.
  std::list<Rest> rests;
  Regions regions;
  std::vector<std::pair<Snapshot, std::string>> before;
  for (const Statement& statement : block) {
    const Completion one = execute(statement);
    total.may_continue |= one.may_continue;
    total.may_break |= one.may_break;
    total.may_return |= one.may_return;
    if (one.may_leave()) {
      total.reason = one.reason;
      total.span = one.span;
    }
    if (one.flow != Flow::normal) {
      total.flow = one.flow;
      break;
    }
    if (!one.may_leave() || &statement == &block.back()) continue;
    if (one.may_continue || one.may_break) {
      before.emplace_back(snapshot(), one.reason);
      regions.begin(*this, {one.span, one.reason});
    } else {
      rests.emplace_back(host_, one.span, one.reason);
    }
  }
  regions.end();
  for (const auto& [saved, reason] : before) merge(saved, reason);
  return total;
}

Evaluator::Completion Evaluator::execute(const Statement& statement) {
  step();
  const Counted deeper(depth_);
  const Span span = here(statement.span);
  current_ = span;
  return std::visit([&](const auto& node) { return execute(node, span); }, statement.node);
}

Evaluator::Completion Evaluator::execute(const ExpressionStatement& node, Span) {
  if (node.value) evaluate(*node.value, Use::statement);
  return {};
}

Evaluator::Completion Evaluator::execute(const Assign& node, Span) {
  const Value value = evaluate(*node.value);
  for (const ExpressionPtr& target : node.targets) assign(*target, value);
  return {};
}

Evaluator::Completion Evaluator::execute(const AnnotatedAssign& node, Span) {
  if (node.value) assign(*node.target, evaluate(*node.value));
  return {};
}

// A list is changed in place, as Python does it.
Evaluator::Completion Evaluator::execute(const AugmentedAssign& node, Span span) {
  const Value left = evaluate(*node.target);
  const Value right = evaluate(*node.value);
  const Sequence* sequence = left.sequence();
  if (node.op == "+" && sequence && sequence->kind == Sequence::Kind::list) {
    const auto items = iterate(right);
    if (!items) taint(left, reason_of(right));
    Sequence* changed = changeable_sequence(left);
    if (changed) changed->items.insert(changed->items.end(), items->begin(), items->end());
    return {};
  }
  Value result = binary(node.op, left, right, span);
  if (const auto* text = result.as<std::string>()) charge(text->size() / 256);
  if (const Sequence* made = result.sequence()) result = make_list(made->items, span, made->kind);
  if (const Dict* made = result.dict()) result = make_dict(made->items, span);
  assign(*node.target, result);
  return {};
}

Evaluator::Completion Evaluator::execute(const Return& node, Span span) {
  Value value = node.value ? evaluate(*node.value) : Value{None{}, span};
  frames_.back().results.push_back(std::move(value));
  Completion completion;
  completion.flow = Flow::returns;
  return completion;
}

Evaluator::Completion Evaluator::execute(const Raise& node, Span span) {
  const Value value = node.value ? evaluate(*node.value) : Value{};
  if (tries_ == 0 && in_function_ && imports_ == 0) host_.raised(span);
  throw Raised{exception_name(value)};
}

Evaluator::Completion Evaluator::execute(const Pass&, Span) { return {}; }

Evaluator::Completion Evaluator::execute(const Break&, Span) {
  Completion completion;
  completion.flow = Flow::breaks;
  return completion;
}

Evaluator::Completion Evaluator::execute(const Continue&, Span) {
  Completion completion;
  completion.flow = Flow::continues;
  return completion;
}

Evaluator::Completion Evaluator::execute(const Delete& node, Span) {
  for (const ExpressionPtr& target : node.targets) {
    if (const auto* name = target->as<Name>()) {
      scope().variables.erase(name->id);
      continue;
    }
    const auto* subscript_target = target->as<Subscript>();
    if (!subscript_target) continue;
    const Value object = evaluate(*subscript_target->object);
    const Value index = evaluate(*subscript_target->index);
    Dict* dict = changeable_dict(object);
    const Place place = dict ? find_key(*dict, index) : Place{Ternary::unknown, 0};
    if (dict && place.found == Ternary::yes) {
      dict->items.erase(dict->items.begin() + static_cast<std::ptrdiff_t>(place.index));
    } else {
      taint(object, "has lost an item that is not known");
    }
  }
  return {};
}

Evaluator::Completion Evaluator::execute(const Global& node, Span) {
  auto& names = node.nonlocal ? scope().nonlocals : scope().globals;
  names.insert(node.names.begin(), node.names.end());
  return {};
}

Evaluator::Completion Evaluator::execute(const Assert& node, Span span) {
  const Value test = evaluate_test(*node.test);
  const auto known = truth(test);
  if (!known || *known) return {};
  if (tries_ == 0 && in_function_ && imports_ == 0) host_.raised(span);
  throw Raised{"AssertionError"};
}

Evaluator::Completion Evaluator::execute(const Unsupported& node, Span span) {
  opaque(span, "is a `" + node.what + "` statement, which is not followed");
  return {};
}

// The body as if nothing failed; then every handler that might run, under that condition.
Evaluator::Completion Evaluator::execute(const Try& node, Span span) {
  Completion result;
  std::optional<Raised> raised;
  ++tries_;
  host_.begin_try();
  try {
    result = execute(node.body);
  } catch (const Raised& signal) {
    raised = signal;
  }
  --tries_;
  host_.end_try();
  std::optional<Raised> escapes;
  try {
    if (!raised && result.flow == Flow::normal) {
      const Completion after = execute(node.otherwise);
      result.flow = after.flow;
      result.may_continue |= after.may_continue;
      result.may_break |= after.may_break;
      result.may_return |= after.may_return;
    }
    const Completion handled = execute_handlers(node, raised ? &*raised : nullptr, span);
    if (raised) {
      result = handled;
    } else {
      result.may_continue |= handled.may_continue;
      result.may_break |= handled.may_break;
      result.may_return |= handled.may_return;
    }
    if (result.reason.empty()) {
      result.reason = handled.reason;
      result.span = handled.span;
    }
  } catch (const Raised& signal) {
    escapes = signal;
  }
  const Completion last = execute(node.finally);
  if (last.flow != Flow::normal) return last;
  if (escapes) throw *escapes;
  return result;
}

Evaluator::Completion Evaluator::execute_handlers(const Try& node, const Raised* raised,
                                                  Span span) {
  const Condition condition{span, "depends on whether a statement fails"};
  Completion result;
  for (const Try::Handler& handler : node.handlers) {
    const Value type = handler.type ? evaluate(*handler.type) : Value{};
    const std::string name = handler.type ? exception_name(type) : "";
    const bool several = type.sequence() != nullptr;
    if (is_import_error(name) && !raised) continue;
    const bool surely = raised && !several && (catches_all(name) || name == raised->type);
    if (!handler.name.empty()) {
      assign_name(handler.name, make_unknown("depends on an error", span));
    }
    if (surely) return execute(handler.body);
    const Completion one = either(
        condition, [&] { return execute(handler.body); }, nullptr);
    result.may_continue |= one.may_continue;
    result.may_break |= one.may_break;
    result.may_return |= one.may_return;
    result.reason = one.reason;
    result.span = one.span;
  }
  if (!raised) return result;
  if (node.handlers.empty()) {
    if (tries_ == 0 && in_function_ && imports_ == 0) host_.raised(span);
    throw *raised;
  }
  return result;
}

Evaluator::Completion Evaluator::execute(const With& node, Span span) {
  return execute_with(node, 0, span);
}

Evaluator::Completion Evaluator::execute_with(const With& node, std::size_t item, Span span) {
  if (item == node.items.size()) return execute(node.body);
  const With::Item& current = node.items[item];
  // A manager is made for what entering and leaving it do.
  const Value manager = evaluate(*current.manager, Use::statement);
  const auto bind_target = [&](const Value& value) {
    if (current.target) assign(*current.target, value);
  };
  // A generator with @contextmanager: the body runs where it yields.
  if (const auto* pending = object_as<PendingContext>(manager)) {
    Completion completion;
    const std::size_t depth = frames_.size();
    const std::optional<Span> outer_foreign = foreign_;
    const auto on_yield = [&](const Value& value) {
      std::vector<Frame> inner(
          std::make_move_iterator(frames_.begin() + static_cast<std::ptrdiff_t>(depth)),
          std::make_move_iterator(frames_.end()));
      frames_.resize(depth);
      const std::optional<Span> inner_foreign = foreign_;
      const auto resume = [&] {
        for (Frame& frame : inner) frames_.push_back(std::move(frame));
        foreign_ = inner_foreign;
      };
      foreign_ = outer_foreign;
      try {
        bind_target(value);
        completion = execute_with(node, item + 1, span);
      } catch (...) {
        resume();
        throw;
      }
      resume();
    };
    call_function(std::get<FunctionObject>(pending->function->data), pending->arguments, span,
                  on_yield);
    return completion;
  }
  if (const auto* instance = object_as<InstanceObject>(manager)) {
    const ClassObject* type = class_of(*instance);
    const Value* enter = type ? find_in_class(*type, "__enter__") : nullptr;
    const Value* exit = type ? find_in_class(*type, "__exit__") : nullptr;
    bind_target(enter ? call(*enter, {{"", manager}}, span) : make_unknown("is an object", span));
    const Completion completion = execute_with(node, item + 1, span);
    const Value none{None{}, span};
    if (exit) call(*exit, {{"", manager}, {"", none}, {"", none}, {"", none}}, span);
    return completion;
  }
  if (!manager.external() || imports_ > 0) {
    bind_target(make_unknown(reason_of(manager), span));
    return execute_with(node, item + 1, span);
  }
  const auto entered = host_.enter(manager);
  bind_target(entered ? *entered : manager);
  Completion completion;
  try {
    completion = execute_with(node, item + 1, span);
  } catch (...) {
    host_.exit(manager);
    throw;
  }
  host_.exit(manager);
  return completion;
}

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
    } else if (name == "functools.wraps" || name == "functools.cache" ||
               name == "functools.lru_cache" || name == "abc.abstractmethod" ||
               name == "typing.no_type_check") {
      continue;
    } else if (object_as<FunctionObject>(value) || object_as<MethodObject>(value)) {
      function = call(value, {{"", function}}, function.span);
      continue;
    } else {
      changed.obstacle = "is decorated with something that is not read: it " + reason_of(value);
    }
    function = make_object({std::move(changed)}, function.span);
  }
  return function;
}

Evaluator::Completion Evaluator::execute(const ClassDefinition& node, Span span) {
  assign_name(node.name, make_class(node, span));
  return {};
}

}  // namespace migcheck::python
