#include <bit>
#include <cmath>

#include "dialect/alembic/python/methods.h"

namespace migcheck::python {

namespace {

Value float_is_integer(const MethodCall& call) {
  const double number = *call.self.as<double>();
  return {std::isfinite(number) && number == std::floor(number), call.span};
}

Value integer_bit_length(const MethodCall& call) {
  const std::int64_t number = *call.self.as<std::int64_t>();
  const auto magnitude =
      number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  return call.number(static_cast<std::size_t>(std::bit_width(magnitude)));
}

}  // namespace

const MethodTable& float_methods() {
  static const MethodTable table = {{"is_integer", {float_is_integer}}};
  return table;
}

const MethodTable& integer_methods() {
  static const MethodTable table = {{"bit_length", {integer_bit_length}}};
  return table;
}

}  // namespace migcheck::python
