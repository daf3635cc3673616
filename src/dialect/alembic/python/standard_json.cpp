#include <algorithm>
#include <cmath>

#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/standard_tables.h"

namespace migcheck::python {

namespace {

std::string json_text(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    constexpr std::string_view hex = "0123456789abcdef";
    if (text[at] == '"' || text[at] == '\\') {
      result += {'\\', text[at]};
    } else if (text[at] == '\n') {
      result += "\\n";
    } else if (text[at] == '\r') {
      result += "\\r";
    } else if (text[at] == '\t') {
      result += "\\t";
    } else if (byte < 0x20) {
      result += "\\u00";
      result += {hex[byte >> 4], hex[byte & 15]};
    } else {
      result += text[at];
    }
  }
  return result + "\"";
}

Rendered json(const Value& value, int depth);

Rendered json_items(const std::vector<std::pair<std::string, Value>>& items, char open, char close,
                    int depth) {
  std::string text(1, open);
  for (const auto& [key, value] : items) {
    const Rendered shown = json(value, depth + 1);
    if (!shown.text) return shown;
    text += (text.size() > 1 ? ", " : "") + key + *shown.text;
  }
  return {text + close, ""};
}

// As json.dumps() without options writes it.
Rendered json(const Value& given, int depth) {
  const Value& value = plain_value(given);
  if (depth > 30) return {std::nullopt, "is nested too deeply"};
  if (value.is_none()) return {"null", ""};
  if (const auto* flag = value.as<bool>()) return {*flag ? "true" : "false", ""};
  if (value.as<std::int64_t>()) return repr(value);
  if (const auto* number = value.as<double>()) {
    if (std::isnan(*number)) return {"NaN", ""};
    if (std::isinf(*number)) return {*number > 0 ? "Infinity" : "-Infinity", ""};
    return repr(value);
  }
  if (const auto* text = value.as<std::string>()) {
    const bool ascii = std::all_of(text->begin(), text->end(), [](char c) { return c >= 0; });
    return ascii ? Rendered{json_text(*text), ""}
                 : Rendered{std::nullopt, "is JSON with characters beyond ASCII"};
  }
  std::vector<std::pair<std::string, Value>> items;
  if (const Dict* dict = value.dict()) {
    for (const auto& [key, item] : dict->items) {
      const auto* name = key.as<std::string>();
      if (!name) return {std::nullopt, "is JSON with a key that is not text"};
      items.emplace_back(json_text(*name) + ": ", item);
    }
    return json_items(items, '{', '}', depth);
  }
  const Sequence* sequence = value.sequence();
  const bool list = sequence && (sequence->kind == Sequence::Kind::list ||
                                 sequence->kind == Sequence::Kind::tuple);
  if (sequence && !list) fail("TypeError");
  if (!sequence || !sequence->is_ordered()) return {std::nullopt, reason_of(value)};
  for (const Value& item : sequence->items) items.emplace_back("", item);
  return json_items(items, '[', ']', depth);
}

std::optional<Value> json_dumps(const StandardCall& call) {
  if (call.arguments.all().size() != 1) return call.unknown("is JSON written with options");
  const Rendered shown = json(call.arguments.all()[0].value, 0);
  return shown.text ? Value{*shown.text, call.span} : call.unknown(shown.reason);
}

}  // namespace

const StandardTable& standard_json() {
  static const StandardTable table = {
      {"json.dumps", json_dumps},
  };
  return table;
}

}  // namespace migcheck::python
