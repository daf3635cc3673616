#pragma once

// Internal to facts/: what comes with PostgreSQL, as its own catalogs say.

#include <span>
#include <string_view>

namespace migcheck::builtin {

// Names, each followed by a blank.
extern const std::string_view volatile_functions, calm_functions;
extern const std::string_view volatile_extension_functions, calm_extension_functions;
extern const std::string_view operators;

// Forms of a function that are volatile while others of the same name are not. Majors are the first
// and the last, 0 for no limit.
struct MixedFunction {
  std::string_view name;
  int least_arguments, most_arguments;
  int first_major, last_major;
  bool also_calm;  // another form takes as many arguments and is not volatile
};
extern const std::span<const MixedFunction> mixed_functions;

// A row of pg_cast. Context: implicit, assignment or explicit; method: function, binary coercible
// or input and output.
struct Cast {
  std::string_view source, target;
  char context, method;
  int first_major, last_major;
};
extern const std::span<const Cast> casts;

// A row of pg_type, without arrays and pseudo-types, and the operator class of a btree index on it;
// empty where there can be none.
struct Type {
  std::string_view name;
  char category;
  std::string_view operator_class;
};
extern const std::span<const Type> types;

}  // namespace migcheck::builtin
