#include "dialect/alembic/python/external.h"

#include <algorithm>

namespace migcheck::python {

namespace {

constexpr std::uint32_t maximum_depth = 400;
constexpr std::uint32_t maximum_weight = 1'000'000;

// Copies the containers of a value, and measures what it consists of.
class Snapshot {
 public:
  void take(Value& value, std::uint32_t depth = 1) {
    ++weight_;
    deepest_ = std::max(deepest_, depth);
    if (is_too_large()) return;
    if (const External* external = value.external()) {
      weight_ += external->weight;
      deepest_ = std::max(deepest_, depth + external->depth);
    } else if (const auto* sequence = value.as<std::shared_ptr<Sequence>>()) {
      auto copy = std::make_shared<Sequence>(**sequence);
      for (Value& item : copy->items) take(item, depth + 1);
      value.data = std::move(copy);
    } else if (const auto* dict = value.as<std::shared_ptr<Dict>>()) {
      auto copy = std::make_shared<Dict>(**dict);
      for (auto& [key, item] : copy->items) {
        take(key, depth + 1);
        take(item, depth + 1);
      }
      value.data = std::move(copy);
    }
  }

  bool is_too_large() const { return deepest_ > maximum_depth || weight_ > maximum_weight; }
  std::uint32_t depth() const { return deepest_; }
  std::uint32_t weight() const { return weight_; }

 private:
  std::uint32_t deepest_ = 1;
  std::uint32_t weight_ = 1;
};

}  // namespace

Value make_external(External external) {
  Snapshot snapshot;
  for (Value& operand : external.operands) snapshot.take(operand);
  for (Argument& argument : external.arguments) snapshot.take(argument.value);
  const Span span = external.span;
  if (snapshot.is_too_large()) return make_unknown("is built in too many steps", span);
  external.depth = snapshot.depth();
  external.weight = snapshot.weight();
  return {std::make_shared<const External>(std::move(external)), span};
}

Value operation(const std::string& op, Values operands, Span span) {
  External made;
  made.kind = External::Kind::operation;
  made.path = op;
  made.operands = std::move(operands);
  made.span = span;
  return make_external(std::move(made));
}

std::uint32_t weight_of(const Value& value) {
  const External* external = value.external();
  return external ? external->weight : 0;
}

bool is_named(const Value& value, std::string_view dotted) {
  const External* external = value.external();
  return external && external->dotted_name() == dotted;
}

}  // namespace migcheck::python
