#include "dialect/alembic/python/operands.h"

namespace migcheck::python {

std::optional<std::int64_t> as_integer(const Value& value) {
  if (const auto* number = value.as<std::int64_t>()) return *number;
  if (const auto* flag = value.as<bool>()) return std::int64_t{*flag};
  return std::nullopt;
}

std::optional<double> as_float(const Value& value) {
  if (const auto* number = value.as<double>()) return *number;
  if (const auto number = as_integer(value)) return static_cast<double>(*number);
  return std::nullopt;
}

bool is_container(const Value& value) {
  return value.as<std::shared_ptr<Sequence>>() || value.as<std::shared_ptr<Dict>>();
}

bool is_uncertain(const Value& value) {
  return value.is_unknown() || (is_container(value) && !value.sequence() && !value.dict());
}

bool is_builtin(const Value& value) {
  return !is_uncertain(value) && !value.external() && !value.as<std::shared_ptr<const Object>>();
}

constexpr std::int64_t exact_in_double = std::int64_t{1} << 53;

bool is_exact(std::int64_t number) {
  return number >= -exact_in_double && number <= exact_in_double;
}

bool acts_as_set(const Sequence& sequence) {
  const bool view = sequence.kind == Sequence::Kind::view && sequence.shown != "dict_values";
  return view || sequence.is_set();
}

bool is_list(const Sequence& sequence) { return sequence.kind == Sequence::Kind::list; }
bool is_tuple(const Sequence& sequence) { return sequence.kind == Sequence::Kind::tuple; }

}  // namespace migcheck::python
