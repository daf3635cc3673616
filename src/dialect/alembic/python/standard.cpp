#include <algorithm>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/standard_tables.h"

namespace migcheck::python {

namespace {

std::string_view indent_of(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
}

// Source: Python's textwrap.dedent: lines of white space only become empty, and do not count.
std::optional<Value> dedent(const StandardCall& call) {
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

std::optional<Value> indent(const StandardCall& call) {
  const auto* text = call.arguments.as<std::string>(0, "text");
  const auto* prefix = call.arguments.as<std::string>(1, "prefix");
  if (!text || !prefix || call.arguments.find(2, "predicate")) return std::nullopt;
  std::vector<std::string> lines;
  for (const std::string_view line : split(*text, '\n')) {
    lines.push_back((trim(line).empty() ? "" : *prefix) + std::string(line));
  }
  return Value{join(lines, "\n"), call.span};
}

// os.path of POSIX, for texts.
std::optional<Value> path_join(const StandardCall& call) {
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

std::optional<Value> path_basename(const StandardCall& call) {
  const auto* path = call.arguments.as<std::string>(0);
  if (!path) return std::nullopt;
  return Value{path->substr(path->rfind('/') + 1), call.span};
}

std::optional<Value> path_dirname(const StandardCall& call) {
  const auto* path = call.arguments.as<std::string>(0);
  if (!path) return std::nullopt;
  std::string head = path->substr(0, path->rfind('/') + 1);
  const std::size_t last = head.find_last_not_of('/');
  if (last != std::string::npos) head.resize(last + 1);
  return Value{head, call.span};
}

std::optional<Value> cast(const StandardCall& call) {
  const Value* value = call.arguments.find(1);
  return value ? std::optional(*value) : std::nullopt;
}

std::optional<Value> environment(const StandardCall& call) {
  return call.unknown("depends on an environment variable");
}

std::optional<Value> clock(const StandardCall& call) {
  return call.unknown("depends on the time at which the migration runs");
}

std::optional<Value> chance(const StandardCall& call) {
  return call.unknown("is different in every run");
}

const StandardTable& other_functions() {
  static const StandardTable table = {
      {"datetime.date.today", clock},
      {"datetime.datetime.now", clock},
      {"datetime.datetime.today", clock},
      {"datetime.datetime.utcnow", clock},
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
  return table;
}

}  // namespace

std::optional<Value> call_standard(Evaluator& evaluator, const std::string& name,
                                   const std::vector<Argument>& arguments, Span span) {
  for (const StandardTable* table :
       {&other_functions(), &standard_collections(), &standard_functions(), &standard_json()}) {
    const auto found = table->find(name);
    if (found != table->end()) return found->second({evaluator, CallArguments(arguments), span});
  }
  return std::nullopt;
}

}  // namespace migcheck::python
