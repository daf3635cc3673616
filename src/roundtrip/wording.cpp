#include "roundtrip/wording.h"

#include <fmt/format.h>

#include "core/text.h"

namespace migcheck {

namespace {

constexpr const char* kInsufficientPrivilege = "42501";

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string advice(const SqlFailure& failure, const std::string& sql) {
  const std::string lower = to_lower(sql);
  if (contains(failure.message, "extension") &&
      (contains(failure.message, "is not available") ||
       contains(failure.message, "extension control file"))) {
    return "install the extension " + first_quoted(failure.message) +
           " for the PostgreSQL that migcheck uses (on Debian a package such as "
           "postgresql-contrib, postgresql-15-postgis-3 or postgresql-15-pgvector)";
  }
  const std::string after = fmt::format("cut after {:.1f} s", failure.ms / 1000);
  if (contains(failure.message, "due to lock timeout")) {
    return after +
           ": it waited for a lock that another transaction holds (lock-timeout of "
           "[roundtrip], or what the migration sets)";
  }
  if (contains(failure.message, "due to statement timeout")) {
    return after + " (statement-timeout of [roundtrip], or what the migration sets)";
  }
  if (failure.sqlstate != kInsufficientPrivilege) return {};
  if (contains(lower, "create extension") || contains(lower, "alter extension")) {
    return "migcheck runs migrations as a role that is no superuser; name the extension among "
           "those that are made beforehand";
  }
  return "migcheck runs migrations as a role that owns the database and is no superuser";
}

// "'a', 'b'" → {'a', 'b'}; PostgreSQL doubles quotes inside, so that ", '" ends a label.
std::vector<std::string> labels(const std::string& text) {
  std::vector<std::string> result;
  std::size_t begin = 0;
  for (std::size_t at = text.find("', '"); at != std::string::npos; at = text.find("', '", begin)) {
    result.push_back(text.substr(begin, at + 1 - begin));
    begin = at + 3;
  }
  result.push_back(text.substr(begin));
  return result;
}

// "" where there is no such enum type.
std::string labels_of(const Snapshot& snapshot, const std::string& type) {
  for (const SchemaObject& object : snapshot.objects) {
    if (object.key() != type) continue;
    for (const auto& [name, value] : object.properties()) {
      if (name == "labels") return value;
    }
  }
  return {};
}

}  // namespace

std::string first_quoted(const std::string& text) {
  const std::size_t open = text.find('"');
  const std::size_t close = text.find('"', open + 1);
  if (open == std::string::npos || close == std::string::npos) return {};
  return text.substr(open + 1, close - open - 1);
}

std::string explain(const SqlFailure& failure, const std::string& sql) {
  const std::string more = advice(failure, sql);
  return failure.text() + (more.empty() ? "" : "\nnote: " + more);
}

std::string list_skipped(const Revision& revision, const std::vector<SkippedStatement>& skipped) {
  std::vector<std::string> lines;
  for (const SkippedStatement& one : skipped) {
    const Position place = position_at(one.file->text, one.statement->span.begin);
    lines.push_back((one.file == revision.file ? "line " : one.file->path + ", line ") +
                    std::to_string(place.line) + ": " + one.reason);
  }
  return join(lines, "\n");
}

std::vector<std::string> lines_of(const std::vector<SchemaDifference>& differences) {
  std::vector<std::string> lines;
  for (const SchemaDifference& difference : differences) lines.push_back(to_line(difference));
  return lines;
}

bool is_enum_value_left(const SchemaDifference& difference, const Snapshot& upgraded) {
  if (difference.kind != SchemaDifference::Kind::changed || difference.property != "labels" ||
      labels_of(upgraded, difference.object) != difference.actual) {
    return false;
  }
  const std::vector<std::string> before = labels(difference.expected);
  std::size_t matched = 0;
  for (const std::string& label : labels(difference.actual)) {
    if (matched < before.size() && before[matched] == label) ++matched;
  }
  return matched == before.size();
}

}  // namespace migcheck
