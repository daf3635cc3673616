#include "report/read_json.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

#include "core/json_node.h"

namespace migcheck {

namespace {

constexpr std::int64_t known_version = 1;
constexpr const char* hint = "give it what `migcheck check --format json=FILE` wrote";

using Node = JsonNode;

bool is_null(const Node& node) { return node.json().is_null(); }

[[noreturn]] void fail_expected(const Node& node, const char* what) {
  node.fail(fmt::format("expected {}", what), hint);
}

// A text may be empty; null is, too.
std::string text_or_empty(const Node& node) {
  if (is_null(node)) return "";
  if (!node.json().is_string()) fail_expected(node, "a string or null");
  return node.json().get<std::string>();
}

std::size_t count(const Node& node) {
  if (!node.json().is_number_unsigned()) fail_expected(node, "a whole number");
  return node.json().get<std::size_t>();
}

std::size_t count_from_1(const Node& node) {
  const std::size_t number = count(node);
  if (number == 0) fail_expected(node, "a number from 1");
  return number;
}

std::optional<double> milliseconds_in(const Node& node) {
  if (is_null(node)) return std::nullopt;
  if (!node.json().is_number()) fail_expected(node, "a number or null");
  return node.json().get<double>();
}

std::vector<Node> list(const Node& node) {
  if (node.json().is_array() && node.json().empty()) return {};
  return node.items();
}

std::vector<std::string> texts(const Node& node) {
  std::vector<std::string> found;
  for (const Node& item : list(node)) found.push_back(text_or_empty(item));
  return found;
}

// One of an enumeration's values by its name.
template <typename Value, std::size_t size>
Value named(const Node& node, const std::array<Value, size>& values) {
  const std::string name = text_or_empty(node);
  std::vector<std::string> names;
  for (const Value value : values) {
    names.emplace_back(to_string(value));
    if (names.back() == name) return value;
  }
  node.fail_unknown("value", name, names);
}

constexpr std::array ternaries = {Ternary::no, Ternary::yes, Ternary::unknown};
constexpr std::array severities = {Severity::notice, Severity::warning, Severity::error};
constexpr std::array subjects = {Subject::statement, Subject::revision, Subject::history,
                                 Subject::roundtrip};
constexpr std::array directions = {Direction::upgrade, Direction::downgrade};
constexpr std::array modes = {LockMode::access_share,  LockMode::row_share,
                              LockMode::row_exclusive, LockMode::share_update_exclusive,
                              LockMode::share,         LockMode::share_row_exclusive,
                              LockMode::exclusive,     LockMode::access_exclusive};

RelationLock lock(const Node& node) {
  return {node.at("relation").text(), named(node.at("mode"), modes),
          named(node.at("rewrite"), ternaries), named(node.at("scan"), ternaries),
          named(node.at("index_rebuild"), ternaries)};
}

std::vector<RelationLock> locks(const Node& node) {
  std::vector<RelationLock> found;
  for (const Node& item : list(node)) found.push_back(lock(item));
  return found;
}

Suggestion suggestion(const Node& node) {
  Suggestion read{count_from_1(node.at("start_line")), count_from_1(node.at("end_line")),
                  text_or_empty(node.at("replacement")), node.at("verified").boolean()};
  if (read.end_line < read.start_line)
    fail_expected(node.at("end_line"), "a line from start_line on");
  return read;
}

Region place(const Node& node) {
  const Region read{{count_from_1(node.at("start_line")), count_from_1(node.at("start_column"))},
                    {count_from_1(node.at("end_line")), count_from_1(node.at("end_column"))}};
  if (read.end.line < read.start.line)
    fail_expected(node.at("end_line"), "a line from start_line on");
  return read;
}

// The files of a report, without their text: one for each path.
class Files {
 public:
  SourceFilePtr of(const std::string& path) {
    SourceFilePtr& file = files_[path];
    if (file == nullptr) file = std::make_shared<const SourceFile>(SourceFile{path, ""});
    return file;
  }

 private:
  std::map<std::string, SourceFilePtr> files_;
};

Finding finding(const Node& node, Files& files) {
  Finding read;
  read.policy = node.at("policy").text();
  read.severity = named(node.at("severity"), severities);
  read.subject = named(node.at("subject"), subjects);
  read.message = node.at("message").text();
  read.help = text_or_empty(node.at("help"));
  read.url = text_or_empty(node.at("url"));
  read.file = files.of(text_or_empty(node.at("path")));
  read.place = place(node);
  read.revision = text_or_empty(node.at("revision"));
  const Node direction = node.at("direction");
  if (!is_null(direction)) read.direction = named(direction, directions);
  read.sql = text_or_empty(node.at("sql"));
  // Reports of earlier programs do not have it.
  if (const std::optional<Node> seen = node.find("observed")) read.observed = seen->boolean();
  read.locks = locks(node.at("locks"));
  read.fingerprint = text_or_empty(node.at("fingerprint"));
  const Node suppressed = node.at("suppressed");
  if (!is_null(suppressed)) read.suppressed = text_or_empty(suppressed);
  const Node suggested = node.at("suggestion");
  if (!is_null(suggested)) read.suggestion = suggestion(suggested);
  return read;
}

Target target(const Node& node) {
  Target read;
  read.pg_version = static_cast<int>(node.at("pg_version").integer());
  read.dialect = text_or_empty(node.at("dialect"));
  read.base = text_or_empty(node.at("base"));
  read.head = text_or_empty(node.at("head"));
  read.merge_result = node.at("merge_result").boolean();
  return read;
}

Summary summary(const Node& node) {
  Summary read;
  const std::pair<const char*, std::size_t Summary::*> counts[] = {
      {"revisions_checked", &Summary::revisions_checked},
      {"revisions_loaded", &Summary::revisions_loaded},
      {"statements", &Summary::statements},
      {"opaque_statements", &Summary::opaque_statements},
      {"unknown_statements", &Summary::unknown_statements},
      {"errors", &Summary::errors},
      {"warnings", &Summary::warnings},
      {"notices", &Summary::notices},
      {"suppressed", &Summary::suppressed},
      {"baselined", &Summary::baselined},
      {"superseded", &Summary::superseded}};
  for (const auto& [name, member] : counts) read.*member = count(node.at(name));
  return read;
}

ObservedStatement observed(const Node& node) {
  ObservedStatement read;
  const Node line = node.at("line");
  if (!is_null(line)) read.line = count_from_1(line);
  read.sql = text_or_empty(node.at("sql"));
  read.locks = locks(node.at("locks"));
  return read;
}

RoundtripRevision rehearsed(const Node& node) {
  RoundtripRevision read;
  read.revision = text_or_empty(node.at("revision"));
  read.upgrade_ms = milliseconds_in(node.at("upgrade_ms"));
  read.downgrade_ms = milliseconds_in(node.at("downgrade_ms"));
  read.reupgrade_ms = milliseconds_in(node.at("reupgrade_ms"));
  read.status = text_or_empty(node.at("status"));
  read.schema_diff = texts(node.at("schema_diff"));
  read.rows_lost = texts(node.at("rows_lost"));
  read.values_changed = texts(node.at("values_changed"));
  read.locks = locks(node.at("locks"));
  if (const std::optional<Node> statements = node.find("statements")) {  // likewise
    for (const Node& seen : list(*statements)) read.statements.push_back(observed(seen));
  }
  return read;
}

RoundtripResult roundtrip(const Node& node) {
  RoundtripResult read{text_or_empty(node.at("engine")),
                       text_or_empty(node.at("pg_version")),
                       {},
                       milliseconds_in(node.at("total_ms")).value_or(0)};
  for (const Node& revision : list(node.at("revisions"))) {
    read.revisions.push_back(rehearsed(revision));
  }
  return read;
}

}  // namespace

Report read_report(const SourceFilePtr& file) {
  const nlohmann::json json = parse_json(file);
  const Node root(file, json);
  if (!json.is_object()) fail_expected(root, "a report");
  const Node version = root.at("version");
  if (version.integer() != known_version) {
    version.fail(fmt::format("a report of version {}", version.integer()),
                 fmt::format("this migcheck reads version {}", known_version));
  }
  Report report;
  report.target = target(root.at("target"));
  report.summary = summary(root.at("summary"));
  report.heads = texts(root.at("heads"));
  Files files;
  for (const Node& node : list(root.at("findings"))) {
    report.findings.push_back(finding(node, files));
  }
  const Node rehearsal = root.at("roundtrip");
  if (!is_null(rehearsal)) report.roundtrip = roundtrip(rehearsal);
  return report;
}

}  // namespace migcheck
