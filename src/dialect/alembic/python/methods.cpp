#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

struct Context {
  Evaluator& evaluator;
  const Value& self;
  CallArguments arguments;
  Span span;

  Value unknown(std::string reason) const { return make_unknown(std::move(reason), span); }
  Value none() const { return {None{}, span}; }
  const std::string& text() const { return *self.as<std::string>(); }
  const Value* at(std::size_t index, std::string_view keyword = {}) const {
    return arguments.find(index, keyword);
  }
  std::string text_at(std::size_t index, std::string otherwise = {}) const {
    const auto* found = arguments.as<std::string>(index);
    return found ? *found : otherwise;
  }
  std::int64_t number_at(std::size_t index, std::string_view keyword,
                         std::int64_t otherwise) const {
    const auto* found = arguments.as<std::int64_t>(index, keyword);
    return found ? *found : otherwise;
  }
  Value made(std::string result) const {
    evaluator.charge(result.size() / 256);
    return {std::move(result), span};
  }
  Value texts(const std::vector<std::string>& parts) const {
    Values items;
    for (const std::string& part : parts) items.push_back({part, span});
    return evaluator.make_list(std::move(items), span);
  }
};

using Method = Value (*)(const Context&);

// --- text ----------------------------------------------------------------------------------------

constexpr std::string_view white_space = " \t\n\r\v\f";

bool is_space(char c) { return white_space.find(c) != std::string_view::npos; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_lower(c) || is_upper(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

// Beyond ASCII the case of a letter is not known here.
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

Value mapped(const Context& call, const std::function<char(char, std::size_t)>& map) {
  if (!is_ascii(call.text())) return call.unknown("changes the case of letters beyond ASCII");
  std::string result = call.text();
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = map(result[i], i);
  return call.made(std::move(result));
}

Value text_upper(const Context& call) {
  return mapped(call, [](char c, std::size_t) { return upper(c); });
}

Value text_lower(const Context& call) {
  return mapped(call, [](char c, std::size_t) { return lower(c); });
}

Value text_capitalize(const Context& call) {
  return mapped(call, [](char c, std::size_t i) { return i == 0 ? upper(c) : lower(c); });
}

Value text_swapcase(const Context& call) {
  return mapped(call, [](char c, std::size_t) { return is_upper(c) ? lower(c) : upper(c); });
}

Value text_title(const Context& call) {
  const std::string& text = call.text();
  return mapped(call, [&](char c, std::size_t i) {
    return i > 0 && is_letter(text[i - 1]) ? lower(c) : upper(c);
  });
}

std::string_view stripped(std::string_view text, std::string_view characters, bool left,
                          bool right) {
  if (left) {
    const std::size_t begin = text.find_first_not_of(characters);
    text.remove_prefix(begin == std::string_view::npos ? text.size() : begin);
  }
  if (right) {
    const std::size_t end = text.find_last_not_of(characters);
    text = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
  }
  return text;
}

Value strip(const Context& call, bool left, bool right) {
  const std::string characters = call.text_at(0, std::string(white_space));
  return call.made(std::string(stripped(call.text(), characters, left, right)));
}

Value text_strip(const Context& call) { return strip(call, true, true); }
Value text_lstrip(const Context& call) { return strip(call, true, false); }
Value text_rstrip(const Context& call) { return strip(call, false, true); }

Value text_removeprefix(const Context& call) {
  const std::string prefix = call.text_at(0);
  const bool has = call.text().starts_with(prefix);
  return call.made(has ? call.text().substr(prefix.size()) : call.text());
}

Value text_removesuffix(const Context& call) {
  const std::string suffix = call.text_at(0);
  const bool has = call.text().ends_with(suffix);
  return call.made(has ? call.text().substr(0, call.text().size() - suffix.size()) : call.text());
}

Value text_replace(const Context& call) {
  const std::string from = call.text_at(0);
  const std::string to = call.text_at(1);
  std::int64_t left = call.number_at(2, "count", -1);
  if (from.empty()) return call.unknown("replaces an empty text");
  const std::string& text = call.text();
  std::string result;
  std::size_t at = 0;
  while (left != 0) {
    const std::size_t found = text.find(from, at);
    if (found == std::string::npos) break;
    result.append(text, at, found - at);
    result += to;
    if (result.size() > maximum_result) return call.unknown("is too large");
    at = found + from.size();
    --left;
  }
  result.append(text, at);
  return call.made(std::move(result));
}

std::vector<std::string> split_at_space(std::string_view text, std::int64_t maximum) {
  std::vector<std::string> parts;
  while (true) {
    text = stripped(text, white_space, true, false);
    if (text.empty()) return parts;
    if (maximum-- == 0) {
      parts.emplace_back(stripped(text, white_space, false, true));
      return parts;
    }
    const std::size_t end = std::min(text.find_first_of(white_space), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

Value text_split(const Context& call) {
  const std::int64_t maximum = call.number_at(1, "maxsplit", -1);
  const auto* separator = call.arguments.as<std::string>(0, "sep");
  if (!separator) return call.texts(split_at_space(call.text(), maximum));
  if (separator->empty()) return call.unknown("is split at nothing");
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::int64_t left = maximum; left != 0; --left) {
    const std::size_t found = call.text().find(*separator, at);
    if (found == std::string::npos) break;
    parts.push_back(call.text().substr(at, found - at));
    at = found + separator->size();
  }
  parts.push_back(call.text().substr(at));
  return call.texts(parts);
}

Value text_rsplit(const Context& call) {
  std::int64_t left = call.number_at(1, "maxsplit", -1);
  const auto* separator = call.arguments.as<std::string>(0, "sep");
  if (left < 0) return text_split(call);
  if (!separator || separator->empty()) return call.unknown("is split at white space from behind");
  std::vector<std::string> parts;
  std::string rest = call.text();
  for (; left > 0; --left) {
    const std::size_t found = rest.rfind(*separator);
    if (found == std::string::npos) break;
    parts.insert(parts.begin(), rest.substr(found + separator->size()));
    rest.resize(found);
  }
  parts.insert(parts.begin(), rest);
  return call.texts(parts);
}

Value text_splitlines(const Context& call) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(call.text(), '\n')) lines.emplace_back(line);
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return call.texts(lines);
}

Value partition(const Context& call, std::size_t found, bool from_behind) {
  const std::string separator = call.text_at(0);
  std::vector<std::string> parts = {call.text(), "", ""};
  if (from_behind) std::swap(parts[0], parts[2]);
  if (found != std::string::npos) {
    parts = {call.text().substr(0, found), separator, call.text().substr(found + separator.size())};
  }
  const Value list = call.texts(parts);
  return call.evaluator.make_list(list.sequence()->items, call.span, Sequence::Kind::tuple);
}

Value text_partition(const Context& call) {
  return partition(call, call.text().find(call.text_at(0)), false);
}

Value text_rpartition(const Context& call) {
  return partition(call, call.text().rfind(call.text_at(0)), true);
}

Value text_join(const Context& call) {
  const auto items = call.at(0) ? call.evaluator.iterate(*call.at(0)) : std::nullopt;
  if (!items) return call.unknown(call.at(0) ? reason_of(*call.at(0)) : "joins nothing");
  const Sequence* sequence = call.at(0)->sequence();
  if (sequence && sequence->kind == Sequence::Kind::set && items->size() > 1) {
    return call.unknown("depends on the order of a set");
  }
  std::string result;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const auto* part = (*items)[i].as<std::string>();
    if (!part) return call.unknown(reason_of((*items)[i]));
    if (i > 0) result += call.text();
    result += *part;
    if (result.size() > maximum_result) return call.unknown("is too large");
  }
  return call.made(std::move(result));
}

Value ends(const Context& call, bool (*test)(std::string_view, std::string_view)) {
  if (const auto* part = call.arguments.as<std::string>(0)) {
    return {test(call.text(), *part), call.span};
  }
  const Sequence* parts = call.at(0) ? call.at(0)->sequence() : nullptr;
  if (!parts) return call.unknown("compares text with something else");
  const bool any = std::any_of(parts->items.begin(), parts->items.end(), [&](const Value& item) {
    const auto* part = item.as<std::string>();
    return part && test(call.text(), *part);
  });
  return {any, call.span};
}

Value text_startswith(const Context& call) {
  return ends(call, [](std::string_view a, std::string_view b) { return a.starts_with(b); });
}

Value text_endswith(const Context& call) {
  return ends(call, [](std::string_view a, std::string_view b) { return a.ends_with(b); });
}

Value place(const Context& call, std::size_t found) {
  if (found == std::string::npos) return {std::int64_t{-1}, call.span};
  return {static_cast<std::int64_t>(length(call.text().substr(0, found))), call.span};
}

Value text_find(const Context& call) { return place(call, call.text().find(call.text_at(0))); }
Value text_rfind(const Context& call) { return place(call, call.text().rfind(call.text_at(0))); }

Value text_count(const Context& call) {
  const std::string part = call.text_at(0);
  if (part.empty()) return call.unknown("counts an empty text");
  std::int64_t count = 0;
  for (std::size_t at = call.text().find(part); at != std::string::npos;
       at = call.text().find(part, at + part.size())) {
    ++count;
  }
  return {count, call.span};
}

template <typename Test>
Value every(const Context& call, Test test) {
  const std::string& text = call.text();
  if (!is_ascii(text)) return call.unknown("depends on letters beyond ASCII");
  return {!text.empty() && std::all_of(text.begin(), text.end(), test), call.span};
}

Value text_isdigit(const Context& call) { return every(call, is_digit); }
Value text_isalpha(const Context& call) { return every(call, is_letter); }
Value text_isspace(const Context& call) { return every(call, is_space); }
Value text_isalnum(const Context& call) {
  return every(call, [](char c) { return is_letter(c) || is_digit(c); });
}
Value text_isidentifier(const Context& call) {
  const bool begins = !call.text().empty() && !is_digit(call.text()[0]);
  const Value rest = every(call, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
  return begins ? rest : Value{false, call.span};
}
Value text_isupper(const Context& call) {
  const Value none = every(call, [](char c) { return !is_lower(c); });
  const bool any = std::any_of(call.text().begin(), call.text().end(), is_upper);
  return none.is_unknown() ? none : Value{any && *none.as<bool>(), call.span};
}
Value text_islower(const Context& call) {
  const Value none = every(call, [](char c) { return !is_upper(c); });
  const bool any = std::any_of(call.text().begin(), call.text().end(), is_lower);
  return none.is_unknown() ? none : Value{any && *none.as<bool>(), call.span};
}

Value justified(const Context& call, char align) {
  const std::int64_t width = call.number_at(0, "width", 0);
  const Rendered shown = format_value(
      call.self, call.text_at(1, " ") + align + std::to_string(std::max<std::int64_t>(width, 0)));
  return shown.text ? call.made(*shown.text) : call.unknown(shown.reason);
}

Value text_ljust(const Context& call) { return justified(call, '<'); }
Value text_rjust(const Context& call) { return justified(call, '>'); }
Value text_center(const Context& call) { return justified(call, '^'); }

Value text_zfill(const Context& call) {
  const auto width =
      static_cast<std::size_t>(std::clamp<std::int64_t>(call.number_at(0, "width", 0), 0, 10'000));
  std::string text = call.text();
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const std::size_t size = length(text);
  if (size < width) text.insert(sign, width - size, '0');
  return call.made(std::move(text));
}

Value text_encode(const Context& call) { return {Bytes{call.text()}, call.span}; }

// "0", "name", "row.id", "row[key]" among the arguments of format().
class ArgumentLookup : public FieldLookup {
 public:
  explicit ArgumentLookup(const Context& call) : call_(call) {}

  Value find(const std::string& field) const override {
    std::size_t at = std::min(field.find_first_of(".["), field.size());
    const std::string first = field.substr(0, at);
    const bool numbered = std::all_of(first.begin(), first.end(), is_digit) && first.size() < 9;
    const Value* found =
        numbered ? call_.arguments.find(std::stoul(first)) : call_.arguments.find(SIZE_MAX, first);
    if (!found) return missing(first);
    Value value = *found;
    while (at < field.size()) {
      const bool is_attribute = field[at] == '.';
      const std::size_t end = is_attribute
                                  ? std::min(field.find_first_of(".[", at + 1), field.size())
                                  : std::min(field.find(']', at), field.size());
      const std::string name = field.substr(at + 1, end - at - 1);
      value = is_attribute ? call_.evaluator.attribute(value, name, call_.span)
                           : call_.evaluator.subscript(value, index(name), call_.span);
      at = is_attribute ? end : end + 1;
    }
    return value.is_unknown() || value.as<std::string>() || !class_object(value)
               ? value
               : call_.evaluator.text_of(value, call_.span);
  }

 private:
  Value index(const std::string& name) const {
    const bool numbered =
        !name.empty() && std::all_of(name.begin(), name.end(), is_digit) && name.size() < 9;
    return numbered ? Value{std::int64_t{std::stol(name)}, call_.span} : Value{name, call_.span};
  }

  Value missing(const std::string& name) const {
    for (const Argument& argument : call_.arguments.all()) {
      if (argument.keyword == "*" || argument.keyword == "**") return argument.value;
    }
    return call_.unknown("lacks a value for {" + name + "}");
  }

  const Context& call_;
};

Value text_format(const Context& call) {
  const Rendered shown = brace_format(call.text(), ArgumentLookup(call));
  return shown.text ? call.made(*shown.text) : call.unknown(shown.reason);
}

Value text_format_map(const Context& call) {
  const Dict* dict = call.at(0) ? call.at(0)->dict() : nullptr;
  if (!dict) return call.unknown(call.at(0) ? reason_of(*call.at(0)) : "lacks its values");
  std::vector<Argument> arguments;
  for (const auto& [key, value] : dict->items) {
    if (const auto* name = key.as<std::string>()) arguments.push_back({*name, value});
  }
  return text_format({call.evaluator, call.self, CallArguments(arguments), call.span});
}

const std::unordered_map<std::string_view, Method>& text_methods() {
  static const std::unordered_map<std::string_view, Method> table = {
      {"capitalize", text_capitalize},
      {"casefold", text_lower},
      {"center", text_center},
      {"count", text_count},
      {"encode", text_encode},
      {"endswith", text_endswith},
      {"find", text_find},
      {"format", text_format},
      {"format_map", text_format_map},
      {"index", text_find},
      {"isalnum", text_isalnum},
      {"isalpha", text_isalpha},
      {"isdecimal", text_isdigit},
      {"isdigit", text_isdigit},
      {"isidentifier", text_isidentifier},
      {"islower", text_islower},
      {"isnumeric", text_isdigit},
      {"isspace", text_isspace},
      {"isupper", text_isupper},
      {"join", text_join},
      {"ljust", text_ljust},
      {"lower", text_lower},
      {"lstrip", text_lstrip},
      {"partition", text_partition},
      {"removeprefix", text_removeprefix},
      {"removesuffix", text_removesuffix},
      {"replace", text_replace},
      {"rfind", text_rfind},
      {"rjust", text_rjust},
      {"rpartition", text_rpartition},
      {"rsplit", text_rsplit},
      {"rstrip", text_rstrip},
      {"split", text_split},
      {"splitlines", text_splitlines},
      {"startswith", text_startswith},
      {"strip", text_strip},
      {"swapcase", text_swapcase},
      {"title", text_title},
      {"upper", text_upper},
      {"zfill", text_zfill},
  };
  return table;
}

// --- containers ----------------------------------------------------------------------------------

Value list_append(const Context& call) {
  if (Sequence* list = call.evaluator.changeable_sequence(call.self); list && call.at(0)) {
    list->items.push_back(*call.at(0));
  }
  return call.none();
}

Value list_extend(const Context& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  const auto items = call.at(0) ? call.evaluator.iterate(*call.at(0)) : std::nullopt;
  if (list && items) list->items.insert(list->items.end(), items->begin(), items->end());
  if (list && !items) {
    list->uncertainty.reason = call.at(0) ? reason_of(*call.at(0)) : "is extended by nothing";
  }
  return call.none();
}

Value list_insert(const Context& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  const auto* number = call.arguments.as<std::int64_t>(0);
  if (!list || !call.at(1)) return call.none();
  const auto size = static_cast<std::int64_t>(list->items.size());
  if (!number) {
    list->uncertainty.reason = reason_of(*call.at(0));
    return call.none();
  }
  const std::int64_t at = std::clamp<std::int64_t>(*number < 0 ? *number + size : *number, 0, size);
  list->items.insert(list->items.begin() + at, *call.at(1));
  return call.none();
}

Value list_pop(const Context& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  if (!list) return call.unknown("is taken from a list that is not known");
  const auto size = static_cast<std::int64_t>(list->items.size());
  const std::int64_t number = call.number_at(0, "", -1);
  const std::int64_t at = number < 0 ? number + size : number;
  if (at < 0 || at >= size) return call.unknown("is taken from beyond the end of a list");
  const Value item = list->items[static_cast<std::size_t>(at)];
  list->items.erase(list->items.begin() + at);
  return item;
}

Value list_remove(const Context& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  if (!list || !call.at(0)) return call.none();
  const Place found = find_item(list->items, *call.at(0));
  if (found.found == Ternary::yes) {
    list->items.erase(list->items.begin() + static_cast<std::ptrdiff_t>(found.index));
  } else if (found.found == Ternary::unknown) {
    list->uncertainty.reason = reason_of(*call.at(0));
  }
  return call.none();
}

Value list_clear(const Context& call) {
  if (Sequence* list = call.evaluator.changeable_sequence(call.self)) list->items.clear();
  return call.none();
}

Value list_reverse(const Context& call) {
  if (Sequence* list = call.evaluator.changeable_sequence(call.self)) {
    std::reverse(list->items.begin(), list->items.end());
  }
  return call.none();
}

Value list_sort(const Context& call) {
  Sequence* list = call.evaluator.changeable_sequence(call.self);
  if (!list) return call.none();
  std::vector<Argument> arguments = {{"", call.self}};
  for (const Argument& argument : call.arguments.all()) arguments.push_back(argument);
  const Value sorted = call_builtin(call.evaluator, "sorted", arguments, call.span);
  if (const Sequence* items = sorted.sequence()) {
    list->items = items->items;
  } else {
    list->uncertainty.reason = reason_of(sorted);
  }
  return call.none();
}

Value list_copy(const Context& call) {
  return call.evaluator.make_list(call.self.sequence()->items, call.span,
                                  call.self.sequence()->kind);
}

Value list_index(const Context& call) {
  const Place found = call.at(0) ? find_item(call.self.sequence()->items, *call.at(0)) : Place{};
  if (found.found != Ternary::yes) return call.unknown("is the index of an item that is not there");
  return {static_cast<std::int64_t>(found.index), call.span};
}

Value list_count(const Context& call) {
  std::int64_t count = 0;
  for (const Value& item : call.self.sequence()->items) {
    const Ternary same = call.at(0) ? equal(item, *call.at(0)) : Ternary::no;
    if (same == Ternary::unknown) return call.unknown(reason_of(*call.at(0)));
    count += same == Ternary::yes ? 1 : 0;
  }
  return {count, call.span};
}

Value set_add(const Context& call) {
  Sequence* set = call.evaluator.changeable_sequence(call.self);
  if (!set || !call.at(0)) return call.none();
  call.evaluator.charge(set->items.size() / 16);
  if (find_item(set->items, *call.at(0)).found != Ternary::yes) set->items.push_back(*call.at(0));
  return call.none();
}

Value set_update(const Context& call) {
  const Value united =
      call.at(0)
          ? binary("|", call.self,
                   call_builtin(call.evaluator, "set", {{"", *call.at(0)}}, call.span), call.span)
          : call.self;
  Sequence* set = call.evaluator.changeable_sequence(call.self);
  if (!set) return call.none();
  if (const Sequence* items = united.sequence()) {
    set->items = Values(items->items);
  } else {
    set->uncertainty.reason = reason_of(united);
  }
  return call.none();
}

Value set_operation(const Context& call, const std::string& op) {
  if (!call.at(0)) return call.self;
  const Value other = call_builtin(call.evaluator, "set", {{"", *call.at(0)}}, call.span);
  const Value result = binary(op, call.self, other, call.span);
  const Sequence* set = result.sequence();
  return set ? call.evaluator.make_list(set->items, call.span, set->kind) : result;
}

Value set_union(const Context& call) { return set_operation(call, "|"); }
Value set_difference(const Context& call) { return set_operation(call, "-"); }
Value set_intersection(const Context& call) { return set_operation(call, "&"); }
Value set_issubset(const Context& call) {
  const Value other = call_builtin(call.evaluator, "set", {{"", *call.at(0)}}, call.span);
  return compare("<=", call.self, other, call.span);
}

Value dict_keys(const Context& call) {
  auto items = call.evaluator.iterate(call.self);
  return call.evaluator.make_list(std::move(*items), call.span);
}

Value dict_values(const Context& call) {
  Values values;
  for (const auto& [key, value] : call.self.dict()->items) values.push_back(value);
  return call.evaluator.make_list(std::move(values), call.span);
}

Value dict_items(const Context& call) {
  Values pairs;
  for (const auto& [key, value] : call.self.dict()->items) {
    pairs.push_back(call.evaluator.make_list({key, value}, call.span, Sequence::Kind::tuple));
  }
  return call.evaluator.make_list(std::move(pairs), call.span);
}

Value dict_get(const Context& call) {
  const Place found = call.at(0) ? find_key(*call.self.dict(), *call.at(0)) : Place{};
  if (found.found == Ternary::unknown) return call.unknown(reason_of(*call.at(0)));
  if (found.found == Ternary::yes) return call.self.dict()->items[found.index].second;
  return call.at(1, "default") ? *call.at(1, "default") : call.none();
}

Value dict_setdefault(const Context& call) {
  const Value present =
      dict_get({call.evaluator, call.self, CallArguments(call.arguments.all()), call.span});
  Dict* dict = call.evaluator.changeable_dict(call.self);
  if (!dict || !call.at(0) || present.is_unknown()) return present;
  if (find_key(*dict, *call.at(0)).found == Ternary::no) {
    dict->items.emplace_back(*call.at(0), present);
  }
  return present;
}

Value dict_pop(const Context& call) {
  const Value present =
      dict_get({call.evaluator, call.self, CallArguments(call.arguments.all()), call.span});
  Dict* dict = call.evaluator.changeable_dict(call.self);
  const Place found = dict && call.at(0) ? find_key(*dict, *call.at(0)) : Place{};
  if (dict && found.found == Ternary::yes) {
    dict->items.erase(dict->items.begin() + static_cast<std::ptrdiff_t>(found.index));
  } else if (dict && found.found == Ternary::unknown) {
    dict->uncertainty.reason = reason_of(*call.at(0));
  }
  return present;
}

Value dict_update(const Context& call) {
  const Value other = call_builtin(call.evaluator, "dict", call.arguments.all(), call.span);
  Dict* dict = call.evaluator.changeable_dict(call.self);
  if (!dict) return call.none();
  const Value merged = binary("|", call.self, other, call.span);
  if (const Dict* items = merged.dict()) {
    dict->items = decltype(Dict::items)(items->items);
  } else {
    dict->uncertainty.reason = reason_of(other);
  }
  return call.none();
}

Value dict_clear(const Context& call) {
  if (Dict* dict = call.evaluator.changeable_dict(call.self)) dict->items.clear();
  return call.none();
}

Value dict_copy(const Context& call) {
  return call.evaluator.make_dict(call.self.dict()->items, call.span);
}

Value bytes_decode(const Context& call) { return {call.self.as<Bytes>()->data, call.span}; }

const std::unordered_map<std::string_view, Method>& list_methods() {
  static const std::unordered_map<std::string_view, Method> table = {
      {"append", list_append},   {"clear", list_clear},   {"copy", list_copy},
      {"count", list_count},     {"extend", list_extend}, {"index", list_index},
      {"insert", list_insert},   {"pop", list_pop},       {"remove", list_remove},
      {"reverse", list_reverse}, {"sort", list_sort},
  };
  return table;
}

const std::unordered_map<std::string_view, Method>& set_methods() {
  static const std::unordered_map<std::string_view, Method> table = {
      {"add", set_add},           {"clear", list_clear},
      {"copy", list_copy},        {"difference", set_difference},
      {"discard", list_remove},   {"intersection", set_intersection},
      {"issubset", set_issubset}, {"remove", list_remove},
      {"union", set_union},       {"update", set_update},
  };
  return table;
}

const std::unordered_map<std::string_view, Method>& dict_methods() {
  static const std::unordered_map<std::string_view, Method> table = {
      {"clear", dict_clear},           {"copy", dict_copy},     {"get", dict_get},
      {"items", dict_items},           {"keys", dict_keys},     {"pop", dict_pop},
      {"setdefault", dict_setdefault}, {"update", dict_update}, {"values", dict_values},
  };
  return table;
}

const std::unordered_map<std::string_view, Method>& bytes_methods() {
  static const std::unordered_map<std::string_view, Method> table = {{"decode", bytes_decode}};
  return table;
}

const std::unordered_map<std::string_view, Method>* methods_of(const Value& self) {
  if (self.as<std::string>()) return &text_methods();
  if (self.as<Bytes>()) return &bytes_methods();
  if (self.dict()) return &dict_methods();
  const Sequence* sequence = self.sequence();
  if (!sequence) return nullptr;
  return sequence->kind == Sequence::Kind::set ? &set_methods() : &list_methods();
}

// Methods that may take values that are not known: they only store them, or say so themselves.
bool takes_unknown(const Value& self, std::string_view name) {
  return !self.as<std::string>() || name == "format" || name == "format_map" || name == "join";
}

}  // namespace

bool has_method(const Value& self, std::string_view name) {
  const auto* methods = methods_of(self);
  return methods && methods->contains(name);
}

Value call_method(Evaluator& evaluator, const Value& self, const std::string& name,
                  const std::vector<Argument>& arguments, Span span) {
  const Context call{evaluator, self, CallArguments(arguments), span};
  const auto* methods = methods_of(self);
  if (!methods || !methods->contains(name)) {
    return call.unknown("calls ." + name + "() of " + describe(self));
  }
  const std::string obstacle = takes_unknown(self, name) ? "" : call.arguments.obstacle();
  return obstacle.empty() ? methods->at(name)(call) : call.unknown(obstacle);
}

Value take_slice(Evaluator& evaluator, const Value& value, const Value& bounds, Span span) {
  const Values& parts = bounds.sequence()->items;
  const Sequence* sequence = value.sequence();
  const auto* text = value.as<std::string>();
  if (!sequence && !text) return make_unknown(reason_of(value), span);
  const auto size = static_cast<std::int64_t>(text ? length(*text) : sequence->items.size());
  for (const Value& part : parts) {
    if (!part.is_none() && !part.as<std::int64_t>()) return make_unknown(reason_of(part), span);
  }
  const auto* given_step = parts[2].as<std::int64_t>();
  const std::int64_t step =
      given_step ? std::clamp<std::int64_t>(*given_step, INT32_MIN, INT32_MAX) : 1;
  if (step == 0) return make_unknown("is a slice with step 0", span);
  const auto bound = [&](const Value& part, std::int64_t otherwise) {
    const auto* number = part.as<std::int64_t>();
    if (!number) return otherwise;
    const std::int64_t lowest = step > 0 ? 0 : -1;
    const std::int64_t clamped = std::clamp<std::int64_t>(*number, -size - 1, size);
    return std::clamp<std::int64_t>(clamped < 0 ? clamped + size : clamped, lowest,
                                    step > 0 ? size : size - 1);
  };
  const std::int64_t begin = bound(parts[0], step > 0 ? 0 : size - 1);
  const std::int64_t end = bound(parts[1], step > 0 ? size : -1);
  if (text && step == 1) {
    const auto from = static_cast<std::size_t>(begin);
    const auto to = static_cast<std::size_t>(std::max(begin, end));
    return {std::string(code_points(*text, from, to)), span};
  }
  const Values items = evaluator.iterate(value).value_or(Values{});
  Values taken;
  for (std::int64_t i = begin; step > 0 ? i < end : i > end; i += step) {
    taken.push_back(items[static_cast<std::size_t>(i)]);
  }
  if (!text) return evaluator.make_list(std::move(taken), span, sequence->kind);
  std::string joined;
  for (const Value& item : taken) joined += *item.as<std::string>();
  return {std::move(joined), span};
}

Value Evaluator::subscript(const Value& object, const Value& index, Span span) {
  if (object.is_unknown()) return make_unknown(reason_of(object), span);
  if (object.external()) {
    External made;
    made.kind = External::Kind::subscript;
    made.operands = {object, index};
    made.span = span;
    return make_external(std::move(made));
  }
  if (const Dict* dict = object.dict()) {
    charge(dict->items.size() / 32);
    const Place found = find_key(*dict, index);
    if (found.found == Ternary::yes) return certain(dict->items[found.index].second, span);
    return make_unknown(found.found == Ternary::no ? "is no key of a dict" : reason_of(index),
                        span);
  }
  if (const auto* type = object_as<ClassObject>(object)) {
    const auto* name = index.as<std::string>();
    const Value* member = name ? type->attributes->find(*name) : nullptr;
    return member ? *member : make_unknown("is no member of " + type->name, span);
  }
  // Fields of a named tuple.
  Values items;
  if (const auto* instance = object_as<InstanceObject>(object)) {
    for (const auto& [name, value] : instance->attributes->all()) items.push_back(value);
  } else if (const auto* text = object.as<std::string>()) {
    charge(text->size() / 256);
    const auto* number = index.as<std::int64_t>();
    const auto size = static_cast<std::int64_t>(length(*text));
    const std::int64_t at = number && *number < 0 ? *number + size : number ? *number : -1;
    if (at < 0 || at >= size) return make_unknown("is taken from beyond the end of a text", span);
    const auto from = static_cast<std::size_t>(at);
    return {std::string(code_points(*text, from, from + 1)), span};
  }
  const Sequence* sequence = object.sequence();
  const Values& all = sequence ? sequence->items : items;
  const auto* number = index.as<std::int64_t>();
  if (!number) return make_unknown(reason_of(index), span);
  const auto size = static_cast<std::int64_t>(all.size());
  const std::int64_t at = *number < 0 ? *number + size : *number;
  if (at < 0 || at >= size) return make_unknown("is taken from beyond the end of a list", span);
  return certain(all[static_cast<std::size_t>(at)], span);
}

}  // namespace migcheck::python
