#include "dialect/alembic/python/value.h"

#include <array>

namespace migcheck::python {

namespace {

template <typename T>
const T* pointee(const Value& value) {
  const auto* shared = value.as<std::shared_ptr<T>>();
  return shared ? shared->get() : nullptr;
}

template <typename T>
const T* known_container(const Value& value) {
  const T* container = pointee<T>(value);
  return container && container->uncertainty.reason.empty() ? container : nullptr;
}

}  // namespace

bool Sequence::is_ordered() const { return items.size() < 2 || (!is_set() && !unordered); }

const Sequence* Value::sequence() const { return known_container<Sequence>(*this); }

const Dict* Value::dict() const { return known_container<Dict>(*this); }

const External* Value::external() const { return pointee<const External>(*this); }

std::string External::dotted_name() const {
  if (kind == Kind::name) return path;
  if (kind != Kind::attribute && kind != Kind::call) return {};
  const External* operand = operands.empty() ? nullptr : operands.front().external();
  if (!operand) return {};
  if (kind == Kind::call) return operand->dotted_name();
  if (operand->kind == Kind::call) return {};
  const std::string base = operand->dotted_name();
  return base.empty() ? base : base + "." + path;
}

std::string_view External::last_name() const {
  if (kind == Kind::call) {
    const External* callee = operands.empty() ? nullptr : operands.front().external();
    return callee ? callee->last_name() : std::string_view{};
  }
  const std::string_view name = path;
  return name.substr(name.rfind('.') + 1);
}

Value make_unknown(std::string reason, Span span) { return {Unknown{std::move(reason)}, span}; }

std::string describe(const Value& value) {
  static constexpr std::array names = {"unknown", "None",          "a bool",   "an integer",
                                       "a float", "a string",      "bytes",    "a sequence",
                                       "a dict",  "an expression", "an object"};
  static_assert(names.size() == std::variant_size_v<Value::Data>);
  return names.at(value.data.index());
}

}  // namespace migcheck::python
