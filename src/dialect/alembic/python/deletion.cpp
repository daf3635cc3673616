#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

Evaluator::Completion Evaluator::execute(const Delete& node, Span span) {
  for (const ExpressionPtr& target : node.targets) {
    if (const auto* name = target->as<Name>()) {
      delete_name(name->id);
    } else if (const auto* item = target->as<Subscript>()) {
      const Value object = evaluate(*item->object);
      if (const auto* slice = item->index->as<Slice>()) {
        assign_slice(object, evaluate(*slice, span), make_list({}, span));
      } else {
        delete_item(object, evaluate(*item->index));
      }
    } else if (const auto* attribute_target = target->as<Attribute>()) {
      const Value object = evaluate(*attribute_target->object);
      const auto* instance = object_as<InstanceObject>(object);
      if (instance && instance->attributes->find(attribute_target->name)) {
        instance->attributes->remove(attribute_target->name);
      }
    }
  }
  return {};
}

void Evaluator::delete_name(const std::string& name) {
  Scope& target = scope().globals.contains(name) ? scope().module() : scope();
  target.variables.erase(name);
}

void Evaluator::delete_item(const Value& object, const Value& index) {
  if (Dict* dict = changeable_dict(object)) {
    const Place place = find_key(*dict, index);
    if (place.found == Ternary::no) fail("KeyError");
    if (place.found == Ternary::unknown) return taint(object, reason_of(index));
    dict->items.erase(dict->items.begin() + static_cast<std::ptrdiff_t>(place.index));
    return;
  }
  Sequence* sequence = changeable_sequence(object);
  const auto* number = index.as<std::int64_t>();
  if (!sequence || !number) return taint(object, "has lost an item that is not known");
  if (sequence->kind != Sequence::Kind::list) fail("TypeError");
  const auto size = static_cast<std::int64_t>(sequence->items.size());
  const std::int64_t at = *number < 0 ? *number + size : *number;
  if (at < 0 || at >= size) fail("IndexError");
  sequence->items.erase(sequence->items.begin() + at);
}

}  // namespace migcheck::python
