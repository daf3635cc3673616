#include "sql/type_rules.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace migcheck::sql {

namespace {

using Names = std::initializer_list<std::string_view>;

bool is_one_of(const TypeName& type, Names names) {
  return type.name.schema.empty() && type.array_dimensions == 0 &&
         std::ranges::find(names, type.name.name) != names.end();
}

bool is(const MaybeType& type, const char* name) { return type && is_one_of(*type, {name}); }

bool is_integer(const TypeName& type) { return is_one_of(type, {"int2", "int4", "int8"}); }

bool is_string(const MaybeType& type) {
  return type && is_one_of(*type, {"text", "varchar", "bpchar"});
}

bool is_timestamp(const MaybeType& type) {
  return type && is_one_of(*type, {"timestamp", "timestamptz"});
}

// Without a length or a precision.
TypeName bare(TypeName type) {
  type.modifiers.clear();
  type.interval_fields.clear();
  return type;
}

// Those of one row become a later one of it by themselves, never an earlier one.
constexpr std::array kNumbers = {"int2", "int4", "int8", "numeric", "float4", "float8"};
constexpr std::array kTimes = {"date", "timestamp", "timestamptz"};

template <std::size_t size>
std::optional<std::size_t> rank(const std::array<const char*, size>& row, const TypeName& type) {
  for (std::size_t i = 0; i < size; ++i) {
    if (is_one_of(type, {row[i]})) return i;
  }
  return std::nullopt;
}

template <std::size_t size>
MaybeType later_of(const std::array<const char*, size>& row, const TypeName& left,
                   const TypeName& right) {
  const auto first = rank(row, left), second = rank(row, right);
  if (!first || !second) return std::nullopt;
  return builtin(row[std::max(*first, *second)]);
}

// There is no operator for real with another kind of number but double precision's.
MaybeType arithmetic(const TypeName& left, const TypeName& right) {
  const bool single = is_one_of(left, {"float4"}) || is_one_of(right, {"float4"});
  if (single && left.name != right.name) {
    return rank(kNumbers, left) && rank(kNumbers, right) ? MaybeType(builtin("float8"))
                                                         : std::nullopt;
  }
  return later_of(kNumbers, left, right);
}

MaybeType plus_or_minus(bool minus, const TypeName& left, const TypeName& right) {
  const auto interval = [](const TypeName& type) { return is_one_of(type, {"interval"}); };
  if (interval(left) && interval(right)) return builtin("interval");
  if (is_timestamp(left) && interval(right)) return bare(left);
  if (is_one_of(left, {"date"}) && interval(right)) return builtin("timestamp");
  if (is_one_of(left, {"date"}) && is_one_of(right, {"int4"})) return builtin("date");
  if (minus) {
    if (is_one_of(left, {"date"}) && is_one_of(right, {"date"})) return builtin("int4");
    if (is_timestamp(left) && left.name == right.name) return builtin("interval");
  } else if (interval(left) && is_timestamp(right)) {
    return bare(right);
  }
  return arithmetic(left, right);
}

MaybeType concatenation(const MaybeType& left, const MaybeType& right) {
  const auto fits = [](const MaybeType& type) { return is_string(type) || is_untyped(type); };
  if (fits(left) && fits(right)) return builtin("text");
  const bool has_json = is(left, "jsonb") || is(right, "jsonb");
  if (has_json && common_type(left, right)) return builtin("jsonb");
  return std::nullopt;
}

MaybeType extraction(const std::string& name, const MaybeType& json) {
  if (!is(json, "json") && !is(json, "jsonb")) return std::nullopt;
  return name.ends_with(">>") ? builtin("text") : *json;
}

bool is_comparison(const std::string& name) {
  return name == "=" || name == "<>" || name == "<" || name == ">" || name == "<=" || name == ">=";
}

MaybeType sum(const TypeName& type) {
  if (is_one_of(type, {"int2", "int4"})) return builtin("int8");
  if (is_one_of(type, {"int8"})) return builtin("numeric");
  if (is_one_of(type, {"numeric", "float4", "float8", "interval", "money"})) return bare(type);
  return std::nullopt;
}

MaybeType average(const TypeName& type) {
  if (is_integer(type) || is_one_of(type, {"numeric"})) return builtin("numeric");
  if (is_one_of(type, {"float4", "float8"})) return builtin("float8");
  if (is_one_of(type, {"interval"})) return builtin("interval");
  return std::nullopt;
}

MaybeType extreme(const TypeName& type) {
  if (is_one_of(type, {"varchar"})) return builtin("text");
  const bool known =
      rank(kNumbers, type) || rank(kTimes, type) ||
      is_one_of(type, {"text", "bpchar", "time", "timetz", "interval", "oid", "money", "inet"});
  return known ? MaybeType(bare(type)) : std::nullopt;
}

MaybeType of_array(TypeName type) {
  if (type.array_dimensions > 0 || is_untyped(type)) return std::nullopt;
  type = bare(type);
  type.array_dimensions = 1;
  return type;
}

// Where it does not depend on the arguments.
MaybeType constant_result(const std::string& function) {
  static constexpr std::array<std::pair<std::string_view, const char*>, 18> rows = {{
      {"count", "int8"},
      {"row_number", "int8"},
      {"rank", "int8"},
      {"dense_rank", "int8"},
      {"now", "timestamptz"},
      {"clock_timestamp", "timestamptz"},
      {"gen_random_uuid", "uuid"},
      {"nextval", "int8"},
      {"concat", "text"},
      {"concat_ws", "text"},
      {"format", "text"},
      {"md5", "text"},
      {"jsonb_build_object", "jsonb"},
      {"json_build_object", "json"},
      {"to_char", "text"},
      {"bool_and", "bool"},
      {"bool_or", "bool"},
      {"every", "bool"},
  }};
  for (const auto& [name, type] : rows) {
    if (name == function) return builtin(type);
  }
  return std::nullopt;
}

}  // namespace

TypeName builtin(const char* name) { return {{{}, name}, {}}; }

TypeName untyped() { return builtin("unknown"); }

bool is_untyped(const MaybeType& type) { return type && *type == untyped(); }

MaybeType common_type(const MaybeType& left, const MaybeType& right) {
  if (!left || !right) return std::nullopt;
  if (is_untyped(left) || *left == *right) return right;
  if (is_untyped(right)) return left;
  if (left->array_dimensions != right->array_dimensions) return std::nullopt;
  if (left->name == right->name) return bare(*left);
  if (is_string(left) && is_string(right)) return bare(*left);
  if (const MaybeType number = later_of(kNumbers, *left, *right)) return number;
  return later_of(kTimes, *left, *right);
}

MaybeType type_of_operator(const std::string& name, const MaybeType& left, const MaybeType& right) {
  if (is_comparison(name)) return builtin("bool");
  if (name == "||") return concatenation(left, right);
  if (name == "->" || name == "->>" || name == "#>" || name == "#>>") return extraction(name, left);
  if (!left || !right || name.size() != 1) return std::nullopt;
  if (name == "+" || name == "-") return plus_or_minus(name == "-", *left, *right);
  return name == "*" || name == "/" ? arithmetic(*left, *right) : std::nullopt;
}

MaybeType type_of_prefix_operator(const std::string& name, const MaybeType& operand) {
  if (!operand || (name != "-" && name != "+")) return std::nullopt;
  return rank(kNumbers, *operand) ? MaybeType(bare(*operand)) : std::nullopt;
}

MaybeType type_of_builtin(const std::string& function, std::span<const MaybeType> arguments) {
  if (const MaybeType type = constant_result(function)) return type;
  if (arguments.empty() || !arguments.front()) return std::nullopt;
  const TypeName& first = *arguments.front();
  if (function == "sum") return sum(first);
  if (function == "avg") return average(first);
  if (function == "min" || function == "max") return extreme(first);
  if (function == "array_agg") return of_array(first);
  if (!is_string(first)) return std::nullopt;
  if (function == "string_agg" || function == "lower" || function == "upper") {
    return builtin("text");
  }
  return function == "length" ? MaybeType(builtin("int4")) : std::nullopt;
}

}  // namespace migcheck::sql
