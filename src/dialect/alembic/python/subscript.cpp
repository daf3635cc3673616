#include <algorithm>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

// The place that an index means among so many items; nothing: it is not known.
std::optional<std::size_t> place_of(const Value& given, std::size_t size) {
  const Value& index = plain_value(given);
  const auto* flag = index.as<bool>();
  const auto* number = index.as<std::int64_t>();
  if (!flag && !number) {
    if (!index.is_unknown() && !index.external()) fail("TypeError");
    return std::nullopt;
  }
  const std::int64_t from = flag ? (*flag ? 1 : 0) : *number;
  const auto all = static_cast<std::int64_t>(size);
  const std::int64_t at = from < 0 ? from + all : from;
  if (at < 0 || at >= all) fail("IndexError");
  return static_cast<std::size_t>(at);
}

Value character_at(const std::string& text, const Value& index, Span span) {
  const auto at = place_of(index, length(text));
  if (!at) return make_unknown(reason_of(index), span);
  return {std::string(code_points(text, *at, *at + 1)), span};
}

Value byte_at(const std::string& data, const Value& index, Span span) {
  const auto at = place_of(index, data.size());
  if (!at) return make_unknown(reason_of(index), span);
  return {std::int64_t{static_cast<unsigned char>(data[*at])}, span};
}

// Color["RED"].
Value member_of(const ClassObject& type, const Value& index, Span span) {
  const auto* name = index.as<std::string>();
  const bool is_enum = type.kind == ClassObject::Kind::enumeration;
  const auto& names = *type.aliases;
  const bool known = name && std::find(names.begin(), names.end(), *name) != names.end();
  if (is_enum && name && !known) fail("KeyError");
  if (known) return *type.attributes->find(*name);
  return make_unknown("is no member of " + type.name, span);
}

}  // namespace

std::optional<SliceRange> slice_range(const Value& bounds, std::size_t count) {
  const Values& parts = bounds.sequence()->items;
  const auto size = static_cast<std::int64_t>(count);
  for (const Value& part : parts) {
    if (part.as<std::string>() || part.as<double>()) fail("TypeError");
    if (!part.is_none() && !part.as<std::int64_t>()) return std::nullopt;
  }
  const auto* given_step = parts[2].as<std::int64_t>();
  const std::int64_t step =
      given_step ? std::clamp<std::int64_t>(*given_step, INT32_MIN, INT32_MAX) : 1;
  if (step == 0) fail("ValueError");
  const auto bound = [&](const Value& part, std::int64_t otherwise) {
    const auto* number = part.as<std::int64_t>();
    if (!number) return otherwise;
    const std::int64_t lowest = step > 0 ? 0 : -1;
    const std::int64_t clamped = std::clamp<std::int64_t>(*number, -size - 1, size);
    return std::clamp<std::int64_t>(clamped < 0 ? clamped + size : clamped, lowest,
                                    step > 0 ? size : size - 1);
  };
  return SliceRange{bound(parts[0], step > 0 ? 0 : size - 1), bound(parts[1], step > 0 ? size : -1),
                    step};
}

Value take_slice(Evaluator& evaluator, const Value& given, const Value& bounds, Span span) {
  const Value& value = plain_value(given);
  const auto* text = value.as<std::string>();
  const auto* bytes = value.as<Bytes>();
  const Sequence* sequence = value.sequence();
  const auto fields = tuple_items(value);
  if (!text && !bytes && !sequence && !fields) {
    if (value.dict() || value.is_none() || value.as<std::int64_t>()) fail("TypeError");
    return make_unknown(reason_of(value), span);
  }
  using Kind = Sequence::Kind;
  const Kind kind = sequence ? sequence->kind : Kind::tuple;
  if (kind != Kind::list && kind != Kind::tuple && kind != Kind::range) fail("TypeError");
  if (is_unordered(value)) return make_unknown("depends on the order of a set", span);
  const std::size_t size = text     ? length(*text)
                           : bytes  ? bytes->data.size()
                           : fields ? fields->size()
                                    : sequence->items.size();
  const auto range = slice_range(bounds, size);
  if (!range) return make_unknown(reason_of(bounds), span);
  if (text && range->step == 1) {
    const auto from = static_cast<std::size_t>(range->begin);
    const auto to = static_cast<std::size_t>(std::max(range->begin, range->end));
    return {std::string(code_points(*text, from, to)), span};
  }
  const Values items = evaluator.iterate(value).value_or(Values{});
  Values taken;
  for (std::int64_t i = range->begin; range->step > 0 ? i < range->end : i > range->end;
       i += range->step) {
    taken.push_back(items[static_cast<std::size_t>(i)]);
  }
  if (!text && !bytes) return evaluator.make_list(std::move(taken), span, kind);
  std::string joined;
  for (const Value& item : taken) {
    if (text) joined += *item.as<std::string>();
    if (bytes) joined += static_cast<char>(*item.as<std::int64_t>());
  }
  return text ? Value{std::move(joined), span} : Value{Bytes{std::move(joined)}, span};
}

// Where the key is not there, a defaultdict makes a value for it, and a Counter says 0.
Value Evaluator::item_of(const Value& object, const Dict& dict, const Value& key, Span span) {
  charge(dict.items.size() / 32);
  require_hashable(key);
  const Place found = find_key(dict, key);
  if (found.found == Ternary::yes) return certain(dict.items[found.index].second, span);
  if (found.found == Ternary::unknown) return make_unknown(reason_of(key), span);
  if (dict.type == "Counter") return {std::int64_t{0}, span};
  if (!dict.missing) fail("KeyError");
  const Value made = call(*dict.missing, {}, span);
  if (Dict* changed = changeable_dict(object)) changed->items.emplace_back(key, made);
  return made;
}

Value Evaluator::subscript(const Value& given, const Value& index, Span span) {
  if (given.is_unknown()) return make_unknown(reason_of(given), span);
  if (given.external()) {
    External made;
    made.kind = External::Kind::subscript;
    made.operands = {given, index};
    made.span = span;
    return make_external(std::move(made));
  }
  if (const auto own = invoke_method(given, "__getitem__", {{"", index}})) return *own;
  const Value& object = plain_value(given);
  if (const Dict* dict = object.dict()) return item_of(object, *dict, index, span);
  if (const auto* type = object_as<ClassObject>(object)) return member_of(*type, index, span);
  if (const auto* text = object.as<std::string>()) {
    charge(text->size() / 256);
    return character_at(*text, index, span);
  }
  if (const auto* bytes = object.as<Bytes>()) return byte_at(bytes->data, index, span);
  const Sequence* sequence = object.sequence();
  const auto fields = tuple_items(object);
  if (!sequence && !fields) {
    const bool number = object.as<std::int64_t>() || object.as<double>() || object.as<bool>();
    if (number || object.is_none()) fail("TypeError");
    return make_unknown(reason_of(object), span);
  }
  using Kind = Sequence::Kind;
  const Kind kind = sequence ? sequence->kind : Kind::tuple;
  if (kind != Kind::list && kind != Kind::tuple && kind != Kind::range) fail("TypeError");
  if (is_unordered(object)) return make_unknown("depends on the order of a set", span);
  const Values& all = sequence ? sequence->items : *fields;
  const auto at = place_of(index, all.size());
  return at ? certain(all[*at], span) : make_unknown(reason_of(index), span);
}

}  // namespace migcheck::python
