#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/region.h"

namespace migcheck::python {

namespace {

constexpr int maximum_alternatives = 100;

}  // namespace

// The cases one after the other, as an if with its elifs.
Evaluator::Completion Evaluator::execute(const Match& node, Span span) {
  return match_from(node, 0, evaluate(*node.subject), span);
}

Evaluator::Completion Evaluator::match_from(const Match& node, std::size_t index,
                                            const Value& subject, Span span) {
  step();
  for (; index < node.cases.size(); ++index) {
    const Match::Case& one = node.cases[index];
    Ternary matches = one.patterns.empty() ? Ternary::yes : Ternary::no;
    for (const ExpressionPtr& pattern : one.patterns) {
      const Ternary same = equal(subject, evaluate(*pattern));
      if (same != Ternary::no && matches != Ternary::yes) matches = same;
    }
    std::string reason = reason_of(subject);
    if (!one.unsupported.empty()) {
      matches = Ternary::unknown;
      reason = "depends on a pattern of `match` that is not followed";
      for (const std::string& name : one.captures) assign_name(name, make_unknown(reason, span));
    }
    if (matches == Ternary::no) continue;
    if (!one.name.empty()) assign_name(one.name, subject);
    if (one.guard && matches == Ternary::yes) {
      const Value guard = evaluate_test(*one.guard);
      const auto known = truth(guard);
      matches = known ? ternary(*known) : Ternary::unknown;
      if (!known) reason = reason_of(guard);
    }
    if (matches == Ternary::no) continue;
    if (matches == Ternary::yes) return execute(one.body);
    const Counted alternative(alternatives_);
    if (alternatives_ > maximum_alternatives) {
      opaque(span, "has too many alternatives that are not known");
      return {};
    }
    return either(
        {span, reason}, [&] { return execute(one.body); },
        [&, index] { return match_from(node, index + 1, subject, span); });
  }
  return {};
}

// The body; then the handler that catches what it raises. Where something in the body may fail

}  // namespace migcheck::python
