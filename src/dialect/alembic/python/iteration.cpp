#include <algorithm>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

Values characters(const std::string& text, Span span) {
  Values items;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view point = code_points(std::string_view(text).substr(at, 4), 0, 1);
    items.push_back({std::string(point), span});
    at += std::max<std::size_t>(point.size(), 1);
  }
  return items;
}

Values bytes_of(const std::string& data, Span span) {
  Values items;
  for (const char c : data) items.push_back({std::int64_t{static_cast<unsigned char>(c)}, span});
  return items;
}

Values keys_of(const Dict& dict) {
  Values items;
  for (const auto& [key, item] : dict.items) items.push_back(key);
  return items;
}

Values members_of(const ClassObject& type) {
  Values items;
  for (const std::string& name : *type.members) {
    if (const Value* member = type.attributes->find(name)) items.push_back(*member);
  }
  return items;
}

// Numbers, None and functions, of which Python knows that they are no containers.
bool cannot_be_iterated(const Value& value) {
  return value.is_none() || value.as<bool>() || value.as<std::int64_t>() || value.as<double>() ||
         object_as<FunctionObject>(value);
}

}  // namespace

void Evaluator::begin(const Value& iterator) {
  const auto* shared = iterator.as<std::shared_ptr<Sequence>>();
  if (!shared || !(*shared)->pending) return;
  const auto run = std::exchange((*shared)->pending, nullptr);
  Values items = run();
  (*shared)->items = std::move(items);
}

std::optional<Values> Evaluator::iterate(const Value& given) {
  const Value& value = plain_value(given);
  begin(value);
  if (const Sequence* sequence = value.sequence()) {
    charge(sequence->items.size() / 8);
    if (sequence->kind != Sequence::Kind::iterator) return sequence->items;
    const Values rest(sequence->items.begin() + static_cast<std::ptrdiff_t>(sequence->position),
                      sequence->items.end());
    if (Sequence* iterator = changeable_sequence(value))
      iterator->position = iterator->items.size();
    return rest;
  }
  if (const Dict* dict = value.dict()) {
    charge(dict->items.size() / 8);
    return keys_of(*dict);
  }
  if (const auto* text = value.as<std::string>()) {
    charge(text->size() / 4);
    return characters(*text, value.span);
  }
  if (const auto* bytes = value.as<Bytes>()) {
    charge(bytes->data.size() / 4);
    return bytes_of(bytes->data, value.span);
  }
  if (auto fields = tuple_items(value)) return fields;
  const auto* type = object_as<ClassObject>(value);
  if (type && type->kind == ClassObject::Kind::enumeration) return members_of(*type);
  if (const auto own = invoke_method(value, "__iter__", {})) {
    if (own->sequence()) return iterate(*own);
  }
  if (cannot_be_iterated(value)) fail("TypeError");
  return std::nullopt;
}

}  // namespace migcheck::python
