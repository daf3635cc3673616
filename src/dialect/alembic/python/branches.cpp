#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/names.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/region.h"

namespace migcheck::python {

Region::Region(Evaluator& evaluator, const Condition& condition)
    : evaluator_(evaluator),
      outer_(std::exchange(evaluator.region_, ++evaluator.regions_)),
      outer_reason_(std::exchange(evaluator.region_reason_, condition.reason)) {
  evaluator.host_.begin_conditional(condition.span, condition.reason);
}

Region::~Region() {
  evaluator_.host_.end_conditional();
  evaluator_.region_ = outer_;
  evaluator_.region_reason_ = std::move(outer_reason_);
}

// The variables that code here can assign: its own, those around it, the module's.
Evaluator::Snapshot Evaluator::snapshot() const {
  Snapshot saved;
  for (Scope* scope = frames_.back().scope; scope; scope = scope->enclosing) {
    saved.emplace_back(scope, scope->variables);
  }
  return saved;
}

void Evaluator::restore(const Snapshot& saved) {
  for (const auto& [scope, variables] : saved) scope->variables = variables;
}

// What is not the same in both states is not known after them.
void Evaluator::merge(const Snapshot& other, const std::string& reason) {
  for (const auto& [scope, variables] : other) {
    for (auto& [name, value] : scope->variables) {
      const auto before = variables.find(name);
      const bool same = before != variables.end() && is_same(before->second, value);
      if (!same) value = make_unknown(reason, value.span);
    }
    for (const auto& [name, value] : variables) {
      scope->variables.try_emplace(name, make_unknown(reason, value.span));
    }
    charge(variables.size() / 8);
  }
}

// Runs it under a condition. A raise ends the branch, and the migration with it: what comes after
// the branch runs only if there was none.
Evaluator::Completion Evaluator::attempt(const Condition& condition, const Action& action,
                                         bool& raises) {
  const Region region(*this, condition);
  try {
    return action();
  } catch (const Raised& raised) {
    if (tries_ == 0) report(raised);
    ++doubts_;
    raises = true;
    return {};
  }
}

// The next item of what a for loop goes over: a list may change while it does.
std::optional<Value> Evaluator::next_item(const Value& iterable, const Values& items,
                                          std::size_t at) {
  const auto* shared = iterable.as<std::shared_ptr<Sequence>>();
  if (shared && (*shared)->kind == Sequence::Kind::iterator) {
    Sequence& iterator = **shared;
    if (iterator.position < iterator.items.size()) return iterator.items[iterator.position++];
    return std::nullopt;
  }
  const auto* dict = iterable.as<std::shared_ptr<Dict>>();
  const bool grown = dict && (*dict)->items.size() != items.size();
  if (grown) fail("RuntimeError");
  const Sequence* list = iterable.sequence();
  const bool live = list && list->kind == Sequence::Kind::list;
  const Values& now = live ? list->items : items;
  return at < now.size() ? std::optional(now[at]) : std::nullopt;
}

// Both sides of a condition that is not known. `second` may be null.
Evaluator::Completion Evaluator::either(const Condition& condition, const Action& first,
                                        const Action& second) {
  const Snapshot before = snapshot();
  bool first_raises = false;
  bool second_raises = false;
  const Completion one = attempt(condition, first, first_raises);
  const Snapshot after_first = snapshot();
  restore(before);
  Completion two;
  if (second) two = attempt(condition, second, second_raises);
  if (first_raises && second_raises) throw Raised{};
  const bool first_goes_on = !first_raises && one.flow == Flow::normal;
  const bool second_goes_on = !second_raises && two.flow == Flow::normal;
  if (first_goes_on && second_goes_on) merge(after_first, condition.reason);
  if (first_goes_on && !second_goes_on) restore(after_first);
  Completion result;
  result.reason = condition.reason;
  result.span = condition.span;
  for (const Completion* side : std::array<const Completion*, 2>{&one, &two}) {
    const bool raised = side == &one ? first_raises : second_raises;
    if (raised) continue;
    result.may_continue |= side->may_continue || side->flow == Flow::continues;
    result.may_break |= side->may_break || side->flow == Flow::breaks;
    result.may_return |= side->may_return || side->flow == Flow::returns;
  }
  if (result.may_return) frames_.back().uncertainty = condition.reason;
  if (first_goes_on || second_goes_on) return result;
  // Neither goes on here: it ends in the way that leads least far out, or further.
  if (first_raises) result.flow = two.flow;
  if (second_raises) result.flow = one.flow;
  if (!first_raises && !second_raises) result.flow = std::min(one.flow, two.flow);
  return result;
}

// if, elif, … from `index` on.
Evaluator::Completion Evaluator::choose(const If& node, std::size_t index, Span span) {
  step();
  for (; index < node.branches.size(); ++index) {
    const If::Branch& branch = node.branches[index];
    const Value test = evaluate_test(*branch.test);
    const auto known = truth(test);
    if (known && *known) return execute(branch.body);
    if (known) continue;
    constexpr int maximum_alternatives = 100;
    const Counted alternative(alternatives_);
    if (alternatives_ > maximum_alternatives) {
      opaque(here(branch.test->span), "has too many alternatives that are not known");
      return {};
    }
    const bool more = index + 1 < node.branches.size() || !node.otherwise.empty();
    const Action rest = [&, index] { return choose(node, index + 1, span); };
    return either(
        {here(branch.test->span), reason_of(test)}, [&] { return execute(branch.body); },
        more ? rest : nullptr);
  }
  return execute(node.otherwise);
}

// Variables that the body changes have no known value while it may run any number of times.
void Evaluator::forget(const Block& body, const std::string& reason) {
  const LoopNames names = names_in(body);
  for (const std::string& name : names.changed) {
    if (const Value* value = find_variable(name)) taint(*value, reason);
  }
  for (const std::string& name : names.carried) {
    if (find_variable(name)) assign_name(name, make_unknown(reason, {}));
  }
}

// The body of a loop that runs any number of times: once, under a condition.
Evaluator::Completion Evaluator::repeat(const Condition& condition, const Block& body,
                                        const Action& before) {
  const Snapshot untouched = snapshot();
  bool raises = false;
  const auto once = [&] {
    forget(body, condition.reason);
    if (before) before();
    return execute(body);
  };
  const Completion inner = attempt(condition, once, raises);
  merge(untouched, condition.reason);
  Completion result;
  result.may_return = !raises && (inner.may_return || inner.flow == Flow::returns);
  result.reason = condition.reason;
  result.span = condition.span;
  if (result.may_return) frames_.back().uncertainty = condition.reason;
  return result;
}

// The iterations after one that may have left the loop: conditional as a whole.
Evaluator::Completion Evaluator::iterate_rest(const Condition& condition, const Action& rest) {
  const Snapshot before = snapshot();
  bool raises = false;
  Completion completion = attempt(condition, rest, raises);
  merge(before, condition.reason);
  completion.may_return |= completion.flow == Flow::returns;
  completion.flow = Flow::normal;
  completion.reason = condition.reason;
  completion.span = condition.span;
  return completion;
}

Evaluator::Completion Evaluator::execute(const If& node, Span span) {
  return choose(node, 0, span);
}

// After a loop over a set, nobody knows which item was the last, nor the order of what it
// collected.
void Evaluator::forget_order(const For& node) {
  const std::string reason = "depends on the order of a set";
  for (const std::string& name : names_in(node.body).changed) {
    const Value* value = find_variable(name);
    const auto* list = value ? value->as<std::shared_ptr<Sequence>>() : nullptr;
    if (list) (*list)->unordered = true;
  }
  assign(*node.target, make_unknown(reason, here(node.target->span)));
}

Evaluator::Completion Evaluator::execute(const For& node, Span span) {
  const Value iterable = evaluate(*node.iterable);
  begin(iterable);
  const auto* shared = iterable.as<std::shared_ptr<Sequence>>();
  const std::size_t position = shared ? (*shared)->position : 0;
  const auto items = iterate(iterable);
  if (items && shared) (*shared)->position = position;  // it is used up item by item
  const bool unordered = items && is_unordered(iterable);
  Completion result;
  if (!items) {
    const std::string reason = reason_of(iterable);
    result = repeat({span, reason}, node.body, [&]() -> Completion {
      assign(*node.target, make_unknown(reason, here(node.target->span)));
      return {};
    });
  } else {
    std::size_t next = 0;
    bool left = false;
    bool in_rest = false;  // behind an iteration that may have left the loop
    const std::function<Completion()> run = [&]() -> Completion {
      Completion all;
      while (!left) {
        const auto item = next_item(iterable, *items, next++);
        if (!item) break;
        step();
        assign(*node.target, *item);
        const Completion one = execute(node.body);
        all.may_return |= one.may_return;
        all.reason = one.reason;
        all.span = one.span;
        if (one.flow == Flow::returns) {
          all.flow = Flow::returns;
          return all;
        }
        left = one.flow == Flow::breaks;
        if ((one.may_break || one.may_return) && !left && next < items->size() && !in_rest) {
          in_rest = true;
          const Completion rest = iterate_rest({one.span, one.reason}, run);
          all.may_return |= rest.may_return;
          return all;
        }
      }
      return all;
    };
    result = run();
    if (unordered) forget_order(node);
    if (result.flow == Flow::returns || left) return result;
  }
  if (node.otherwise.empty()) return result;
  const Completion after = execute(node.otherwise);
  if (after.flow != Flow::normal || !result.may_leave()) return after;
  return result;
}

Evaluator::Completion Evaluator::execute(const While& node, Span span) {
  Completion result;
  while (true) {
    const Value test = evaluate_test(*node.test);
    const auto known = truth(test);
    if (known && !*known) break;
    if (!known) {
      const Completion some = repeat({span, reason_of(test)}, node.body, nullptr);
      result.may_return |= some.may_return;
      result.reason = some.reason;
      result.span = some.span;
      break;
    }
    const Completion one = execute(node.body);
    result.may_return |= one.may_return;
    result.reason = one.reason;
    result.span = one.span;
    if (one.flow == Flow::returns) {
      result.flow = one.flow;
      return result;
    }
    if (one.flow == Flow::breaks) return result;
    if (one.may_break || one.may_return) {
      // The next iterations are like this one, unless they depend on it.
      if (!names_in(node.body).carried.empty()) {
        result.may_return |= repeat({one.span, one.reason}, node.body, nullptr).may_return;
      }
      return result;
    }
  }
  if (node.otherwise.empty()) return result;
  const Completion after = execute(node.otherwise);
  return after.flow != Flow::normal ? after : result;
}

}  // namespace migcheck::python
