#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/ternary.h"
#include "facts/fact.h"

namespace re2 {
class RE2;
}

namespace migcheck {

// What the value of one fact must be. Made by the loader, which has checked the types.
struct FactTest {
  enum class Kind {
    equals,      // values[0]
    one_of,      // values
    contains,    // a list has the item values[0]
    matches,     // a text, or an item of a list, has a match of `pattern`
    at_least,    // bound
    at_most,     // bound
    more_than,   // bound
    unknown,     // the fact is unknown
    or_unknown,  // tests[0] holds, or the fact is unknown
    negation,    // tests[0] does not hold
    all,         // tests
  };

  Kind kind = Kind::all;
  std::vector<FactValue> values = {};
  std::int64_t bound = 0;
  std::shared_ptr<const re2::RE2> pattern = {};  // compiled once, when the policy is loaded
  std::vector<FactTest> tests = {};
};

// The `when` of a policy.
struct Condition {
  enum class Kind { all, any, negation, fact };

  Kind kind = Kind::all;
  std::vector<Condition> parts = {};  // of a negation exactly one
  std::string fact = {};              // of Kind::fact, with its test
  std::size_t place = 0;              // of that fact among those of the subject
  FactTest test = {};
};

// Whether the condition holds, in the logic of Kleene: a test of an unknown fact is unknown, and
// so is its negation. Only the tests `unknown` and `or_unknown` make something else of it.
Ternary evaluate(const Condition& condition, const FactSource& facts);

// What is not known to hold does not hold.
bool holds(const Condition& condition, const FactSource& facts);

}  // namespace migcheck
