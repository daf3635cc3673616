#pragma once

// Internal to python/: the functions of the standard library, by their full names.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dialect/alembic/python/evaluator.h"

namespace migcheck::python {

struct StandardCall {
  Evaluator& evaluator;
  CallArguments arguments;
  Span span;

  Value unknown(std::string reason) const { return make_unknown(std::move(reason), span); }
};

// Nothing where these arguments are not followed.
using StandardFunction = std::optional<Value> (*)(const StandardCall&);
using StandardTable = std::unordered_map<std::string_view, StandardFunction>;

const StandardTable& standard_collections();  // collections, itertools, copy
const StandardTable& standard_functions();    // functools, operator
const StandardTable& standard_json();

}  // namespace migcheck::python
