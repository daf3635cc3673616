#include "dialect/alembic/python/reason.h"

#include <algorithm>
#include <array>

namespace migcheck::python {

namespace {

constexpr auto libraries = std::to_array<std::string_view>({
    "advanced_alchemy",
    "alembic",
    "alembic_postgresql_enum",
    "alembic_utils",
    "citext",
    "fastapi_users_db_sqlalchemy",
    "flask_sqlalchemy",
    "geoalchemy2",
    "pgvector",
    "sqlalchemy",
    "sqlmodel",
    "sqlalchemy_utils",
    "fastapi_users_db_sqlmodel",
    "alembic_enums",
});

constexpr auto standard = std::to_array<std::string_view>({
    "__future__",  "abc",         "argparse",     "ast",        "asyncio",
    "base64",      "binascii",    "bisect",       "builtins",   "calendar",
    "codecs",      "collections", "configparser", "contextlib", "copy",
    "csv",         "dataclasses", "datetime",     "decimal",    "difflib",
    "enum",        "fractions",   "functools",    "getpass",    "glob",
    "gzip",        "hashlib",     "heapq",        "hmac",       "html",
    "importlib",   "inspect",     "io",           "ipaddress",  "itertools",
    "json",        "locale",      "logging",      "math",       "numbers",
    "operator",    "os",          "pathlib",      "pickle",     "platform",
    "pprint",      "random",      "re",           "secrets",    "shutil",
    "socket",      "statistics",  "string",       "struct",     "subprocess",
    "sys",         "tempfile",    "textwrap",     "threading",  "time",
    "timeit",      "traceback",   "types",        "typing",     "typing_extensions",
    "unicodedata", "urllib",      "uuid",         "warnings",   "weakref",
    "zlib",        "zoneinfo",
});

// Functions and modules whose calls do nothing to a database.
constexpr auto harmless = std::to_array<std::string_view>({
    "builtins",  "click.echo", "click.secho", "datetime", "loguru", "logging",   "os.environ",
    "os.getenv", "os.path",    "pprint",      "random",   "rich",   "structlog", "sys",
    "time",      "tqdm",       "traceback",   "typing",   "uuid",   "warnings",
});

// Calls of the standard library whose effect cannot be seen from here.
constexpr auto runs_code = std::to_array<std::string_view>(
    {"asyncio", "importlib", "os.execv", "os.popen", "os.system", "subprocess", "threading"});

template <std::size_t size>
bool names_part_of(const std::array<std::string_view, size>& names, std::string_view dotted) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return dotted.starts_with(name) && (dotted.size() == name.size() || dotted[name.size()] == '.');
  });
}

constexpr int maximum_nesting = 500;
constexpr int maximum_searched = 100'000;

// How far a search through a value goes. A list may hold itself, or another one many times over.
struct Search {
  int depth = 0;
  int* left;

  Search deeper() const { return {depth + 1, left}; }
  bool gives_up() const { return depth > maximum_nesting || --*left < 0; }
};

std::string module_of(std::string_view dotted) {
  return std::string(dotted.substr(0, dotted.rfind('.')));
}

std::string unknown_part(const Value& value, const Search& search);

std::string unknown_part(const External& external, const Search& search) {
  if (external.kind == External::Kind::name) {
    const bool read = origin_of(external.path) != Origin::application;
    return read ? "" : "comes from " + module_of(external.path) + ", which is not read";
  }
  for (const Value& operand : external.operands) {
    if (std::string reason = unknown_part(operand, search.deeper()); !reason.empty()) return reason;
  }
  for (const Argument& argument : external.arguments) {
    if (std::string reason = unknown_part(argument.value, search.deeper()); !reason.empty())
      return reason;
  }
  return "";
}

std::string unknown_part(const Value& value, const Search& search) {
  if (search.gives_up()) return "";
  if (const auto* unknown = value.as<Unknown>()) return unknown->reason;
  if (const External* external = value.external()) return unknown_part(*external, search);
  if (const auto* shared = value.as<std::shared_ptr<Sequence>>()) {
    if (!(*shared)->uncertainty.reason.empty()) return (*shared)->uncertainty.reason;
    for (const Value& item : (*shared)->items) {
      if (std::string reason = unknown_part(item, search.deeper()); !reason.empty()) return reason;
    }
  }
  if (const auto* shared = value.as<std::shared_ptr<Dict>>()) {
    if (!(*shared)->uncertainty.reason.empty()) return (*shared)->uncertainty.reason;
    for (const auto& [key, item] : (*shared)->items) {
      if (std::string reason = unknown_part(key, search.deeper()); !reason.empty()) return reason;
      if (std::string reason = unknown_part(item, search.deeper()); !reason.empty()) return reason;
    }
  }
  return "";
}

bool holds_connection(const Value& value, const Search& search);

bool is_connection_call(std::string_view dotted) {
  return dotted == "alembic.op.get_bind" || dotted == "alembic.op.get_context" ||
         dotted == "alembic.context.get_bind" || dotted == "alembic.context.get_context";
}

bool holds_connection(const External& external, const Search& search) {
  if (external.kind == External::Kind::name) return external.path == "alembic.op";
  if (external.kind == External::Kind::call) {
    const std::string dotted = external.dotted_name();
    if (is_connection_call(dotted)) return true;
    if (dotted == "alembic.op.f" || dotted == "alembic.op.inline_literal") return false;
  }
  const auto holds = [&](const Value& value) { return holds_connection(value, search.deeper()); };
  return std::any_of(external.operands.begin(), external.operands.end(), holds) ||
         std::any_of(external.arguments.begin(), external.arguments.end(),
                     [&](const Argument& argument) { return holds(argument.value); });
}

bool holds_connection(const Value& value, const Search& search) {
  if (search.gives_up()) return true;  // it may
  if (const External* external = value.external()) return holds_connection(*external, search);
  const auto holds = [&](const Value& item) { return holds_connection(item, search.deeper()); };
  if (const Sequence* sequence = value.sequence()) {
    return std::any_of(sequence->items.begin(), sequence->items.end(), holds);
  }
  if (const Dict* dict = value.dict()) {
    return std::any_of(dict->items.begin(), dict->items.end(),
                       [&](const auto& item) { return holds(item.second); });
  }
  return false;
}

}  // namespace

Origin origin_of(std::string_view dotted_name) {
  const std::string_view first = dotted_name.substr(0, dotted_name.find('.'));
  if (std::find(libraries.begin(), libraries.end(), first) != libraries.end()) {
    return Origin::library;
  }
  return std::find(standard.begin(), standard.end(), first) != standard.end() ? Origin::standard
                                                                              : Origin::application;
}

std::string root_of(const External& external) {
  const External* current = &external;
  while (current && current->kind != External::Kind::name) {
    current = current->operands.empty() ? nullptr : current->operands.front().external();
  }
  return current ? current->path : std::string();
}

// The expression as a person would write it, without its arguments: `os.uname().nodename`. Empty
// for what is none of names, attributes, calls and subscripts.
static std::string written(const External& external) {
  constexpr std::size_t maximum_size = 80;
  if (external.kind == External::Kind::name) return external.path;
  if (external.kind == External::Kind::operation || external.operands.empty()) return {};
  const External* inner = external.operands.front().external();
  std::string text = inner ? written(*inner) : "";
  if (text.empty() || text.size() > maximum_size) return {};
  if (external.kind == External::Kind::attribute) return text + "." + external.path;
  if (external.kind == External::Kind::subscript) return text + "[…]";
  return text + (external.arguments.empty() ? "()" : "(…)");
}

std::string reason_of(const Value& value) {
  int left = maximum_searched;
  if (std::string reason = unknown_part(value, {0, &left}); !reason.empty()) return reason;
  const External* external = value.external();
  if (!external) return "depends on " + describe(value);
  std::string name = external->dotted_name();
  if (name.empty()) name = written(*external);
  return "depends on " + (name.empty() ? "an expression of " + root_of(*external) : name);
}

bool holds_connection(const Value& value) {
  int left = maximum_searched;
  return holds_connection(value, {0, &left});
}

bool is_harmless(std::string_view dotted_name) {
  if (names_part_of(harmless, dotted_name)) return true;
  return origin_of(dotted_name) == Origin::standard && !names_part_of(runs_code, dotted_name);
}

}  // namespace migcheck::python
