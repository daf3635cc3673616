#include <algorithm>
#include <array>
#include <functional>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/encodings.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/literal.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

Value mapped(const MethodCall& call, const std::function<char(char, std::size_t)>& map) {
  if (!is_ascii(call.text())) return call.unknown("changes the case of letters beyond ASCII");
  std::string result = call.text();
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = map(result[i], i);
  return call.made(std::move(result));
}

Value text_upper(const MethodCall& call) {
  return mapped(call, [](char c, std::size_t) { return upper(c); });
}

Value text_lower(const MethodCall& call) {
  return mapped(call, [](char c, std::size_t) { return lower(c); });
}

Value text_capitalize(const MethodCall& call) {
  return mapped(call, [](char c, std::size_t i) { return i == 0 ? upper(c) : lower(c); });
}

Value text_swapcase(const MethodCall& call) {
  return mapped(call, [](char c, std::size_t) { return is_upper(c) ? lower(c) : upper(c); });
}

Value text_title(const MethodCall& call) {
  const std::string& text = call.text();
  return mapped(call, [&](char c, std::size_t i) {
    return i > 0 && is_letter(text[i - 1]) ? lower(c) : upper(c);
  });
}

// --- cutting -------------------------------------------------------------------------------------

// Beyond ASCII there is more white space: a no-break space, an ideographic one.
bool may_be_space(std::string_view point) {
  return point.size() > 1 &&
         (point[0] == '\xc2' || point[0] == '\xe1' || point[0] == '\xe2' || point[0] == '\xe3');
}

std::string_view last_point(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0u) == 0x80u) {
  }
  return text.substr(at);
}

std::string_view stripped(std::string_view text, std::string_view points, bool left, bool right) {
  const auto is_stripped = [&](std::string_view point) {
    return points.find(point) != std::string_view::npos;
  };
  while (left && !text.empty()) {
    const std::string_view first = code_points(text.substr(0, 4), 0, 1);
    if (!is_stripped(first)) break;
    text.remove_prefix(first.size());
  }
  while (right && !text.empty()) {
    const std::string_view last = last_point(text);
    if (!is_stripped(last)) break;
    text.remove_suffix(last.size());
  }
  return text;
}

Value strip(const MethodCall& call, bool left, bool right) {
  const bool spaces = !call.at(0) || call.at(0)->is_none();
  const std::string points = spaces ? std::string(white_space) : call.text_at(0);
  const std::string_view rest = stripped(call.text(), points, left, right);
  const bool unclear = spaces && !rest.empty() &&
                       ((left && may_be_space(code_points(rest.substr(0, 4), 0, 1))) ||
                        (right && may_be_space(last_point(rest))));
  if (unclear) return call.unknown("strips white space beyond ASCII");
  return call.made(std::string(rest));
}

Value text_strip(const MethodCall& call) { return strip(call, true, true); }
Value text_lstrip(const MethodCall& call) { return strip(call, true, false); }
Value text_rstrip(const MethodCall& call) { return strip(call, false, true); }

Value text_removeprefix(const MethodCall& call) {
  const std::string prefix = call.text_at(0);
  const bool has = call.text().starts_with(prefix);
  return call.made(has ? call.text().substr(prefix.size()) : call.text());
}

Value text_removesuffix(const MethodCall& call) {
  const std::string suffix = call.text_at(0);
  const bool has = call.text().ends_with(suffix);
  return call.made(has ? call.text().substr(0, call.text().size() - suffix.size()) : call.text());
}

// An empty text stands before each character and at the end.
Value replace_nothing(const MethodCall& call, const std::string& to, std::int64_t left) {
  std::string result;
  const std::string_view text = call.text();
  for (std::size_t at = 0; at <= text.size();) {
    if (left-- != 0) result += to;
    if (left < -1) left = -1;
    if (at == text.size()) break;
    const std::string_view point = code_points(text.substr(at, 4), 0, 1);
    result += point;
    at += std::max<std::size_t>(point.size(), 1);
    if (left == 0) {
      result += text.substr(at);
      break;
    }
    if (result.size() > maximum_result) return call.unknown("is too large");
  }
  return call.made(std::move(result));
}

Value text_replace(const MethodCall& call) {
  const std::string from = call.text_at(0, "old");
  const std::string to = call.text_at(1, "new");
  std::int64_t left = call.number_at(2, "count", -1);
  if (left < 0) left = -1;
  const std::string& text = call.text();
  if (left == 0) return call.made(text);
  if (from.empty()) return replace_nothing(call, to, left);
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

// --- splitting -----------------------------------------------------------------------------------

std::vector<std::string> split_at_space(std::string_view text, std::int64_t maximum) {
  std::vector<std::string> parts;
  while (true) {
    text = stripped(text, white_space, true, false);
    if (text.empty()) return parts;
    if (maximum-- == 0) {
      parts.emplace_back(text);
      return parts;
    }
    const std::size_t end = std::min(text.find_first_of(white_space), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::vector<std::string> split_at_space_from_behind(std::string_view text, std::int64_t maximum) {
  std::vector<std::string> parts;
  while (true) {
    text = stripped(text, white_space, false, true);
    if (text.empty()) break;
    if (maximum-- == 0) {
      parts.emplace_back(text);
      break;
    }
    const std::size_t space = text.find_last_of(white_space);
    const std::size_t begin = space == std::string_view::npos ? 0 : space + 1;
    parts.emplace_back(text.substr(begin));
    text = text.substr(0, begin);
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

// The separator, or nothing for white space.
std::optional<std::string> separator_of(const MethodCall& call) {
  const Value* given = call.at(0, "sep");
  if (!given || given->is_none()) return std::nullopt;
  std::string separator = call.text_at(0, "sep");
  if (separator.empty()) fail("ValueError");
  return separator;
}

Value split_from_front(const MethodCall& call, const std::string& separator, std::int64_t maximum) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::int64_t left = maximum; left != 0; --left) {
    const std::size_t found = call.text().find(separator, at);
    if (found == std::string::npos) break;
    parts.push_back(call.text().substr(at, found - at));
    at = found + separator.size();
  }
  parts.push_back(call.text().substr(at));
  return call.texts(parts);
}

Value text_split(const MethodCall& call) {
  const std::int64_t maximum = std::max<std::int64_t>(call.number_at(1, "maxsplit", -1), -1);
  const auto separator = separator_of(call);
  if (separator) return split_from_front(call, *separator, maximum);
  if (!is_ascii(call.text())) return call.unknown("is split at white space beyond ASCII");
  return call.texts(split_at_space(call.text(), maximum));
}

Value text_rsplit(const MethodCall& call) {
  std::int64_t left = std::max<std::int64_t>(call.number_at(1, "maxsplit", -1), -1);
  const auto separator = separator_of(call);
  if (!separator) {
    if (!is_ascii(call.text())) return call.unknown("is split at white space beyond ASCII");
    return call.texts(split_at_space_from_behind(call.text(), left));
  }
  std::vector<std::string> parts;
  std::string_view rest = call.text();
  for (; left != 0; --left) {
    const std::size_t found = rest.rfind(*separator);
    if (found == std::string_view::npos) break;
    parts.emplace_back(rest.substr(found + separator->size()));
    rest = rest.substr(0, found);
  }
  parts.emplace_back(rest);
  std::reverse(parts.begin(), parts.end());
  return call.texts(parts);
}

// The length of the line break at the beginning of the text; 0: there is none.
std::size_t line_break(std::string_view text) {
  if (text.starts_with("\r\n")) return 2;
  static constexpr std::array<std::string_view, 11> breaks = {
      "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
  for (const std::string_view one : breaks) {
    if (!one.empty() && text.starts_with(one)) return one.size();
  }
  return 0;
}

Value text_splitlines(const MethodCall& call) {
  const Value* keep = call.at(0, "keepends");
  const bool keeps = keep && truth(*keep).value_or(false);
  std::vector<std::string> lines;
  const std::string_view text = call.text();
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = line_break(text.substr(at, 3));
    if (size > 0) {
      lines.emplace_back(text.substr(begin, at + (keeps ? size : 0) - begin));
      begin = at + size;
    }
    at += std::max<std::size_t>(size, 1);
  }
  if (begin < text.size()) lines.emplace_back(text.substr(begin));
  return call.texts(lines);
}

Value partition(const MethodCall& call, bool from_behind) {
  const std::string separator = call.text_at(0);
  if (separator.empty()) fail("ValueError");
  const std::size_t found =
      from_behind ? call.text().rfind(separator) : call.text().find(separator);
  std::vector<std::string> parts = {call.text(), "", ""};
  if (from_behind) std::swap(parts[0], parts[2]);
  if (found != std::string::npos) {
    parts = {call.text().substr(0, found), separator, call.text().substr(found + separator.size())};
  }
  return call.texts(parts, Sequence::Kind::tuple);
}

Value text_partition(const MethodCall& call) { return partition(call, false); }
Value text_rpartition(const MethodCall& call) { return partition(call, true); }

Value text_join(const MethodCall& call) {
  const bool ordered = !is_unordered(*call.at(0));
  const auto items = call.evaluator.iterate(*call.at(0));
  if (!items) return call.unknown(reason_of(*call.at(0)));
  if (!ordered) return call.unknown("depends on the order of a set");
  std::string result;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Value& item = plain_value((*items)[i]);
    const auto* part = item.as<std::string>();
    if (!part && !item.is_unknown() && !item.external()) fail("TypeError");
    if (!part) return call.unknown(reason_of(item));
    if (i > 0) result += call.text();
    result += *part;
    if (result.size() > maximum_result) return call.unknown("is too large");
  }
  return call.made(std::move(result));
}

// --- padding -------------------------------------------------------------------------------------

constexpr std::int64_t maximum_width = 10'000;

// `left` of the missing characters are put before the text.
Value padded(const MethodCall& call, std::size_t (*left)(std::size_t missing, std::size_t width)) {
  const std::int64_t width = call.number_at(0, "", 0);
  const std::string fill = call.at(1) ? call.text_at(1) : " ";
  if (length(fill) != 1) fail("TypeError");
  const std::size_t size = length(call.text());
  if (width > maximum_width) return call.unknown("is too large");
  if (width <= static_cast<std::int64_t>(size)) return call.made(call.text());
  const std::size_t missing = static_cast<std::size_t>(width) - size;
  const std::size_t before = left(missing, static_cast<std::size_t>(width));
  std::string result;
  for (std::size_t i = 0; i < before; ++i) result += fill;
  result += call.text();
  for (std::size_t i = before; i < missing; ++i) result += fill;
  return call.made(std::move(result));
}

Value text_ljust(const MethodCall& call) {
  return padded(call, [](std::size_t, std::size_t) { return std::size_t{0}; });
}

Value text_rjust(const MethodCall& call) {
  return padded(call, [](std::size_t missing, std::size_t) { return missing; });
}

// Source: CPython's unicode_center_impl: an odd rest goes to the left where the width is odd too.
Value text_center(const MethodCall& call) {
  return padded(call, [](std::size_t missing, std::size_t width) {
    return missing / 2 + (missing & width & 1u);
  });
}

Value text_zfill(const MethodCall& call) {
  const std::int64_t width = call.number_at(0, "", 0);
  if (width > maximum_width) return call.unknown("is too large");
  std::string text = call.text();
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const auto size = static_cast<std::int64_t>(length(text));
  if (size < width) text.insert(sign, static_cast<std::size_t>(width - size), '0');
  return call.made(std::move(text));
}

Value text_expandtabs(const MethodCall& call) {
  const std::int64_t width = call.number_at(0, "tabsize", 8);
  if (width > 100) return call.unknown("is too large");
  std::string result;
  std::int64_t column = 0;
  for (const char c : call.text()) {
    if (c == '\t') {
      const std::int64_t spaces = width > 0 ? width - column % width : 0;
      result.append(static_cast<std::size_t>(spaces), ' ');
      column += spaces;
      continue;
    }
    result += c;
    const bool continues = (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
    column = c == '\n' || c == '\r' ? 0 : column + (continues ? 0 : 1);
  }
  if (result.size() > maximum_result) return call.unknown("is too large");
  return call.made(std::move(result));
}

// --- others --------------------------------------------------------------------------------------

Value text_encode(const MethodCall& call) {
  const std::string name = call.at(0, "encoding") ? to_lower(call.text_at(0, "encoding")) : "utf-8";
  const auto bytes = encode(call.text(), name);
  if (bytes) return {Bytes{*bytes}, call.span};
  if (call.at(1, "errors")) return call.unknown("is encoded with an error handler");
  if (is_known_encoding(name)) fail("UnicodeEncodeError");
  return call.unknown("is encoded in " + name);
}

// What a table of str.maketrans() makes of a character.
std::optional<std::string> translated(const MethodCall& call, const Dict& table,
                                      std::string_view point) {
  const Value key{static_cast<std::int64_t>(code_point(point)), call.span};
  const Place place = find_key(table, key);
  if (place.found != Ternary::yes) return std::string(point);
  const Value& to = table.items[place.index].second;
  if (to.is_none()) return "";
  if (const auto* text = to.as<std::string>()) return *text;
  const auto* number = to.as<std::int64_t>();
  if (!number || *number < 0 || *number > 0x10FFFF) return std::nullopt;
  std::string result;
  append_utf8(result, static_cast<std::uint32_t>(*number));
  return result;
}

Value text_translate(const MethodCall& call) {
  const Dict* table = call.at(0)->dict();
  if (!table) return call.unknown("is translated by something else than a dict");
  std::string result;
  const std::string_view text = call.text();
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view point = code_points(text.substr(at, 4), 0, 1);
    const auto part = translated(call, *table, point);
    if (!part) return call.unknown("is translated to something else than text");
    result += *part;
    if (result.size() > maximum_result) return call.unknown("is too large");
    call.evaluator.charge(table->items.size() / 64 + 1);
    at += std::max<std::size_t>(point.size(), 1);
  }
  return call.made(std::move(result));
}

// "0", "name", "row.id", "row[key]" among the arguments of format().
class ArgumentLookup : public FieldLookup {
 public:
  explicit ArgumentLookup(const MethodCall& call) : call_(call) {}

  Value find(const std::string& field) const override {
    std::size_t at = std::min(field.find_first_of(".["), field.size());
    const std::string first = field.substr(0, at);
    const bool numbered = std::all_of(first.begin(), first.end(), is_digit) && first.size() < 9;
    const Value* found =
        numbered ? call_.arguments.find(std::stoul(first)) : call_.arguments.find(SIZE_MAX, first);
    if (!found) return missing(numbered);
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
    return value;
  }

  Value format(const Value& value, const std::string& spec) const override {
    return call_.evaluator.format_of(value, spec, call_.span);
  }

  Value text(const Value& value) const override {
    return call_.evaluator.text_of(value, call_.span);
  }

 private:
  Value index(const std::string& name) const {
    const bool numbered =
        !name.empty() && std::all_of(name.begin(), name.end(), is_digit) && name.size() < 9;
    return numbered ? Value{std::int64_t{std::stol(name)}, call_.span} : Value{name, call_.span};
  }

  Value missing(bool numbered) const {
    for (const Argument& argument : call_.arguments.all()) {
      if (argument.keyword == "*" || argument.keyword == "**") return argument.value;
    }
    fail(numbered ? "IndexError" : "KeyError");
  }

  const MethodCall& call_;
};

Value text_format(const MethodCall& call) {
  const Rendered shown = brace_format(call.text(), ArgumentLookup(call));
  return shown.text ? call.made(*shown.text) : call.unknown(shown.reason);
}

Value text_format_map(const MethodCall& call) {
  const Dict* dict = call.at(0)->dict();
  if (!dict) return call.unknown(reason_of(*call.at(0)));
  std::vector<Argument> arguments;
  for (const auto& [key, value] : dict->items) {
    if (const auto* name = key.as<std::string>()) arguments.push_back({*name, value});
  }
  return text_format({call.evaluator, call.self, CallArguments(arguments), call.span});
}

}  // namespace

const MethodTable& text_methods() {
  static const MethodTable table = {
      {"capitalize", {text_capitalize}},
      {"casefold", {text_lower}},
      {"center", {text_center, 1, 2}},
      {"encode", {text_encode, 0, 2, "encoding errors"}},
      {"expandtabs", {text_expandtabs, 0, 1, "tabsize"}},
      {"format", {text_format, 0, any_number, "**"}},
      {"format_map", {text_format_map, 1, 1}},
      {"join", {text_join, 1, 1}},
      {"ljust", {text_ljust, 1, 2}},
      {"lower", {text_lower}},
      {"lstrip", {text_lstrip, 0, 1}},
      {"partition", {text_partition, 1, 1}},
      {"removeprefix", {text_removeprefix, 1, 1}},
      {"removesuffix", {text_removesuffix, 1, 1}},
      {"replace", {text_replace, 2, 3, "old new count"}},
      {"rjust", {text_rjust, 1, 2}},
      {"rpartition", {text_rpartition, 1, 1}},
      {"rsplit", {text_rsplit, 0, 2, "sep maxsplit"}},
      {"rstrip", {text_rstrip, 0, 1}},
      {"split", {text_split, 0, 2, "sep maxsplit"}},
      {"splitlines", {text_splitlines, 0, 1, "keepends"}},
      {"strip", {text_strip, 0, 1}},
      {"swapcase", {text_swapcase}},
      {"title", {text_title}},
      {"translate", {text_translate, 1, 1}},
      {"upper", {text_upper}},
      {"zfill", {text_zfill, 1, 1}},
  };
  return table;
}

}  // namespace migcheck::python
