#include "roundtrip/alembic/alembic_process.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "core/text.h"
#include "roundtrip/alembic/command.h"
#include "roundtrip/alembic/driver.h"
#include "roundtrip/alembic/protocol.h"
#include "roundtrip/alembic/python.h"
#include "roundtrip/alembic/write_tree.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kStartLimit{60};
constexpr std::chrono::seconds kGrace{10};

// Python's own way to a module, instead of the current folder.
constexpr const char* kStart =
    "import sys; sys.path[0] = sys.argv[1]; import migcheck_driver.main as m; m.main()";

void write_driver(const fs::path& folder) {
  for (const EmbeddedFile& file : embedded_driver()) {
    const fs::path path = folder / "migcheck_driver" / fs::path(file.path).filename();
    fs::create_directories(path.parent_path());
    std::ofstream(path) << file.text;
    if (!fs::exists(path)) throw Error("cannot write " + path.string());
  }
}

// The last lines that a process has written to its standard error.
std::string last_words(const std::string& errors) {
  const std::string_view all = trim(errors);
  const std::vector<std::string_view> lines = split(all, '\n');
  std::string text;
  if (all.empty()) return text;
  for (std::size_t i = lines.size() > 8 ? lines.size() - 8 : 0; i < lines.size(); ++i) {
    text += "\n" + std::string(lines[i]);
  }
  return text;
}

std::string ending(int status) {
  return status > 128 ? "was ended by signal " + std::to_string(status - 128)
                      : "ended with status " + std::to_string(status);
}

}  // namespace

// An answer, or what has become of the process instead.
struct AlembicProcess::Reply {
  std::string line;
  std::string running;  // the revision that began last
  std::string problem;  // not empty: there is no answer
};

AlembicProcess::AlembicProcess(AlembicProject project, Address address, std::string folder)
    : project_(std::move(project)),
      address_(std::move(address)),
      folder_(std::move(folder)),
      python_(find_python(project_)) {
  if (project_.tree) {
    project_.root = folder_ + "/project";
    write_tree(*project_.tree, project_.root);
    project_.python = python_;  // which was looked for in the work tree
  }
  if (project_.command.empty()) start();
}

AlembicProcess::~AlembicProcess() = default;

void AlembicProcess::start() {
  process_.reset();
  write_driver(folder_);
  const Surroundings surroundings{python_environment(project_, address_), working_folder(project_)};
  const Launch launch(python_, {"-c", kStart, folder_}, std::nullopt, surroundings);
  process_ = std::make_unique<LineProcess>(launch);
  process_->send(protocol::opening(project_, address_));
  if (const auto line = process_->receive(kStartLimit)) {
    protocol::read_opening(*line, project_, python_);
    return;
  }
  const bool ended = process_->ended();
  const int status = ended ? process_->wait() : process_->kill();
  throw Error(python_ + (ended ? " " + ending(status) : " did not start within a minute") +
                  last_words(process_->errors()),
              "name the project's Python: --python PATH");
}

// Has a process ready for this database. An application may go on with the URL that it was given
// first, so where the project's env.py asks it each database has a process of its own.
void AlembicProcess::turn_to(const std::string& database) {
  if (project_.own_env && address_.database != database) process_.reset();
  address_.database = database;
  if (!process_) start();
}

// Sends an order and waits for its answer. The driver cuts off by itself what takes too long, but
// not what hangs in a library, where the statement's own timeout may come first.
AlembicProcess::Reply AlembicProcess::ask(const std::string& order, const Progress& progress) {
  const auto limit = step_limit(project_) + kGrace;
  Reply reply;
  process_->send(order);
  while (auto line = process_->receive(limit)) {
    const std::optional<std::string> running = protocol::read_running(*line);
    if (!running) {
      reply.line = std::move(*line);
      return reply;
    }
    reply.running = *running;
    if (progress) progress(*running);
  }
  const bool ended = process_->ended();
  const int status = ended ? process_->wait() : process_->kill();
  reply.problem = ended ? "the Python process " + ending(status) + last_words(process_->errors())
                        : "it has not ended within " + std::to_string(limit.count()) + " s";
  process_.reset();
  return reply;
}

AlembicRun AlembicProcess::run_all(const std::string& database,
                                   std::span<const Revision* const> revisions, Direction direction,
                                   const Progress& progress, ReportLocks locks) {
  if (!project_.command.empty()) return command_all(database, revisions, direction, progress);
  turn_to(database);
  const Reply reply =
      ask(protocol::run_order(project_, address_, revisions, direction, locks), progress);
  if (reply.problem.empty()) {
    return protocol::read_run(reply.line, project_, revisions, direction);
  }
  AlembicRun run;
  run.revision = reply.running;
  run.script.failure.emplace().message = reply.problem;
  return run;
}

AlembicRun AlembicProcess::command_all(const std::string& database,
                                       std::span<const Revision* const> revisions,
                                       Direction direction, const Progress& progress) {
  AlembicRun all;
  address_.database = database;
  for (const Revision* revision : revisions) {
    if (progress) progress(revision->id);
    AlembicRun run = run_command(project_, address_, *revision, direction);
    run.script.ms += all.script.ms;
    all = std::move(run);
    if (all.script.failure) break;
  }
  return all;
}

void AlembicProcess::check(const std::string& database) {
  const AlembicRun run = run_all(database, {}, Direction::upgrade, {});
  if (!run.script.failure) return;
  const SqlFailure& failure = *run.script.failure;
  throw Error("Alembic cannot be run: " + failure.message, failure.hint);
}

AlembicRun AlembicProcess::run(const std::string& database, const Revision& revision,
                               Direction direction, ReportLocks locks) {
  const Revision* const one = &revision;
  return run_all(database, {&one, 1}, direction, {}, locks);
}

AlembicRun AlembicProcess::upgrade(const std::string& database,
                                   std::span<const Revision* const> revisions,
                                   const Progress& progress) {
  return run_all(database, revisions, Direction::upgrade, progress);
}

std::vector<std::string> AlembicProcess::compare_models(const std::string& database) {
  process_.reset();  // see turn_to()
  turn_to(database);
  const Reply reply = ask(protocol::check_order(project_, address_), {});
  if (reply.problem.empty()) return protocol::read_check(reply.line, project_);
  throw Error("the project's env.py cannot be run: " + reply.problem);
}

}  // namespace migcheck
