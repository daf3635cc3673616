#include <algorithm>
#include <functional>

#include "core/text.h"
#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/encodings.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/literal.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
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

}  // namespace

const MethodTable& text_methods() {
  static const MethodTable table = {
      {"capitalize", {text_capitalize}},
      {"casefold", {text_lower}},
      {"encode", {text_encode, 0, 2, "encoding errors"}},
      {"lower", {text_lower}},
      {"lstrip", {text_lstrip, 0, 1}},
      {"removeprefix", {text_removeprefix, 1, 1}},
      {"removesuffix", {text_removesuffix, 1, 1}},
      {"replace", {text_replace, 2, 3, "old new count"}},
      {"rstrip", {text_rstrip, 0, 1}},
      {"strip", {text_strip, 0, 1}},
      {"swapcase", {text_swapcase}},
      {"title", {text_title}},
      {"translate", {text_translate, 1, 1}},
      {"upper", {text_upper}},
  };
  return table;
}

}  // namespace migcheck::python
