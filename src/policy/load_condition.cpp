#include "policy/load_condition.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace migcheck {

namespace {

constexpr int max_depth = 32;  // of conditions in conditions, so that no file exhausts the stack

FactTest load_test(const JsonNode& node, const FactInfo& fact, int depth);

const char* to_string(FactType type) {
  switch (type) {
    case FactType::boolean:
      return "a boolean";
    case FactType::integer:
      return "an integer";
    case FactType::text:
      return "a text";
    case FactType::list:
      break;
  }
  return "a list";
}

// An operator fits only some types of facts.
void require_type(const JsonNode& node, const FactInfo& fact,
                  std::initializer_list<FactType> types) {
  if (std::find(types.begin(), types.end(), fact.type) != types.end()) return;
  node.fail(fmt::format("the fact '{}' is {}, which this test does not fit", fact.name,
                        to_string(fact.type)),
            "compare it with a value of its type");
}

FactValue load_value(const JsonNode& node, FactType type) {
  switch (type) {
    case FactType::boolean:
      return node.boolean();
    case FactType::integer:
      return node.integer();
    case FactType::text:
      return node.text();
    case FactType::list:
      break;
  }
  return node.json().is_array() && node.json().empty() ? FactValue(std::vector<std::string>())
                                                       : FactValue(node.texts());
}

FactTest load_one_of(const JsonNode& node, const FactInfo& fact, int) {
  require_type(node, fact, {FactType::integer, FactType::text});
  FactTest test = {FactTest::Kind::one_of};
  for (const JsonNode& item : node.items()) test.values.push_back(load_value(item, fact.type));
  return test;
}

FactTest load_contains(const JsonNode& node, const FactInfo& fact, int) {
  require_type(node, fact, {FactType::list});
  return {FactTest::Kind::contains, {node.text()}};
}

FactTest load_matches(const JsonNode& node, const FactInfo& fact, int) {
  require_type(node, fact, {FactType::text, FactType::list});
  re2::RE2::Options options;
  options.set_log_errors(false);
  const auto pattern = std::make_shared<const re2::RE2>(node.text(), options);
  if (!pattern->ok()) {
    node.fail(fmt::format("not a regular expression: {}", pattern->error()),
              "write it in the syntax of RE2");
  }
  FactTest test = {FactTest::Kind::matches};
  test.pattern = pattern;
  return test;
}

template <FactTest::Kind kind>
FactTest load_bound(const JsonNode& node, const FactInfo& fact, int) {
  require_type(node, fact, {FactType::integer});
  return {kind, {}, node.integer()};
}

// One test in another: `not` and `or_unknown`.
template <FactTest::Kind kind>
FactTest load_wrapped(const JsonNode& node, const FactInfo& fact, int depth) {
  FactTest test = {kind};
  test.tests.push_back(load_test(node, fact, depth + 1));
  return test;
}

FactTest load_unknown(const JsonNode& node, const FactInfo&, int) {
  const FactTest unknown = {FactTest::Kind::unknown};
  if (node.boolean()) return unknown;
  FactTest known = {FactTest::Kind::negation};
  known.tests.push_back(unknown);
  return known;
}

struct Operator {
  const char* name;
  FactTest (*load)(const JsonNode& node, const FactInfo& fact, int depth);
};

using Kind = FactTest::Kind;
constexpr std::array operators = {
    Operator{"at_least", load_bound<Kind::at_least>},
    Operator{"at_most", load_bound<Kind::at_most>},
    Operator{"contains", load_contains},
    Operator{"in", load_one_of},
    Operator{"matches", load_matches},
    Operator{"more_than", load_bound<Kind::more_than>},
    Operator{"not", load_wrapped<Kind::negation>},
    Operator{"or_unknown", load_wrapped<Kind::or_unknown>},
    Operator{"unknown", load_unknown},
};

FactTest load_operator(const std::string& name, const JsonNode& node, const FactInfo& fact,
                       int depth) {
  std::vector<std::string> names;
  for (const Operator& candidate : operators) {
    if (candidate.name == name) return candidate.load(node, fact, depth);
    names.emplace_back(candidate.name);
  }
  node.fail_unknown("test", name, names);
}

void check_depth(const JsonNode& node, int depth) {
  if (depth > max_depth) node.fail("the condition is too deep", "flatten it");
}

// A bare value, or an object of operators that must all hold.
FactTest load_test(const JsonNode& node, const FactInfo& fact, int depth) {
  check_depth(node, depth);
  if (!node.json().is_object()) return {Kind::equals, {load_value(node, fact.type)}};
  FactTest all = {Kind::all};
  for (const auto& [name, operand] : node.members()) {
    all.tests.push_back(load_operator(name, operand, fact, depth));
  }
  if (all.tests.empty()) node.fail("the test is empty", "write a value or an operator");
  return all.tests.size() == 1 ? all.tests.front() : all;
}

Condition load_part(const JsonNode& node, const std::vector<FactInfo>& facts, int depth);

Condition load_list(const JsonNode& node, const std::vector<FactInfo>& facts, Condition::Kind kind,
                    int depth) {
  Condition condition = {kind};
  for (const JsonNode& item : node.items()) {
    condition.parts.push_back(load_part(item, facts, depth + 1));
  }
  return condition;
}

Condition load_member(const std::string& name, const JsonNode& node,
                      const std::vector<FactInfo>& facts, int depth) {
  if (name == "all") return load_list(node, facts, Condition::Kind::all, depth);
  if (name == "any") return load_list(node, facts, Condition::Kind::any, depth);
  if (name == "not") return {Condition::Kind::negation, {load_part(node, facts, depth + 1)}};
  const auto fact = std::find_if(facts.begin(), facts.end(),
                                 [&](const FactInfo& info) { return info.name == name; });
  if (fact == facts.end()) node.fail_unknown("fact", name, names_of(facts));
  const auto place = static_cast<std::size_t>(fact - facts.begin());
  return {Condition::Kind::fact, {}, name, place, load_test(node, *fact, depth)};
}

Condition load_part(const JsonNode& node, const std::vector<FactInfo>& facts, int depth) {
  check_depth(node, depth);
  Condition condition = {Condition::Kind::all};
  for (const auto& [name, member] : node.members()) {
    condition.parts.push_back(load_member(name, member, facts, depth));
  }
  if (condition.parts.empty()) node.fail("the condition is empty", "name a fact");
  return condition;
}

}  // namespace

std::vector<std::string> names_of(const std::vector<FactInfo>& facts) {
  std::vector<std::string> names;
  for (const FactInfo& fact : facts) names.emplace_back(fact.name);
  return names;
}

Condition load_condition(const JsonNode& node, const std::vector<FactInfo>& facts) {
  return load_part(node, facts, 0);
}

}  // namespace migcheck
