#include "policy/condition.h"

#include <re2/re2.h>

#include <algorithm>

namespace migcheck {

namespace {

Ternary negated(Ternary value) {
  if (value == Ternary::unknown) return value;
  return ternary(value == Ternary::no);
}

// The answer of all parts together: `decisive` where one part says so, else unknown where one is,
// else the opposite.
template <typename Parts, typename Evaluate>
Ternary combine(const Parts& parts, Ternary decisive, Evaluate evaluate_part) {
  Ternary combined = negated(decisive);
  for (const auto& part : parts) {
    const Ternary value = evaluate_part(part);
    if (value == decisive) return decisive;
    if (value == Ternary::unknown) combined = Ternary::unknown;
  }
  return combined;
}

// As `==`, which takes longer: most facts are of the first kinds.
bool same(const FactValue& a, const FactValue& b) {
  if (a.index() != b.index()) return false;
  if (const bool* flag = std::get_if<bool>(&a)) return *flag == *std::get_if<bool>(&b);
  if (const auto* text = std::get_if<std::string>(&a))
    return *text == *std::get_if<std::string>(&b);
  return a == b;
}

bool has_match(const FactValue& value, const re2::RE2& pattern) {
  const auto matches = [&](const std::string& text) {
    return re2::RE2::PartialMatch(text, pattern);
  };
  if (const auto* text = std::get_if<std::string>(&value)) return matches(*text);
  const auto* list = std::get_if<std::vector<std::string>>(&value);
  return list && std::any_of(list->begin(), list->end(), matches);
}

bool has_item(const FactValue& value, const FactValue& item) {
  const auto* list = std::get_if<std::vector<std::string>>(&value);
  const auto* text = std::get_if<std::string>(&item);
  return list && text && std::find(list->begin(), list->end(), *text) != list->end();
}

template <typename Compare>
bool compares(const FactValue& value, std::int64_t bound, Compare compare) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number && compare(*number, bound);
}

// The tests that look at a value; those on unknown facts are in evaluate_test.
bool test_known(const FactTest& test, const FactValue& value) {
  using Kind = FactTest::Kind;
  switch (test.kind) {
    case Kind::equals:
      return same(value, test.values[0]);
    case Kind::one_of:
      return std::ranges::any_of(test.values,
                                 [&](const FactValue& one) { return same(value, one); });
    case Kind::contains:
      return has_item(value, test.values[0]);
    case Kind::matches:
      return has_match(value, *test.pattern);
    case Kind::at_least:
      return compares(value, test.bound, std::greater_equal<>());
    case Kind::at_most:
      return compares(value, test.bound, std::less_equal<>());
    case Kind::more_than:
      return compares(value, test.bound, std::greater<>());
    default:
      return false;
  }
}

Ternary evaluate_test(const FactTest& test, const FactValue& value) {
  using Kind = FactTest::Kind;
  const bool unknown = std::holds_alternative<UnknownFact>(value);
  const auto evaluate_part = [&](const FactTest& part) { return evaluate_test(part, value); };
  switch (test.kind) {
    case Kind::unknown:
      return ternary(unknown);
    case Kind::or_unknown:
      return unknown ? Ternary::yes : evaluate_part(test.tests[0]);
    case Kind::negation:
      return negated(evaluate_part(test.tests[0]));
    case Kind::all:
      return combine(test.tests, Ternary::no, evaluate_part);
    default:
      return unknown ? Ternary::unknown : ternary(test_known(test, value));
  }
}

}  // namespace

Ternary evaluate(const Condition& condition, const FactSource& facts) {
  const auto evaluate_part = [&](const Condition& part) { return evaluate(part, facts); };
  switch (condition.kind) {
    case Condition::Kind::all:
      return combine(condition.parts, Ternary::no, evaluate_part);
    case Condition::Kind::any:
      return combine(condition.parts, Ternary::yes, evaluate_part);
    case Condition::Kind::negation:
      return negated(evaluate(condition.parts[0], facts));
    case Condition::Kind::fact:
      break;
  }
  return evaluate_test(condition.test, facts.value_at(condition.place, condition.fact));
}

bool holds(const Condition& condition, const FactSource& facts) {
  return evaluate(condition, facts) == Ternary::yes;
}

}  // namespace migcheck
