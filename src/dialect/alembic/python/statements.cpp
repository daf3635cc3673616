#include <list>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/region.h"

namespace migcheck::python {

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
  try {
    return std::visit([&](const auto& node) { return execute(node, span); }, statement.node);
  } catch (Raised& raised) {
    if (!raised.span) raised.span = span;
    throw;
  }
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

// Lists, sets and dicts are changed in place, as Python does it.
Evaluator::Completion Evaluator::execute(const AugmentedAssign& node, Span span) {
  const Value left = evaluate(*node.target);
  const Value right = evaluate(*node.value);
  const Sequence* sequence = left.sequence();
  const bool list = sequence && sequence->kind == Sequence::Kind::list;
  const bool set = sequence && sequence->kind == Sequence::Kind::set;
  if (list && node.op == "+") {
    call_method(*this, left, "extend", {{"", right}}, span);
    return {};
  }
  const Value other =
      left.dict() && node.op == "|" ? call_builtin(*this, "dict", {{"", right}}, span) : right;
  Value result = binary(node.op, left, other, span);
  if (const auto* text = result.as<std::string>()) charge(text->size() / 256);
  if (list || set || left.dict()) {
    replace_content(left, result);
    return {};
  }
  assign(*node.target, keep(result));
  return {};
}

// Puts what an operator gives into the container itself.
void Evaluator::replace_content(const Value& container, const Value& result) {
  Sequence* sequence = changeable_sequence(container);
  Dict* dict = changeable_dict(container);
  if (sequence && result.sequence()) {
    const Values items = result.sequence()->items;
    charge(items.size() / 8);
    sequence->items = items;
  } else if (dict && result.dict()) {
    const auto items = result.dict()->items;
    dict->items = items;
  } else if (sequence || dict) {
    taint(container, reason_of(result));
  }
}

Evaluator::Completion Evaluator::execute(const Return& node, Span span) {
  Value value = node.value ? evaluate(*node.value) : Value{None{}, span};
  frames_.back().results.push_back(std::move(value));
  Completion completion;
  completion.flow = Flow::returns;
  return completion;
}

Evaluator::Completion Evaluator::execute(const Raise& node, Span span) {
  if (!node.value && !handled_.empty()) throw Raised(handled_.back());
  Raised raised;
  raised.cause = Raised::Cause::statement;
  raised.span = span;
  if (node.value) {
    raised.value = evaluate(*node.value);
    if (object_as<ClassObject>(raised.value)) raised.value = call(raised.value, {}, span);
    raised.type = exception_name(raised.value);
  }
  throw raised;
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

Evaluator::Completion Evaluator::execute(const Global& node, Span) {
  auto& names = node.nonlocal ? scope().nonlocals : scope().globals;
  names.insert(node.names.begin(), node.names.end());
  return {};
}

Evaluator::Completion Evaluator::execute(const Assert& node, Span span) {
  const Value test = evaluate_test(*node.test);
  const auto known = truth(test);
  if (!known || *known) return {};
  Raised raised;
  raised.type = "AssertionError";
  raised.cause = Raised::Cause::statement;
  raised.span = span;
  throw raised;
}

// Nothing is known about what it leaves behind, nor whether anything after it runs.
Evaluator::Completion Evaluator::execute(const Unsupported& node, Span span) {
  opaque(span, "is a `" + node.what + "` statement, which is not followed");
  return {};
}

}  // namespace migcheck::python
