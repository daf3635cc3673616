#include "dialect/alembic/python/builtin_functions.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/encodings.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

Value container(const BuiltinCall& call, Sequence::Kind kind) {
  if (!call.at(0)) return call.evaluator.make_list({}, call.span, kind);
  const bool unordered = is_unordered(*call.at(0));
  auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  Value made = call.evaluator.make_list(std::move(*items), call.span, kind);
  (*made.as<std::shared_ptr<Sequence>>())->unordered = unordered;
  return made;
}

Value builtin_list(const BuiltinCall& call) { return container(call, Sequence::Kind::list); }
Value builtin_tuple(const BuiltinCall& call) { return container(call, Sequence::Kind::tuple); }

Value made_set(const BuiltinCall& call, Sequence::Kind kind) {
  Values items;
  if (call.at(0)) {
    auto given = call.items(0);
    if (!given) return call.not_iterable(0);
    items = std::move(*given);
  }
  const Value made = distinct(call.evaluator, std::move(items), call.span);
  (*made.as<std::shared_ptr<Sequence>>())->kind = kind;
  return made;
}

Value builtin_set(const BuiltinCall& call) { return made_set(call, Sequence::Kind::set); }
Value builtin_frozenset(const BuiltinCall& call) {
  return made_set(call, Sequence::Kind::frozenset);
}

// One (key, value) of what a dict is made from; false: not known.
bool add_pair(const BuiltinCall& call, DictBuilder& builder, const Value& item) {
  if (item.is_unknown() || item.external()) return false;
  const auto pair = call.evaluator.iterate(item);
  if (!pair || is_unordered(item)) return false;
  if (pair->size() != 2) fail("ValueError");
  builder.add((*pair)[0], (*pair)[1]);
  return true;
}

Value builtin_dict(const BuiltinCall& call) {
  const Value made = call.evaluator.make_dict({}, call.span);
  DictBuilder builder(call.evaluator, **made.as<std::shared_ptr<Dict>>());
  const Value* from = call.at(0);
  if (const Dict* dict = from ? from->dict() : nullptr) {
    for (const auto& [key, value] : dict->items) builder.add(key, value);
  } else if (from) {
    const auto items = call.items(0);
    if (!items) return call.not_iterable(0);
    for (const Value& item : *items) {
      if (!add_pair(call, builder, item)) return call.unknown(reason_of(item));
    }
  }
  for (const Argument& argument : call.arguments.all()) {
    if (!argument.keyword.empty()) builder.add({argument.keyword, call.span}, argument.value);
  }
  return made;
}

Value dict_fromkeys(const BuiltinCall& call) {
  const auto items = call.items(0);
  if (!items) return call.not_iterable(0);
  const Value made = call.evaluator.make_dict({}, call.span);
  DictBuilder builder(call.evaluator, **made.as<std::shared_ptr<Dict>>());
  for (const Value& item : *items) builder.add(item, call.at(1) ? *call.at(1) : call.none());
  return made;
}

Value text_bytes(const BuiltinCall& call, const std::string& text) {
  const auto* encoding = call.arguments.as<std::string>(1, "encoding");
  if (!encoding) fail("TypeError");
  const auto encoded = encode(text, *encoding);
  return encoded ? Value{Bytes{*encoded}, call.span} : call.unknown("is encoded in " + *encoding);
}

Value builtin_bytes(const BuiltinCall& call) {
  if (!call.at(0)) return {Bytes{}, call.span};
  if (const auto* text = call.at(0)->as<std::string>()) return text_bytes(call, *text);
  if (const auto* size = call.at(0)->as<std::int64_t>()) {
    if (*size < 0) fail("ValueError");
    if (*size > 10'000) return call.unknown("is too large");
    return {Bytes{std::string(static_cast<std::size_t>(*size), '\0')}, call.span};
  }
  const auto items = call.items(0);
  if (!items || is_unordered(*call.at(0))) return call.not_iterable(0);
  std::string data;
  for (const Value& item : *items) {
    const auto* number = item.as<std::int64_t>();
    if (!number) return call.unknown(reason_of(item));
    if (*number < 0 || *number > 255) fail("ValueError");
    data += static_cast<char>(*number);
  }
  return {Bytes{std::move(data)}, call.span};
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

Value bytes_fromhex(const BuiltinCall& call) {
  const auto* text = call.arguments.as<std::string>(0);
  if (!text) fail("TypeError");
  std::string data;
  for (std::size_t at = 0; at < text->size(); at += 2) {
    while (at < text->size() && (*text)[at] == ' ') ++at;
    if (at == text->size()) break;
    const auto high = hex_digit((*text)[at]);
    const auto low = at + 1 < text->size() ? hex_digit((*text)[at + 1]) : std::nullopt;
    if (!high || !low) fail("ValueError");
    data += static_cast<char>(*high * 16 + *low);
  }
  return {Bytes{std::move(data)}, call.span};
}

// str.maketrans: the table of str.translate(), by the numbers of the characters.
Value text_maketrans(const BuiltinCall& call) {
  const Value made = call.evaluator.make_dict({}, call.span);
  DictBuilder builder(call.evaluator, **made.as<std::shared_ptr<Dict>>());
  const auto number = [&](const Value& character) -> Value {
    const auto* text = character.as<std::string>();
    if (!text) return character;
    if (length(*text) != 1) fail("ValueError");
    return call.number(code_point(*text));
  };
  if (const Dict* dict = call.at(0)->dict()) {
    for (const auto& [key, value] : dict->items) builder.add(number(key), value);
    return made;
  }
  if (!call.at(1)) fail("TypeError");
  const auto from = call.items(0);
  const auto to = call.items(1);
  if (!from || !to) return call.unknown("is a table that is not known");
  if (from->size() != to->size()) fail("ValueError");
  for (std::size_t i = 0; i < from->size(); ++i) {
    builder.add(number((*from)[i]), number((*to)[i]));
  }
  const auto gone = call.at(2) ? call.items(2) : Values{};
  for (const Value& character : gone.value_or(Values{}))
    builder.add(number(character), call.none());
  return made;
}

Value builtin_len(const BuiltinCall& call) {
  const Value& value = plain_value(*call.at(0));
  if (const auto* text = value.as<std::string>()) return call.number(length(*text));
  if (const auto* bytes = value.as<Bytes>()) return call.number(bytes->data.size());
  const Sequence* sequence = value.sequence();
  if (sequence && sequence->kind == Sequence::Kind::iterator) fail("TypeError");
  if (sequence) return call.number(sequence->items.size());
  if (const Dict* dict = value.dict()) return call.number(dict->items.size());
  if (const auto own = invoke_method(value, "__len__", {})) return *own;
  if (object_as<InstanceObject>(value) && !tuple_items(value))
    return call.unknown(reason_of(value));
  const auto items = call.evaluator.iterate(value);
  return items ? call.number(items->size()) : call.not_iterable(0);
}

}  // namespace

bool is_unordered(const Value& value) {
  const auto* sequence = value.as<std::shared_ptr<Sequence>>();
  return sequence && !(*sequence)->is_ordered();
}

Value distinct(Evaluator& evaluator, Values items, Span span) {
  Values kept;
  std::unordered_set<std::string> texts;
  for (const Value& item : items) {
    const auto* text = item.as<std::string>();
    if (text && texts.size() == kept.size()) {
      if (texts.insert(*text).second) kept.push_back(item);
      continue;
    }
    require_hashable(item);
    evaluator.charge(kept.size() / 8);
    if (find_item(kept, item).found != Ternary::yes) kept.push_back(item);
  }
  return evaluator.make_list(std::move(kept), span, Sequence::Kind::set);
}

void DictBuilder::add(const Value& key, const Value& value) {
  const auto* text = key.as<std::string>();
  if (text && only_texts_ && texts_.insert(*text).second) {
    dict_.items.emplace_back(key, value);
    return;
  }
  require_hashable(key);
  only_texts_ = only_texts_ && text;
  evaluator_.charge(dict_.items.size() / 8);
  const Place place = find_key(dict_, key);
  if (place.found == Ternary::unknown) {
    dict_.uncertainty.reason = reason_of(key);
  } else if (place.found == Ternary::yes) {
    dict_.items[place.index].second = value;
  } else {
    dict_.items.emplace_back(key, value);
  }
}

const BuiltinTable& container_builtins() {
  constexpr auto any = Builtin::Arguments::any;
  static const BuiltinTable table = {
      {"bytes", {builtin_bytes, 0, 3, "encoding errors"}},
      {"bytes.fromhex", {bytes_fromhex, 1, 1}},
      {"dict", {builtin_dict, 0, 1, "**", any}},
      {"dict.fromkeys", {dict_fromkeys, 1, 2, "", any}},
      {"frozenset", {builtin_frozenset, 0, 1}},
      {"len", {builtin_len, 1, 1}},
      {"list", {builtin_list, 0, 1, "", any}},
      {"set", {builtin_set, 0, 1}},
      {"str.maketrans", {text_maketrans, 1, 3}},
      {"tuple", {builtin_tuple, 0, 1, "", any}},
  };
  return table;
}

}  // namespace migcheck::python
