#include "facts/narrowing.h"

#include <array>
#include <string_view>

#include "facts/stored_type.h"

namespace migcheck {

namespace {

constexpr const char* out_of_range = "values out of its range make it fail";
constexpr const char* fractions = "fractions are rounded away";
constexpr const char* digits = "the last digits of large values are lost";

struct Number {
  std::string_view name;
  int digits;  // that every value of the type fits into, before the point
  bool exact;
};

constexpr std::array numbers = {Number{"int2", 5, true}, Number{"int4", 10, true},
                                Number{"int8", 19, true}, Number{"float4", 39, false},
                                Number{"float8", 309, false}};

const Number* number(const std::string& name) {
  for (const Number& known : numbers) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

bool is_one_of(const std::string& name, std::initializer_list<std::string_view> names) {
  for (const std::string_view candidate : names) {
    if (name == candidate) return true;
  }
  return false;
}

std::string between_integers_and_floats(const Number& from, const Number& to) {
  if (from.exact && to.exact) return from.digits > to.digits ? out_of_range : "";
  if (to.exact) return fractions;
  if (!from.exact) return from.digits > to.digits ? digits : "";
  const int kept = to.name == "float4" ? 6 : 15;  // significant digits of the float
  return from.digits > kept ? digits : "";
}

// numeric(p, s) holds p - s digits before the point, and s behind it.
std::string into_numeric(int whole, int scale, const Modifier& to) {
  if (!to) return {};
  if (to->first - to->second < whole) return out_of_range;
  return to->second < scale ? fractions : "";
}

std::string between_numbers(const BaseType& from, const BaseType& to) {
  constexpr int unlimited = 131072;
  const Number* old_number = number(from.type.name);
  const Number* new_number = number(to.type.name);
  const Modifier modifier = modifier_of(from.written);
  const bool numeric = from.type.name == "numeric", to_numeric = to.type.name == "numeric";
  if (numeric && new_number != nullptr) return new_number->exact ? fractions : digits;
  if (numeric && to_numeric) {
    const int whole = modifier ? modifier->first - modifier->second : unlimited;
    return into_numeric(whole, modifier ? modifier->second : unlimited, modifier_of(to.written));
  }
  if (old_number == nullptr) return {};
  if (to_numeric) {
    return into_numeric(old_number->digits, old_number->exact ? 0 : unlimited,
                        modifier_of(to.written));
  }
  return new_number == nullptr ? "" : between_integers_and_floats(*old_number, *new_number);
}

// An assignment refuses longer texts; a cast that is written cuts them off.
std::string between_texts(const BaseType& from, const BaseType& to, bool cast) {
  const Modifier before = modifier_of(from.written), after = modifier_of(to.written);
  if (!after || (before && before->first <= after->first)) return {};
  return cast ? "longer values are cut off" : "longer values make it fail";
}

std::string between_times(const BaseType& from, const BaseType& to) {
  const bool stamp = is_one_of(from.type.name, {"timestamp", "timestamptz"});
  if (stamp && to.type.name == "date") return "the time of day is cut off";
  if (stamp && is_one_of(to.type.name, {"time", "timetz"})) return "the date is cut off";
  const Modifier before = modifier_of(from.written), after = modifier_of(to.written);
  const bool shorter = after && (!before || before->first > after->first);
  const bool precise = stamp && is_one_of(to.type.name, {"timestamp", "timestamptz"});
  const int finest = after ? after->first : 6;
  return precise && shorter && finest < 6 ? "fractions of a second are rounded away" : "";
}

// Whether USING is the column, maybe with a cast to the new type.
bool is_plain(const sql::Expression& with, const sql::AlterAction& action) {
  using Kind = sql::Expression::Kind;
  if (with.kind == Kind::column) return with.text == action.name;
  return with.kind == Kind::cast && with.type == action.type &&
         with.arguments.front().kind == Kind::column;
}

}  // namespace

std::string narrowing(const SchemaColumn& column, const sql::AlterAction& action,
                      const Schema& schema) {
  if (action.expression && !is_plain(*action.expression, action)) return {};
  const BaseType from = base_of(column.type, schema), to = base_of(*action.type, schema);
  if (from.type.array || to.type.array || !from.type.builtin || !to.type.builtin) return {};
  const auto is_text = [](const BaseType& type) {
    return is_one_of(type.type.name, {"text", "varchar", "bpchar"});
  };
  if (is_text(from) && is_text(to)) {
    const bool cast = action.expression && action.expression->kind == sql::Expression::Kind::cast;
    return between_texts(from, to, cast);
  }
  const std::string lost = between_numbers(from, to);
  return lost.empty() ? between_times(from, to) : lost;
}

}  // namespace migcheck
