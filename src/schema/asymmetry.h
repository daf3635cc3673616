#pragma once

#include <string>
#include <vector>

#include "schema/schema.h"

namespace migcheck {

// What an upgrade and its downgrade together have done to a schema, which should be nothing. In
// words: "enum type public.mood", "default of public.users.age: was 5, is none".
struct Asymmetry {
  std::vector<std::string> left_behind, lost, altered;
  std::vector<std::string> enum_values;  // "public.mood: 'sad'"; no statement takes one away again

  bool empty() const {
    return left_behind.empty() && lost.empty() && altered.empty() && enum_values.empty();
  }
};

// Compares what was recorded since the outermost record() with what it was then. What the model is
// not certain of is left out, and so is what comes with something else that is named. The order of
// columns does not count, nor how an expression is written.
Asymmetry asymmetry(const Schema& schema);

}  // namespace migcheck
