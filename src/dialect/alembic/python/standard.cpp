#include <algorithm>
#include <unordered_map>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::python {

namespace {

struct Context {
  Evaluator& evaluator;
  CallArguments arguments;
  Span span;

  Value unknown(std::string reason) const { return make_unknown(std::move(reason), span); }
};

using Function = std::optional<Value> (*)(const Context&);

std::string_view indent_of(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
}

// Source: Python's textwrap.dedent: lines of white space only become empty, and do not count.
std::optional<Value> dedent(const Context& call) {
  const auto* text = call.arguments.as<std::string>(0, "text");
  if (!text) return std::nullopt;
  std::optional<std::string_view> margin;
  for (const std::string_view line : split(*text, '\n')) {
    const std::string_view indent = indent_of(line);
    if (indent.size() == line.size()) continue;
    if (!margin) margin = indent;
    const auto [end, other] =
        std::mismatch(margin->begin(), margin->end(), indent.begin(), indent.end());
    margin = margin->substr(0, static_cast<std::size_t>(end - margin->begin()));
  }
  std::vector<std::string> lines;
  for (const std::string_view line : split(*text, '\n')) {
    const bool blank = indent_of(line).size() == line.size();
    lines.emplace_back(blank ? "" : line.substr(margin->size()));
  }
  return Value{join(lines, "\n"), call.span};
}

std::optional<Value> indent(const Context& call) {
  const auto* text = call.arguments.as<std::string>(0, "text");
  const auto* prefix = call.arguments.as<std::string>(1, "prefix");
  if (!text || !prefix || call.arguments.find(2, "predicate")) return std::nullopt;
  std::vector<std::string> lines;
  for (const std::string_view line : split(*text, '\n')) {
    lines.push_back((trim(line).empty() ? "" : *prefix) + std::string(line));
  }
  return Value{join(lines, "\n"), call.span};
}

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
Rendered json(const Value& value, int depth) {
  if (depth > 30) return {std::nullopt, "is nested too deeply"};
  if (value.is_none()) return {"null", ""};
  if (const auto* flag = value.as<bool>()) return {*flag ? "true" : "false", ""};
  if (value.as<std::int64_t>() || value.as<double>()) return repr(value);
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
  if (!sequence || sequence->kind == Sequence::Kind::set) return {std::nullopt, reason_of(value)};
  for (const Value& item : sequence->items) items.emplace_back("", item);
  return json_items(items, '[', ']', depth);
}

std::optional<Value> json_dumps(const Context& call) {
  if (call.arguments.all().size() != 1) return call.unknown("is JSON written with options");
  const Rendered shown = json(call.arguments.all()[0].value, 0);
  return shown.text ? Value{*shown.text, call.span} : call.unknown(shown.reason);
}

std::optional<Value> ordered_dict(const Context& call) {
  return call_builtin(call.evaluator, "dict", call.arguments.all(), call.span);
}

std::optional<Value> named_tuple(const Context& call) {
  const auto* name = call.arguments.as<std::string>(0, "typename");
  const Value* fields = call.arguments.find(1, "field_names");
  if (!name || !fields) return std::nullopt;
  ClassObject made;
  made.kind = ClassObject::Kind::named_tuple;
  made.name = *name;
  if (const auto* text = fields->as<std::string>()) {
    const std::string names = replace_all(*text, ",", " ");
    for (const std::string_view field : split(names, ' ')) {
      if (!field.empty()) made.members->emplace_back(field);
    }
  } else {
    const auto items = call.evaluator.iterate(*fields);
    if (!items) return std::nullopt;
    for (const Value& item : *items) {
      if (const auto* field = item.as<std::string>()) made.members->push_back(*field);
    }
  }
  return call.evaluator.make_object({std::move(made)}, call.span);
}

std::optional<Value> chain(const Context& call) {
  Values all;
  for (const Argument& argument : call.arguments.all()) {
    const auto items = call.evaluator.iterate(argument.value);
    if (!items) return call.unknown(reason_of(argument.value));
    all.insert(all.end(), items->begin(), items->end());
  }
  return call.evaluator.make_list(std::move(all), call.span);
}

std::optional<Value> product(const Context& call) {
  constexpr std::size_t maximum = 100'000;
  std::vector<Values> rows = {{}};
  for (const Argument& argument : call.arguments.all()) {
    const auto items = call.evaluator.iterate(argument.value);
    if (!items || !argument.keyword.empty()) return call.unknown(reason_of(argument.value));
    if (rows.size() * items->size() > maximum) return call.unknown("is a product of too many");
    std::vector<Values> longer;
    for (const Values& row : rows) {
      for (const Value& item : *items) {
        longer.push_back(row);
        longer.back().push_back(item);
      }
    }
    rows = std::move(longer);
    call.evaluator.charge(rows.size());
  }
  Values tuples;
  for (Values& row : rows) {
    tuples.push_back(call.evaluator.make_list(std::move(row), call.span, Sequence::Kind::tuple));
  }
  return call.evaluator.make_list(std::move(tuples), call.span);
}

std::optional<Value> copied(const Context& call) {
  const Value* value = call.arguments.find(0);
  if (!value) return std::nullopt;
  if (const Sequence* sequence = value->sequence()) {
    return call.evaluator.make_list(sequence->items, call.span, sequence->kind);
  }
  if (const Dict* dict = value->dict()) return call.evaluator.make_dict(dict->items, call.span);
  return *value;
}

std::optional<Value> cast(const Context& call) {
  const Value* value = call.arguments.find(1);
  return value ? std::optional(*value) : std::nullopt;
}

std::optional<Value> environment(const Context& call) {
  return call.unknown("depends on an environment variable");
}

std::optional<Value> clock(const Context& call) {
  return call.unknown("depends on the time at which the migration runs");
}

std::optional<Value> chance(const Context& call) {
  return call.unknown("is different in every run");
}

const std::unordered_map<std::string_view, Function>& table() {
  static const std::unordered_map<std::string_view, Function> functions = {
      {"collections.OrderedDict", ordered_dict},
      {"collections.namedtuple", named_tuple},
      {"copy.copy", copied},
      {"copy.deepcopy", copied},
      {"datetime.date.today", clock},
      {"datetime.datetime.now", clock},
      {"datetime.datetime.today", clock},
      {"datetime.datetime.utcnow", clock},
      {"itertools.chain", chain},
      {"itertools.product", product},
      {"json.dumps", json_dumps},
      {"os.environ.get", environment},
      {"os.getenv", environment},
      {"random.choice", chance},
      {"random.random", chance},
      {"random.randint", chance},
      {"secrets.token_hex", chance},
      {"textwrap.dedent", dedent},
      {"textwrap.indent", indent},
      {"time.time", clock},
      {"typing.cast", cast},
      {"uuid.uuid1", chance},
      {"uuid.uuid4", chance},
  };
  return functions;
}

}  // namespace

std::optional<Value> call_standard(Evaluator& evaluator, const std::string& name,
                                   const std::vector<Argument>& arguments, Span span) {
  const auto found = table().find(name);
  if (found == table().end()) return std::nullopt;
  return found->second({evaluator, CallArguments(arguments), span});
}

}  // namespace migcheck::python
