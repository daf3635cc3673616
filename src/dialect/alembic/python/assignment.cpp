#include <algorithm>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

void Evaluator::assign(const Expression& target, const Value& value) {
  const Span span = here(target.span);
  if (const auto* name = target.as<Name>()) {
    assign_name(name->id, value);
  } else if (const auto* targets = target.as<Display>()) {
    unpack(*targets, value);
  } else if (const auto* attribute_target = target.as<Attribute>()) {
    assign_attribute(evaluate(*attribute_target->object), attribute_target->name, value, span);
  } else if (const auto* subscript_target = target.as<Subscript>()) {
    const Value object = evaluate(*subscript_target->object);
    if (subscript_target->index->as<Slice>()) {
      assign_slice(object, evaluate(*subscript_target->index->as<Slice>(), span), value);
    } else {
      assign_item(object, evaluate(*subscript_target->index), value);
    }
  } else if (const auto* starred = target.as<Starred>()) {
    assign(*starred->value, value);
  }
}

void Evaluator::assign_name(std::string_view name, Value value) {
  Scope* target = &scope();
  if (target->globals.contains(name)) target = &target->module();
  if (target->nonlocals.contains(name)) {
    for (Scope* outer = target->enclosing; outer; outer = outer->enclosing) {
      if (!outer->variables.contains(name)) continue;
      target = outer;
      break;
    }
  }
  target->variables.insert_or_assign(std::string(name), std::move(value));
}

void Evaluator::unpack(const Display& targets, const Value& value) {
  const bool ordered = !is_unordered(value);
  auto items = iterate(value);
  if (!ordered) items.reset();
  const auto star =
      std::find_if(targets.items.begin(), targets.items.end(),
                   [](const ExpressionPtr& item) { return item->as<Starred>() != nullptr; });
  const bool has_star = star != targets.items.end();
  const std::size_t fixed = targets.items.size() - (has_star ? 1 : 0);
  if (!items || (has_star ? items->size() < fixed : items->size() != fixed)) {
    if (items) fail("ValueError");
    const std::string reason = ordered ? reason_of(value) : "depends on the order of a set";
    for (const ExpressionPtr& item : targets.items) {
      assign(*item, make_unknown(reason, value.span));
    }
    return;
  }
  std::size_t next = 0;
  for (const ExpressionPtr& item : targets.items) {
    if (!item->as<Starred>()) {
      assign(*item, (*items)[next++]);
      continue;
    }
    const auto begin = items->begin() + static_cast<std::ptrdiff_t>(next);
    const auto end = begin + static_cast<std::ptrdiff_t>(items->size() - fixed);
    assign(*item, make_list(Values(begin, end), value.span));
    next += items->size() - fixed;
  }
}

void Evaluator::assign_attribute(const Value& object, const std::string& name, const Value& value,
                                 Span span) {
  if (const auto* instance = object_as<InstanceObject>(object)) {
    const ClassObject& type = *class_of(*instance);
    const Value* inherited = find_in_class(type, name);
    const auto* property = inherited ? object_as<FunctionObject>(*inherited) : nullptr;
    if (property && property->setter) {
      call(*property->setter, {{"", object}, {"", value}}, span);
      return;
    }
    if (property && property->kind == FunctionObject::Kind::property) fail("AttributeError");
    if (type.is_frozen) fail("FrozenInstanceError");
    const bool fixed =
        type.kind == ClassObject::Kind::enumeration && (name == "name" || name == "value");
    if (type.kind == ClassObject::Kind::named_tuple || fixed) fail("AttributeError");
    const bool conditional = region_ != 0 && instance->region != region_;
    instance->attributes->set(name, conditional ? make_unknown(region_reason_, span) : value);
  } else if (const auto* type = object_as<ClassObject>(object)) {
    type->attributes->set(name, region_ != 0 ? make_unknown(region_reason_, span) : value);
  } else if (object.is_unknown()) {
    // An attribute of a mapped object is a column: the session writes it later.
    opaque(span, "sets ." + name + " of an object that is not known");
  } else if (const External* external = object.external()) {
    const std::string root = root_of(*external);
    if (!is_harmless(root)) opaque(span, "sets ." + name + " of " + root);
  }
}

void Evaluator::assign_item(const Value& object, const Value& index, const Value& value) {
  if (Dict* dict = changeable_dict(object)) {
    charge(dict->items.size() / 16);
    require_hashable(index);
    const Place place = find_key(*dict, index);
    if (place.found == Ternary::unknown) {
      taint(object, reason_of(index));
    } else if (place.found == Ternary::yes) {
      dict->items[place.index].second = value;
    } else {
      dict->items.emplace_back(index, value);
    }
    return;
  }
  if (object.as<std::string>() || object.as<Bytes>() || object.as<std::int64_t>() ||
      object.is_none()) {
    fail("TypeError");
  }
  if (object_as<InstanceObject>(object)) {
    invoke_method(object, "__setitem__", {{"", index}, {"", value}});
    return;
  }
  Sequence* sequence = changeable_sequence(object);
  if (!sequence) return;
  if (sequence->kind != Sequence::Kind::list) fail("TypeError");
  const auto* number = index.as<std::int64_t>();
  const auto size = static_cast<std::int64_t>(sequence->items.size());
  const std::int64_t at = number && *number < 0 ? *number + size : number ? *number : -1;
  if (!number) {
    taint(object, reason_of(index));
  } else if (at < 0 || at >= size) {
    fail("IndexError");
  } else {
    sequence->items[static_cast<std::size_t>(at)] = value;
  }
}

// items[lower:upper] = value; `bounds` is a tuple of the three.
void Evaluator::assign_slice(const Value& object, const Value& bounds, const Value& value) {
  const auto items = iterate(value);
  Sequence* list = changeable_sequence(object);
  if (!list) return;
  if (list->kind != Sequence::Kind::list) fail("TypeError");
  const auto range = slice_range(bounds, list->items.size());
  if (!items || !range || range->step != 1) return taint(object, "is assigned a slice");
  const auto begin = list->items.begin() + range->begin;
  const auto end = list->items.begin() + std::max(range->begin, range->end);
  charge(list->items.size() / 8);
  const auto at = list->items.erase(begin, end);
  list->items.insert(at, items->begin(), items->end());
}

Sequence* Evaluator::changeable_sequence(const Value& value) {
  const auto* shared = value.as<std::shared_ptr<Sequence>>();
  if (!shared || !value.sequence()) return nullptr;
  if (region_ != 0 && (*shared)->uncertainty.region != region_) taint(value, region_reason_);
  return (*shared)->uncertainty.reason.empty() ? shared->get() : nullptr;
}

Dict* Evaluator::changeable_dict(const Value& value) {
  const auto* shared = value.as<std::shared_ptr<Dict>>();
  if (!shared || !value.dict()) return nullptr;
  if (region_ != 0 && (*shared)->uncertainty.region != region_) taint(value, region_reason_);
  return (*shared)->uncertainty.reason.empty() ? shared->get() : nullptr;
}

// From now on the content of the container is not known.
void Evaluator::taint(const Value& value, const std::string& reason) {
  if (const auto* sequence = value.as<std::shared_ptr<Sequence>>()) {
    (*sequence)->uncertainty.reason = reason;
  }
  if (const auto* dict = value.as<std::shared_ptr<Dict>>()) (*dict)->uncertainty.reason = reason;
}

}  // namespace migcheck::python
