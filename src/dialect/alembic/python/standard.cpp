#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/exceptions.h"
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

std::optional<Value> json_dumps(const Context& call) {
  if (call.arguments.all().size() != 1) return call.unknown("is JSON written with options");
  const Rendered shown = json(call.arguments.all()[0].value, 0);
  return shown.text ? Value{*shown.text, call.span} : call.unknown(shown.reason);
}

std::optional<Value> dict_of_type(const Context& call, std::vector<Argument> arguments,
                                  const std::string& type) {
  const Value made = call_builtin(call.evaluator, "dict", arguments, call.span);
  if (made.dict()) (*made.as<std::shared_ptr<Dict>>())->type = type;
  return made;
}

std::optional<Value> ordered_dict(const Context& call) {
  return dict_of_type(call, call.arguments.all(), "OrderedDict");
}

std::optional<Value> default_dict(const Context& call) {
  std::vector<Argument> arguments = call.arguments.all();
  std::shared_ptr<Value> missing;
  if (!arguments.empty() && arguments[0].keyword.empty()) {
    if (!arguments[0].value.is_none()) missing = std::make_shared<Value>(arguments[0].value);
    arguments.erase(arguments.begin());
  }
  const auto made = dict_of_type(call, arguments, "defaultdict");
  if (made->dict()) (*made->as<std::shared_ptr<Dict>>())->missing = missing;
  return made;
}

std::optional<Value> counter(const Context& call) {
  const Value* from = call.arguments.find(0);
  if (!from || from->dict()) return dict_of_type(call, call.arguments.all(), "Counter");
  const auto made = dict_of_type(call, {}, "Counter");
  call_method(call.evaluator, *made, "update", {{"", *from}}, call.span);
  return made;
}

std::optional<Value> reduce(const Context& call) {
  const Value* function = call.arguments.find(0);
  const Value* from = call.arguments.find(1);
  if (!function || !from) return std::nullopt;
  const auto items = call.evaluator.iterate(*from);
  if (!items) return call.unknown(reason_of(*from));
  if (is_unordered(*from)) return call.unknown("depends on the order of a set");
  const Value* initial = call.arguments.find(2);
  if (!initial && items->empty()) fail("TypeError");
  Value result = initial ? *initial : items->front();
  for (std::size_t i = initial ? 0 : 1; i < items->size(); ++i) {
    result = call.evaluator.call(*function, {{"", result}, {"", (*items)[i]}}, call.span);
  }
  return result;
}

std::optional<Value> partial(const Context& call) {
  if (call.arguments.all().empty() || !call.arguments.find(0)) return std::nullopt;
  PartialObject made;
  made.function = call.arguments.all()[0].value;
  made.arguments = {call.arguments.all().begin() + 1, call.arguments.all().end()};
  if (made.function.external()) return std::nullopt;
  return call.evaluator.make_object({std::move(made)}, call.span);
}

std::optional<Value> getter(const Context& call, const std::string& name) {
  PartialObject made;
  made.name = name;
  made.arguments = call.arguments.all();
  if (made.arguments.empty()) fail("TypeError");
  return call.evaluator.make_object({std::move(made)}, call.span);
}

std::optional<Value> item_getter(const Context& call) { return getter(call, "itemgetter"); }
std::optional<Value> attribute_getter(const Context& call) { return getter(call, "attrgetter"); }

// os.path of POSIX, for texts.
std::optional<Value> path_join(const Context& call) {
  std::string path;
  bool first = true;
  for (const Argument& argument : call.arguments.all()) {
    const auto* part = argument.value.as<std::string>();
    if (!part) return std::nullopt;
    if (first || part->starts_with('/')) {
      path = *part;
    } else {
      path += (path.empty() || path.ends_with('/') ? "" : "/") + *part;
    }
    first = false;
  }
  return Value{path, call.span};
}

std::optional<Value> path_basename(const Context& call) {
  const auto* path = call.arguments.as<std::string>(0);
  if (!path) return std::nullopt;
  return Value{path->substr(path->rfind('/') + 1), call.span};
}

std::optional<Value> path_dirname(const Context& call) {
  const auto* path = call.arguments.as<std::string>(0);
  if (!path) return std::nullopt;
  std::string head = path->substr(0, path->rfind('/') + 1);
  const std::size_t last = head.find_last_not_of('/');
  if (last != std::string::npos) head.resize(last + 1);
  return Value{head, call.span};
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
  made.qualified = made.name;
  if (call.arguments.find(SIZE_MAX, "rename")) return std::nullopt;
  if (const Value* given = call.arguments.find(SIZE_MAX, "defaults")) {
    const auto defaults = call.evaluator.iterate(*given);
    if (!defaults || defaults->size() > made.members->size()) return std::nullopt;
    const std::size_t first = made.members->size() - defaults->size();
    for (std::size_t i = 0; i < defaults->size(); ++i) {
      made.attributes->set(made.members->at(first + i), (*defaults)[i]);
    }
  }
  return call.evaluator.make_object({std::move(made)}, call.span);
}

std::optional<Value> chain(const Context& call) {
  Values all;
  for (const Argument& argument : call.arguments.all()) {
    if (is_unordered(argument.value)) return call.unknown("depends on the order of a set");
    const auto items = call.evaluator.iterate(argument.value);
    if (!items) return call.unknown(reason_of(argument.value));
    all.insert(all.end(), items->begin(), items->end());
  }
  return call.evaluator.make_iterator(std::move(all), call.span);
}

std::optional<Value> chain_from_iterable(const Context& call) {
  const Value* given = call.arguments.find(0);
  const auto rows = given ? call.evaluator.iterate(*given) : std::nullopt;
  if (!rows) return std::nullopt;
  std::vector<Argument> arguments;
  for (const Value& row : *rows) arguments.push_back({"", row});
  return chain({call.evaluator, CallArguments(arguments), call.span});
}

std::optional<Value> product(const Context& call) {
  constexpr std::size_t maximum = 100'000;
  std::vector<Values> rows = {{}};
  for (const Argument& argument : call.arguments.all()) {
    if (!argument.keyword.empty()) return call.unknown("is a product with itself");
    if (is_unordered(argument.value)) return call.unknown("depends on the order of a set");
    const auto items = call.evaluator.iterate(argument.value);
    if (!items) return call.unknown(reason_of(argument.value));
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
  return call.evaluator.make_iterator(std::move(tuples), call.span);
}

enum class Copy { shallow, deep };

Value copy_of(const Context& call, const Value& value, Copy copy, int depth) {
  call.evaluator.charge(1);
  if (depth > 30) return call.unknown("is nested too deeply");
  const auto inner = [&](const Value& item) {
    return copy == Copy::deep ? copy_of(call, item, copy, depth + 1) : item;
  };
  if (const Sequence* sequence = value.sequence()) {
    Values items;
    for (const Value& item : sequence->items) items.push_back(inner(item));
    const Value made = call.evaluator.make_list(std::move(items), call.span, sequence->kind);
    Sequence& same = **made.as<std::shared_ptr<Sequence>>();
    same.unordered = sequence->unordered;
    same.shown = sequence->shown;
    return made;
  }
  if (const Dict* dict = value.dict()) {
    std::vector<std::pair<Value, Value>> items;
    for (const auto& [key, item] : dict->items) items.emplace_back(key, inner(item));
    const Value made = call.evaluator.make_dict(std::move(items), call.span);
    Dict& same = **made.as<std::shared_ptr<Dict>>();
    same.type = dict->type;
    same.missing = dict->missing;
    return made;
  }
  if (object_as<InstanceObject>(value) && !enum_member(value)) {
    return call.unknown("is a copy of an object");
  }
  return value;
}

std::optional<Value> copied(const Context& call) {
  const Value* value = call.arguments.find(0);
  return value ? std::optional(copy_of(call, *value, Copy::shallow, 0)) : std::nullopt;
}

std::optional<Value> copied_deeply(const Context& call) {
  const Value* value = call.arguments.find(0);
  return value ? std::optional(copy_of(call, *value, Copy::deep, 0)) : std::nullopt;
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
      {"collections.Counter", counter},
      {"collections.OrderedDict", ordered_dict},
      {"collections.defaultdict", default_dict},
      {"collections.namedtuple", named_tuple},
      {"copy.copy", copied},
      {"copy.deepcopy", copied_deeply},
      {"datetime.date.today", clock},
      {"datetime.datetime.now", clock},
      {"datetime.datetime.today", clock},
      {"datetime.datetime.utcnow", clock},
      {"functools.partial", partial},
      {"functools.reduce", reduce},
      {"itertools.chain", chain},
      {"itertools.chain.from_iterable", chain_from_iterable},
      {"itertools.product", product},
      {"json.dumps", json_dumps},
      {"operator.attrgetter", attribute_getter},
      {"operator.itemgetter", item_getter},
      {"os.environ.get", environment},
      {"os.getenv", environment},
      {"os.path.basename", path_basename},
      {"os.path.dirname", path_dirname},
      {"os.path.join", path_join},
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

Value attribute_path(Evaluator& evaluator, Value value, const std::string& path, Span span) {
  for (const std::string_view name : split(path, '.')) {
    value = evaluator.attribute(value, std::string(name), span);
  }
  return value;
}

}  // namespace

Value call_partial(Evaluator& evaluator, const PartialObject& partial,
                   const std::vector<Argument>& arguments, Span span) {
  if (partial.name.empty()) {
    // Keywords of the call come instead of those given before.
    std::vector<Argument> all;
    for (const Argument& before : partial.arguments) {
      const bool replaced = std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) {
        return !before.keyword.empty() && a.keyword == before.keyword;
      });
      if (before.keyword.empty() || !replaced) all.push_back(before);
    }
    const auto keyword =
        std::find_if(all.begin(), all.end(), [](const Argument& a) { return !a.keyword.empty(); });
    std::vector<Argument> positional(all.begin(), keyword);
    for (const Argument& argument : arguments) {
      if (argument.keyword.empty()) positional.push_back(argument);
    }
    positional.insert(positional.end(), keyword, all.end());
    for (const Argument& argument : arguments) {
      if (!argument.keyword.empty()) positional.push_back(argument);
    }
    return evaluator.call(partial.function, positional, span);
  }
  if (arguments.size() != 1) fail("TypeError");
  const Value& object = arguments[0].value;
  Values found;
  for (const Argument& argument : partial.arguments) {
    if (partial.name == "itemgetter") {
      found.push_back(evaluator.subscript(object, argument.value, span));
      continue;
    }
    const auto* path = argument.value.as<std::string>();
    found.push_back(path ? attribute_path(evaluator, object, *path, span)
                         : make_unknown(reason_of(argument.value), span));
  }
  if (found.size() == 1) return found[0];
  return evaluator.make_list(std::move(found), span, Sequence::Kind::tuple);
}

std::optional<Value> call_standard(Evaluator& evaluator, const std::string& name,
                                   const std::vector<Argument>& arguments, Span span) {
  const auto found = table().find(name);
  if (found == table().end()) return std::nullopt;
  return found->second({evaluator, CallArguments(arguments), span});
}

}  // namespace migcheck::python
