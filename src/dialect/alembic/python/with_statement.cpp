#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

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
    return execute_managed(node, item, manager, *class_of(*instance), span);
  }
  const External* made = manager.external();
  if (made && made->dotted_name() == "contextlib.suppress") {
    return execute_suppressed(node, item, *made, span);
  }
  if (made && made->dotted_name() == "contextlib.nullcontext") {
    bind_target(made->arguments.empty() ? Value{None{}, span} : made->arguments[0].value);
    return execute_with(node, item + 1, span);
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

// An instance of a class with __enter__ and __exit__.
Evaluator::Completion Evaluator::execute_managed(const With& node, std::size_t item,
                                                 const Value& manager, const ClassObject& type,
                                                 Span span) {
  const Value* enter = find_in_class(type, "__enter__");
  const Value* exit = find_in_class(type, "__exit__");
  const Value entered =
      enter ? call(*enter, {{"", manager}}, span) : make_unknown("is an object", span);
  if (node.items[item].target) assign(*node.items[item].target, entered);
  const Value none{None{}, span};
  const auto leave = [&](const Value& error) {
    return exit ? call(*exit, {{"", manager}, {"", error}, {"", error}, {"", error}}, span) : none;
  };
  std::optional<Raised> raised;
  Completion completion;
  try {
    completion = execute_with(node, item + 1, span);
  } catch (const Raised& signal) {
    raised = signal;
  }
  if (!raised) {
    leave(none);
    return completion;
  }
  External error;
  error.path = "builtins." + (raised->type.empty() ? "Exception" : raised->type);
  error.span = span;
  if (!truth(leave(make_external(std::move(error)))).value_or(false)) throw Raised(*raised);
  return {};
}

// contextlib.suppress(…).
Evaluator::Completion Evaluator::execute_suppressed(const With& node, std::size_t item,
                                                    const External& manager, Span span) {
  ++tries_;
  host_.begin_try();
  const auto leave = [&] {
    --tries_;
    host_.end_try();
  };
  Completion completion;
  try {
    completion = execute_with(node, item + 1, span);
  } catch (const Raised& raised) {
    leave();
    Ternary suppressed = Ternary::no;
    for (const Argument& argument : manager.arguments) {
      const Ternary one = catches(argument.value, raised);
      if (suppressed != Ternary::yes && one != Ternary::no) suppressed = one;
    }
    if (suppressed == Ternary::no) throw;
    return {};
  } catch (...) {
    leave();
    throw;
  }
  leave();
  return completion;
}

}  // namespace migcheck::python
