#include "roundtrip/alembic/protocol.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "roundtrip/alembic/failure.h"
#include "roundtrip/foundation.h"

namespace migcheck::protocol {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> settings(const AlembicProject& project) {
  std::vector<std::string> made = timeout_settings(project.limits);
  for (const auto& [name, value] : project.session) {
    made.push_back("SELECT pg_catalog.set_config(" + quote_literal(name) + ", " +
                   quote_literal(value) + ", false)");
  }
  return made;
}

std::string on_disk(const AlembicProject& project, const std::string& path) {
  return (fs::path(project.root) / path).lexically_normal().string();
}

Json environment_of(const AlembicProject& project, const Address& address) {
  Json made = Json::object();
  for (const auto& [name, value] : project.environment) made[name] = with_address(value, address);
  return made;
}

Json order(const char* what, const AlembicProject& project, const Address& address) {
  return {
      {"do", what},
      {"database", {{"host", address.folder}, {"name", address.database}, {"role", address.role}}},
      {"environment", environment_of(project, address)}};
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json object_in(const std::string& line) {
  Json json = Json::parse(line, nullptr, false);
  if (json.is_object()) return json;
  throw Error("the process that runs Alembic has answered something else than JSON: " +
              line.substr(0, 80));
}

// A failure, or null.
Json failure_in(const Json& answer) {
  const auto failure = answer.find("failure");
  return failure != answer.end() && failure->is_object() ? *failure : Json();
}

[[noreturn]] void fail_lacking(const Json& lacking, const std::string& python) {
  const std::string name = text_of(lacking, "name");
  const std::string package = name == "psycopg2" ? "psycopg2-binary" : name;
  throw Error(python + " cannot run Alembic: " + text_of(lacking, "reason"),
              "install what is missing (" + python + " -m pip install " + package +
                  "), or name the project's own Python: --python PATH");
}

std::vector<HeldLock> locks_in(const Json& object) {
  return held_locks(object.value("locks", std::vector<Connection::Row>()));
}

ExecutedStatement executed(const Json& statement) {
  return {text_of(statement, "revision"), statement.value("line", std::size_t{0}),
          text_of(statement, "sql"), statement.value("cut", false),
          statement.value("autocommit", false)};
}

}  // namespace

std::string opening(const AlembicProject& project, const Address& address) {
  Json folders = Json::array();
  for (const std::string& folder : project.folders) folders.push_back(on_disk(project, folder));
  const bool has_config = !project.config.empty();
  return to_text({{"config", has_config ? on_disk(project, project.config) : std::string()},
                  {"root", on_disk(project, "")},
                  {"folders", std::move(folders)},
                  {"x", project.x_arguments},
                  {"naming_convention", project.naming_convention},
                  {"imports", project.imports},
                  {"own_env", project.own_env},
                  {"limit", step_limit(project).count()},
                  {"settings", settings(project)},
                  {"environment", environment_of(project, address)}});
}

std::string run_order(const AlembicProject& project, const Address& address,
                      std::span<const Revision* const> revisions, Direction direction,
                      ReportLocks locks) {
  Json json = order("run", project, address);
  json["locks"] = locks == ReportLocks::yes;
  json["direction"] = direction == Direction::upgrade ? "upgrade" : "downgrade";
  json["revisions"] = Json::array();
  for (const Revision* revision : revisions) json["revisions"].push_back(revision->id);
  return to_text(json);
}

std::string check_order(const AlembicProject& project, const Address& address) {
  return to_text(order("check", project, address));
}

void read_opening(const std::string& line, const AlembicProject& project,
                  const std::string& python) {
  const Json answer = object_in(line);
  if (const auto lacking = answer.find("lacking"); lacking != answer.end()) {
    fail_lacking(*lacking, python);
  }
  const Json failure = failure_in(answer);
  if (!failure.is_null()) fail_load(failure, project, "Alembic cannot be set up");
}

std::optional<std::string> read_running(const std::string& line) {
  const Json json = object_in(line);
  if (!json.contains("running")) return std::nullopt;
  return text_of(json, "running");
}

AlembicRun read_run(const std::string& line, const AlembicProject& project,
                    std::span<const Revision* const> revisions, Direction direction) {
  const Json answer = object_in(line);
  AlembicRun run;
  run.script.ms = answer.value("ms", 0.0);
  run.script.executed_left_out = answer.value("left_out", std::size_t{0});
  for (const Json& statement : answer.value("statements", Json::array())) {
    run.script.executed.push_back(executed(statement));
    run.script.executed_locks.push_back(locks_in(statement));
  }
  run.script.locks_at_commit = locks_in(answer);
  Json failure = failure_in(answer);
  if (failure.is_null()) return run;
  if (text_of(failure, "kind") == "load") {
    const Revision* revision = revision_at_fault(failure, project, revisions);
    if (revision == nullptr) fail_load(failure, project, "Alembic cannot read the revisions");
    failure["revision"] = revision->id;
  }
  add_failure(failure, revisions, direction, run);
  return run;
}

std::vector<std::string> read_check(const std::string& line, const AlembicProject& project) {
  const Json answer = object_in(line);
  const Json failure = failure_in(answer);
  if (!failure.is_null())
    fail_load(failure, project, "the project's env.py cannot be run", kHandOver);
  return answer.value("differences", std::vector<std::string>());
}

}  // namespace migcheck::protocol
