#include "roundtrip/alembic/failure.h"

#include <algorithm>
#include <filesystem>

#include "core/error.h"
#include "core/text.h"

namespace migcheck::protocol {

namespace fs = std::filesystem;

namespace {

constexpr const char* kOtherPython =
    "name the Python that has the project's modules: --python PATH";

// What helps against an exception of Python.
std::string advice(const Json& failure) {
  const std::string message = text_of(failure, "message");
  const auto has = [&](std::string_view part) { return message.find(part) != message.npos; };
  if (failure.contains("module")) return kOtherPython;
  if (has("Elsewhere: ")) return kHandOver;
  if (has("alembic.op") && has("has no attribute")) {
    return "name under [roundtrip] the module that adds it, imports = [\"…\"], or let the "
           "project's "
           "own env.py run: env-py = \"project\"";
  }
  return {};
}

std::size_t line_of(const Json& failure) {
  const auto line = failure.find("line");
  return line != failure.end() && line->is_number_unsigned() ? line->get<std::size_t>() : 0;
}

// The statement that a line of the file belongs to; null: none that we know.
const Statement* statement_at(const Script& script, const Span& line) {
  for (const Statement& statement : script.statements) {
    if (statement.span.begin < line.end && line.begin < statement.span.end) return &statement;
  }
  return nullptr;
}

}  // namespace

std::string text_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void add_failure(const Json& failure, std::span<const Revision* const> revisions,
                 Direction direction, AlembicRun& run) {
  SqlFailure& made = run.script.failure.emplace();
  made.sqlstate = text_of(failure, "sqlstate");
  made.message = text_of(failure, "message");
  made.detail = text_of(failure, "detail");
  made.hint = text_of(failure, "hint");
  made.context = text_of(failure, "context");
  made.connection_lost = text_of(failure, "kind") == "lost";
  if (made.hint.empty()) made.hint = advice(failure);
  run.script.failed_sql = text_of(failure, "sql");
  run.revision = text_of(failure, "revision");
  const auto failed = std::find_if(revisions.begin(), revisions.end(),
                                   [&](const Revision* one) { return one->id == run.revision; });
  const std::size_t line = line_of(failure);
  if (failed == revisions.end() || line == 0) return;
  const Revision& revision = **failed;
  run.script.failed_at = line_span(revision.file_of(direction)->text, line);
  run.script.failed = statement_at(revision.script(direction), *run.script.failed_at);
}

void fail_load(const Json& failure, const AlembicProject& project, const std::string& what,
               const std::string& hint) {
  std::string place;
  if (const std::string file = text_of(failure, "file"); !file.empty()) {
    const std::string relative = fs::path(file).lexically_relative(project.root).string();
    place = " (" + (relative.starts_with("..") ? file : relative) + ", line " +
            std::to_string(line_of(failure)) + ")";
  }
  throw Error(what + ": " + text_of(failure, "message") + place,
              advice(failure).empty() ? hint : advice(failure));
}

const Revision* revision_at_fault(const Json& failure, const AlembicProject& project,
                                  std::span<const Revision* const> revisions) {
  if (failure.contains("module")) return nullptr;
  const fs::path file = text_of(failure, "file");
  for (const Revision* revision : revisions) {
    if (fs::path(project.root) / revision->path() == file) return revision;
  }
  return nullptr;
}

}  // namespace migcheck::protocol
