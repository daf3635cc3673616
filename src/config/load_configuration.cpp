#include <fmt/format.h>
#include <re2/re2.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "config/configuration.h"
#include "config/toml_table.h"
#include "core/error.h"
#include "core/source_file.h"
#include "dialect/path.h"

namespace migcheck {

namespace {

using Value = TomlValue;
using Key = TomlValue::Key;
using C = Configuration;

const std::vector<std::string> severity_names = {"error", "warning", "notice", "off"};

std::vector<PolicySeverity> severities(const Value& value) {
  std::vector<PolicySeverity> found;
  for (const Value::Member& member : value.members()) {
    const Setting word = member.value[0].word(severity_names);
    found.push_back({member.key, *severity_from(word.text)});
  }
  return found;
}

// "public.orders"; a name without a schema is one of public.
void add_tables(const Value& value, std::set<std::string>& tables) {
  for (const Setting& table : value.texts()) {
    const bool qualified = table.text.find('.') != std::string::npos;
    tables.insert(qualified ? table.text : "public." + table.text);
  }
}

void read_path(const Value& value, C& c) {
  PathSeverities& rule = c.paths.emplace_back();
  const std::vector<std::string> keys = {"match", "severity"};
  for (const Value::Member& member : value.members()) {
    if (member.key.text == "match") {
      rule.pattern = member.value[0].text().text;
    } else if (member.key.text == "severity") {
      rule.severities = severities(member.value[0]);
    } else {
      value.fail_unknown(member.key, keys);
    }
  }
  if (rule.pattern.empty()) value.fail("has no `match`", "say which paths it is about");
  if (rule.severities.empty()) value.fail("has no `severity`", "say what holds for these paths");
}

// 15, "14.2": the major version counts, but for defects of single minor ones.
void read_version(const Value& value, C& c) {
  const std::string text = value.is_number() ? std::to_string(value.number()) : value.text().text;
  static const re2::RE2 form(R"((1[2-8])(?:\.(\d{1,3}))?)");
  int major = 0;
  std::string minor;
  if (!re2::RE2::FullMatch(text, form, &major, &minor)) {
    value.fail(fmt::format("cannot be '{}'", text), "write a version from 12 to 18, or \"14.2\"");
  }
  c.pg_version = major;
  if (!minor.empty()) c.facts.pg_minor = std::stoi(minor);
}

std::shared_ptr<const re2::RE2> compiled(const Value& value) {
  return std::make_shared<const re2::RE2>(value.pattern());
}

std::set<std::string> names_in(const Value& value) {
  std::set<std::string> names;
  for (const Setting& name : value.texts()) names.insert(name.text);
  return names;
}

void read_names(const Value& value, C& c) {
  const std::vector<std::string> kinds = {
      "column",  "constraint", "domain", "function", "index",      "materialized view",
      "policy",  "rule",       "schema", "sequence", "statistics", "table",
      "trigger", "type",       "view"};
  for (const Value::Member& member : value.members()) {
    const bool known = std::find(kinds.begin(), kinds.end(), member.key.text) != kinds.end();
    if (!known) value.fail_unknown(member.key, kinds);
    c.facts.name_patterns[member.key.text] = compiled(member.value[0]);
  }
}

void read_naming_convention(const Value& value, C& c) {
  const std::vector<std::string> kinds = {"ck", "fk", "ix", "pk", "uq"};
  c.naming_convention = value.text_table();
  for (const Value::Member& member : value.members()) {
    const bool known = std::find(kinds.begin(), kinds.end(), member.key.text) != kinds.end();
    if (!known) value.fail_unknown(member.key, kinds);
  }
}

const std::vector<std::string> yes_or_no = {"expected", "optional"};

// clang-format off
constexpr auto of_alembic = std::to_array<Key>({
    {"naming_convention", read_naming_convention},
    {"types", [](const Value& v, C& c) { c.types = v.text_table(); }},
});

constexpr auto of_extensions = std::to_array<Key>({
    {"allowed", [](const Value& v, C& c) { c.facts.allowed_extensions = names_in(v); }},
});

// What the role, the database or env.py has set, as SET takes it.
void read_session(const Value& value, C& c) {
  const std::string& name = value.name();
  c.facts.session[name.substr(name.rfind('.') + 1)] = value.text().text;
}

constexpr auto of_session = std::to_array<Key>({
    {"idle_in_transaction_session_timeout", read_session},
    {"lock_timeout", read_session},
    {"search_path", read_session},
    {"statement_timeout", read_session},
    {"timezone", read_session},
});

constexpr auto of_revisions = std::to_array<Key>({
    {"acknowledgement", [](const Value& v, C& c) { c.facts.acknowledgement = v.text().text; }},
    {"file-name", [](const Value& v, C& c) { c.facts.file_names = compiled(v); }},
    {"header-comment", [](const Value& v, C& c) { c.facts.header_comments = v.word(yes_or_no).text == "expected"; }},
    {"unrelated-tables", [](const Value& v, C& c) { c.facts.unrelated_tables = static_cast<std::size_t>(v.number()); }},
    {"version-table", [](const Value& v, C& c) { c.facts.version_table = v.text().text; }},
});

const std::vector<std::string> env_names = {"generated", "project"};
// At least a millisecond: to PostgreSQL, 0 is no limit at all.
std::chrono::milliseconds time_of(const Value& value) {
  const std::int64_t time = value.milliseconds();
  if (time == 0 || time > std::numeric_limits<std::int32_t>::max()) {
    value.fail("is not a limit", "write a time from \"1ms\" to \"500h\"");
  }
  return std::chrono::milliseconds(time);
}

constexpr auto of_roundtrip = std::to_array<Key>({
    {"baseline", [](const Value& v, C& c) { c.rehearsal.baseline = v.text(); }},
    {"command", [](const Value& v, C& c) { c.rehearsal.command = v.text(); }},
    {"env-py", [](const Value& v, C& c) { c.rehearsal.own_env = v.word(env_names).text == "project"; }},
    {"environment", [](const Value& v, C& c) { c.rehearsal.environment = v.text_table(); }},
    {"extensions", [](const Value& v, C& c) { c.rehearsal.extensions = v.texts(); }},
    {"imports", [](const Value& v, C& c) { c.rehearsal.imports = v.texts(); }},
    {"lock-timeout", [](const Value& v, C& c) { c.rehearsal.limits.lock = time_of(v); }},
    {"pass-environment", [](const Value& v, C& c) { c.rehearsal.passed_variables = v.texts(); }},
    {"schemas", [](const Value& v, C& c) { c.rehearsal.schemas = v.texts(); }},
    {"size-limit", [](const Value& v, C& c) { c.rehearsal.limits.bytes = static_cast<std::uint64_t>(v.bytes()); }},
    {"statement-timeout", [](const Value& v, C& c) { c.rehearsal.limits.statement = time_of(v); }},
    {"time-limit", [](const Value& v, C& c) { c.rehearsal.limits.step = time_of(v); }},
    {"x-arguments", [](const Value& v, C& c) { c.rehearsal.x_arguments = v.texts(); }},
});

constexpr auto of_types = std::to_array<Key>({
    {"unwanted", [](const Value& v, C& c) { c.facts.unwanted_types = names_in(v); }},
});

constexpr auto of_tables = std::to_array<Key>({
    {"excluded", [](const Value& v, C& c) { c.facts.excluded_tables = names_in(v); }},
    {"large", [](const Value& v, C& c) { add_tables(v, c.facts.large_tables); }},
    {"required-columns", [](const Value& v, C& c) { c.facts.required_columns = names_in(v); }},
    {"small", [](const Value& v, C& c) { add_tables(v, c.facts.small_tables); }},
    {"small-bytes", [](const Value& v, C& c) { c.facts.small_bytes = v.bytes(); }},
    {"small-rows", [](const Value& v, C& c) { c.facts.small_rows = v.number(); }},
});

const std::vector<std::string> preset_names = {"locks-only", "recommended", "reversibility", "strict"};
const std::vector<std::string> fail_on_names = {"error", "warning", "notice", "never"};
const std::vector<std::string> transaction_names = {"by-dialect", "none"};

// Where --publish delivers findings to.
void read_report_surfaces(const Value& value, C& c) {
  c.report = value.words(std::vector<std::string>{"check", "review", "comment", "summary"});
}

constexpr auto of_file = std::to_array<Key>({
    {"alembic", [](const Value& v, C& c) { v.read(of_alembic, c); }},
    {"baseline", [](const Value& v, C& c) { c.baseline = v.text(); }},
    {"extensions", [](const Value& v, C& c) { v.read(of_extensions, c); }},
    {"fail-on", [](const Value& v, C& c) { c.fail_on = v.word(fail_on_names); }},
    {"names", read_names},
    {"paths", [](const Value& v, C& c) { for (const Value& path : v.tables()) read_path(path, c); }},
    {"pg-version", read_version},
    {"policies", [](const Value& v, C& c) { c.policies = v.texts(); }},
    {"preset", [](const Value& v, C& c) { c.preset = v.word(preset_names); }},
    {"report", read_report_surfaces},
    {"revisions", [](const Value& v, C& c) { v.read(of_revisions, c); }},
    {"roundtrip", [](const Value& v, C& c) { v.read(of_roundtrip, c); }},
    {"session", [](const Value& v, C& c) { v.read(of_session, c); }},
    {"severity", [](const Value& v, C& c) { c.severities = severities(v); }},
    {"start-after", [](const Value& v, C& c) { c.start_after = v.text(); }},
    {"stats", [](const Value& v, C& c) { c.stats = v.text(); }},
    {"tables", [](const Value& v, C& c) { v.read(of_tables, c); }},
    {"transaction", [](const Value& v, C& c) {
       c.transactions = v.word(transaction_names).text == "none" ? Transactions::none : Transactions::by_dialect;
     }},
    {"types", [](const Value& v, C& c) { v.read(of_types, c); }},
});
// clang-format on

toml::table parsed(const SourceFile& file, const SourceFilePtr& shared) {
  try {
    return toml::parse(file.text, file.path);
  } catch (const toml::parse_error& error) {
    throw Error(fmt::format("{} is not TOML: {}", file.path, error.description()),
                "correct the file", shared, line_span(file.text, error.source().begin.line));
  }
}

// Whether the file is there and says something.
bool read_file(const FileTree& tree, const std::string& path, Configuration& configuration) {
  const std::optional<std::string> text = tree.read(path);
  if (!text) return false;
  const bool is_pyproject = path::name_of(path) == "pyproject.toml";
  if (is_pyproject && text->find("migcheck") == std::string::npos) return false;
  const auto file = std::make_shared<const SourceFile>(SourceFile{path, *text});
  const toml::table document = parsed(*file, file);
  if (is_pyproject) {
    const toml::node_view<const toml::node> section = document["tool"]["migcheck"];
    if (!section) return false;
    TomlValue check(file, *section.node(), "tool.migcheck");
    check.read(of_file, configuration);
  } else {
    TomlValue(file, document, "").read(of_file, configuration);
  }
  configuration.path = path;
  configuration.file = file;
  return true;
}

}  // namespace

Configuration load_configuration(const FileTree& tree, std::string_view folder) {
  constexpr auto names =
      std::to_array<const char*>({"migcheck.toml", ".migcheck.toml", "pyproject.toml"});
  Configuration configuration;
  std::string above(folder);
  while (true) {
    for (const char* name : names) {
      if (read_file(tree, path::join(above, name), configuration)) return configuration;
    }
    if (above.empty()) return configuration;
    above = path::folder_of(above);
  }
}

Configuration load_configuration_file(const FileTree& tree, const std::string& path) {
  Configuration configuration;
  if (read_file(tree, path, configuration)) return configuration;
  throw Error(fmt::format("{} has no configuration of migcheck", path), "check the path");
}

void fail_at(const Configuration& configuration, const Setting& setting, const std::string& message,
             const std::string& hint) {
  throw Error(message, hint, configuration.file, line_span(configuration.file->text, setting.line));
}

}  // namespace migcheck
