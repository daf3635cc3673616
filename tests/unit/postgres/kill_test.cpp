#include <doctest/doctest.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "core/error.h"
#include "postgres/cluster.h"

using namespace migcheck;

namespace fs = std::filesystem;

namespace {

// What the test needs to know about a running cluster to see that nothing of it is left.
struct Traces {
  std::string folder;
  pid_t server = 0;
  pid_t guardian = 0;
  int shared_memory = -1;
};

pid_t parent_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);  // fails, where an iterator would throw, if the process ends meanwhile
  char state = 0;
  int parent = 0;
  const std::size_t end = text.rfind(')');
  REQUIRE(end != std::string::npos);
  REQUIRE(std::sscanf(text.c_str() + end + 1, " %c %d", &state, &parent) == 2);
  return parent;
}

Traces traces_of(const Cluster& cluster) {
  Traces traces;
  traces.folder = cluster.folder();
  std::ifstream file(traces.folder + "/server/data/postmaster.pid");
  std::string line;
  std::getline(file, line);
  traces.server = std::stoi(line);
  for (int number = 2; number <= 7; ++number) std::getline(file, line);
  unsigned long key = 0;
  REQUIRE(std::sscanf(line.c_str(), "%lu %d", &key, &traces.shared_memory) == 2);
  traces.guardian = parent_of(traces.server);
  return traces;
}

// A process that has ended and that nobody has waited for yet counts as gone: whoever adopts
// orphans in this container may take its time.
bool is_running(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);  // fails, where an iterator would throw, if the process ends meanwhile
  const std::size_t end = text.rfind(')');
  return end != std::string::npos && text[end + 2] != 'Z';
}

bool comes_true(const std::function<bool()>& condition) {
  for (int attempt = 0; attempt < 1000; ++attempt) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void check_server_gone(const Traces& traces) {
  CHECK(comes_true([&] { return !is_running(traces.server); }));
  CHECK(comes_true([&] { return !is_running(traces.guardian); }));
}

void check_nothing_left(const Traces& traces) {
  check_server_gone(traces);
  CHECK(comes_true([&] { return !fs::exists(traces.folder); }));
  shmid_ds status{};
  CHECK(shmctl(traces.shared_memory, IPC_STAT, &status) != 0);
}

// A process of its own that holds a cluster until it is killed.
class Holder {
 public:
  enum class Identity { same, unprivileged };

  explicit Holder(Identity identity) {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    pid_ = fork();
    if (pid_ == 0) hold(ends[1], identity);
    close(ends[1]);
    REQUIRE(read(ends[0], buffer_, sizeof buffer_ - 1) > 0);
    close(ends[0]);
    char folder[256];
    REQUIRE(std::sscanf(buffer_, "%255s %d %d %d", folder, &traces_.server, &traces_.guardian,
                        &traces_.shared_memory) == 4);
    traces_.folder = folder;
  }

  int kill_with(int number) {
    REQUIRE(kill(pid_, number) == 0);
    int status = 0;
    REQUIRE(waitpid(pid_, &status, 0) == pid_);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  }

  const Traces& traces() const { return traces_; }

 private:
  [[noreturn]] static void hold(int out, Identity identity) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) signal(number, SIG_DFL);  // not doctest's
    if (identity == Identity::unprivileged && geteuid() == 0) {
      unsetenv("HOME");
      if (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0) _exit(1);
    }
    try {
      const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
      Connection connection(cluster.migration_address());
      connection.query("CREATE TABLE t (a int)");
      const Traces traces = traces_of(cluster);
      const std::string text = traces.folder + " " + std::to_string(traces.server) + " " +
                               std::to_string(traces.guardian) + " " +
                               std::to_string(traces.shared_memory);
      if (write(out, text.data(), text.size()) < 0) _exit(1);
      for (;;) pause();
    } catch (const std::exception& error) {
      if (write(out, error.what(), std::string(error.what()).size()) < 0) _exit(1);
      _exit(1);
    }
  }

  pid_t pid_ = -1;
  Traces traces_;
  char buffer_[512] = {};
};

}  // namespace

TEST_CASE("a process that is killed leaves neither a server nor a folder") {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGKILL}) {
    CAPTURE(number);
    Holder holder(Holder::Identity::same);
    CHECK(is_running(holder.traces().server));
    CHECK(holder.kill_with(number) == number);
    check_nothing_left(holder.traces());
  }
}

TEST_CASE("the same for an ordinary user") {
  Holder holder(Holder::Identity::unprivileged);
  CHECK(is_running(holder.traces().server));
  CHECK(holder.kill_with(SIGKILL) == SIGKILL);
  check_nothing_left(holder.traces());
}

TEST_CASE("two at once do not disturb each other") {
  Holder first(Holder::Identity::same);
  Holder second(Holder::Identity::same);
  CHECK(first.traces().folder != second.traces().folder);
  first.kill_with(SIGKILL);
  check_nothing_left(first.traces());
  CHECK(is_running(second.traces().server));
  CHECK(fs::exists(second.traces().folder));
  second.kill_with(SIGTERM);
  check_nothing_left(second.traces());
}

TEST_CASE("the server that is killed is a failure, and nothing is left of it") {
  Traces traces;
  {
    const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
    Connection connection(cluster.migration_address());
    traces = traces_of(cluster);
    REQUIRE(kill(traces.server, SIGKILL) == 0);
    REQUIRE(comes_true([&] { return !is_running(traces.server); }));
    comes_true([&] { return connection.execute("SELECT 1").has_value(); });
    const auto failure = connection.execute("SELECT 1");
    REQUIRE(failure.has_value());
    CHECK(failure->connection_lost);
    CHECK_THROWS_AS(Connection(cluster.migration_address()), Error);
  }
  check_nothing_left(traces);
}

TEST_CASE("without its guardian the server ends, and the folder is deleted") {
  Traces traces;
  {
    const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
    traces = traces_of(cluster);
    REQUIRE(kill(traces.guardian, SIGKILL) == 0);
    check_server_gone(traces);
  }
  check_nothing_left(traces);
}

TEST_CASE("what is left when the guardian is killed too is deleted by the next run") {
  Holder holder(Holder::Identity::same);
  REQUIRE(kill(holder.traces().guardian, SIGSTOP) == 0);  // cannot do its work any more
  holder.kill_with(SIGKILL);
  REQUIRE(kill(holder.traces().guardian, SIGKILL) == 0);
  check_server_gone(holder.traces());
  REQUIRE(fs::exists(holder.traces().folder));
  { const Cluster next(find_installation({}), RunFolder::AtEnd::remove); }
  check_nothing_left(holder.traces());
}

TEST_CASE("a run folder that is in use, or not ours, is no leftover") {
  RunFolder used = make_run_folder(std::nullopt, RunFolder::AtEnd::remove);
  const std::string parent = fs::path(used.path).parent_path();
  const std::string other = parent + "/something-else";
  fs::create_directories(other);
  remove_leftovers(parent);
  CHECK(fs::exists(used.path));
  CHECK(fs::exists(other));
  fs::remove(other);
  used.lock.close();
  CHECK(remove_leftovers(parent) == 1);
  CHECK_FALSE(fs::exists(used.path));
}
