#include "roundtrip/alembic/command.h"

#include <re2/re2.h>

#include <chrono>

#include "core/text.h"
#include "postgres/line_process.h"
#include "roundtrip/alembic/python.h"

namespace migcheck {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostOutput = 64 * 1024;

std::string quoted(const std::string& word) { return "'" + replace_all(word, "'", "'\\''") + "'"; }

std::string target_of(const Revision& revision, Direction direction) {
  if (direction == Direction::upgrade) return revision.id;
  return revision.down_revisions.empty() ? "base" : revision.down_revisions.front();
}

struct Output {
  std::string text;  // the end of it
  int status = 0;
  bool timed_out = false;
};

Output run_to_end(const Launch& launch, std::chrono::seconds limit) {
  LineProcess process(launch);
  const auto end = Clock::now() + limit;
  Output output;
  while (const auto line = process.receive(
             std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()))) {
    output.text += *line + "\n";
    if (output.text.size() > kMostOutput) output.text.erase(0, kMostOutput / 2);
  }
  output.timed_out = !process.ended();
  output.status = output.timed_out ? process.kill() : process.wait();
  return output;
}

// The number of the last line of a traceback that lies in the file; 0: there is none.
std::size_t line_in(const std::string& output, const std::string& path) {
  static const re2::RE2 frame(R"re(File "([^"\n]+)", line (\d+))re");
  re2::StringPiece rest(output);
  std::string file;
  std::size_t line = 0, last = 0;
  while (re2::RE2::FindAndConsume(&rest, frame, &file, &line)) {
    if (file == path || file.ends_with("/" + path)) last = line;
  }
  return last;
}

std::string last_line(const std::string& output) {
  const std::string_view text = trim(output);
  return std::string(text.substr(text.rfind('\n') + 1));
}

}  // namespace

std::string command_line(const std::string& command, const std::string& python,
                         const Revision& revision, Direction direction) {
  const bool up = direction == Direction::upgrade;
  std::string line = replace_all(command, "{direction}", up ? "upgrade" : "downgrade");
  line = replace_all(std::move(line), "{revision}", quoted(target_of(revision, direction)));
  return replace_all(std::move(line), "{python}", quoted(python));
}

void read_output(const std::string& output, const Revision& revision, Direction direction,
                 AlembicRun& run) {
  // "sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) relation …\n…[SQL: …]".
  static const re2::RE2 refused(R"re((?m)^[\w.]*Error: \([\w.]+\) (?:<class '[\w.]+'>: )?(.+)$)re");
  static const re2::RE2 statement(R"re((?ms)^\[SQL: (.*?)\]$)re");
  SqlFailure& failure = run.script.failure.emplace();
  run.revision = revision.id;
  if (!re2::RE2::PartialMatch(output, refused, &failure.message)) {
    failure.message = last_line(output);
  }
  re2::RE2::PartialMatch(output, statement, &run.script.failed_sql);
  const std::size_t line = line_in(output, revision.path());
  if (line > 0) {
    run.script.failed_at = line_span(revision.file_of(direction)->text, line);
  }
}

// Its sessions are not ours to set up. Source: libpq, "Environment Variables".
std::vector<std::string> environment(const AlembicProject& project, const Address& address) {
  const auto& [statement, lock, step, bytes] = project.limits;
  std::vector<std::string> variables = python_environment(project, address);
  variables.insert(variables.begin(),
                   "PGOPTIONS=-c statement_timeout=" + std::to_string(statement.count()) +
                       " -c lock_timeout=" + std::to_string(lock.count()));
  return variables;
}

AlembicRun run_command(const AlembicProject& project, const Address& address,
                       const Revision& revision, Direction direction) {
  const std::string line = command_line(project.command, find_python(project), revision, direction);
  const Launch launch("/bin/sh", {"-c", "exec 2>&1; " + line}, std::nullopt,
                      {environment(project, address), project.root});
  const auto start = Clock::now();
  const Output output = run_to_end(launch, step_limit(project));
  AlembicRun run;
  run.script.ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  if (output.timed_out) {
    run.script.failure.emplace().message =
        "`" + line + "` has not ended within " + std::to_string(step_limit(project).count()) + " s";
  } else if (output.status != 0) {
    read_output(output.text, revision, direction, run);
    SqlFailure& failure = *run.script.failure;
    if (failure.message.empty()) {
      failure.message = "`" + line + "` ended with status " + std::to_string(output.status);
    }
  }
  if (run.script.failure) run.revision = revision.id;
  return run;
}

}  // namespace migcheck
