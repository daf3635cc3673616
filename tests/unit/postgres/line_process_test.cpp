#include "postgres/line_process.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

using namespace migcheck;
using namespace std::chrono_literals;

namespace {

Launch shell(const std::string& script) { return Launch("/bin/sh", {"-c", script}, std::nullopt); }

// One that nobody has waited for counts as gone.
bool is_running(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  const std::size_t end = text.rfind(')');
  return end != std::string::npos && text[end + 2] != 'Z';
}

bool comes_true(const std::function<bool()>& condition) {
  for (int attempt = 0; attempt < 500; ++attempt) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

}  // namespace

TEST_CASE("orders and answers are lines") {
  const Launch launch =
      shell("read a; echo \"got $a\"; echo; read b; printf 'last %s' \"$b\"; exit 5");
  LineProcess process(launch);
  CHECK(process.send("one"));
  CHECK(process.receive(5s) == "got one");
  CHECK(process.receive(5s) == "");
  CHECK_FALSE(process.receive(20ms).has_value());
  CHECK_FALSE(process.ended());
  CHECK(process.send("two"));
  CHECK_FALSE(process.receive(5s).has_value());  // a line has an end
  CHECK(process.ended());
  CHECK(process.wait() == 5);
  CHECK_FALSE(process.send("three"));
}

TEST_CASE("of standard error the end is kept, and it blocks nobody") {
  const Launch launch =
      shell("head -c 300000 /dev/zero | tr '\\0' x >&2; echo over >&2; echo done");
  LineProcess process(launch);
  CHECK(process.receive(5s) == "done");
  CHECK_FALSE(process.receive(5s).has_value());
  CHECK(process.errors().size() == 16 * 1024);
  CHECK(process.errors().ends_with("xxover\n"));
}

TEST_CASE("a program that cannot be run has ended") {
  const Launch missing("/nowhere/program", {}, std::nullopt);
  LineProcess process(missing);
  CHECK_FALSE(process.receive(5s).has_value());
  CHECK(process.wait() == 127);
  const Launch elsewhere("/bin/sh", {"-c", "exit 0"}, std::nullopt, {{"A=b"}, "/nowhere"});
  LineProcess other(elsewhere);
  CHECK_FALSE(other.receive(5s).has_value());
  CHECK(other.wait() == 126);
}

TEST_CASE("a program has the surroundings that it is given") {
  const Launch launch("/bin/sh", {"-c", "echo \"$A $HOME $PWD\""}, std::nullopt, {{"A=b"}, "/usr"});
  LineProcess process(launch);
  CHECK(process.receive(5s) == "b  /usr");
}

TEST_CASE("at the end it is killed with what it has started") {
  pid_t child = 0;
  {
    const Launch launch = shell("sleep 100 & echo $!; wait");
    LineProcess process(launch);
    child = std::stoi(process.receive(5s).value());
    CHECK(is_running(child));
  }
  CHECK(comes_true([&] { return !is_running(child); }));
}

TEST_CASE("it does not outlive the process that started it") {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  const Launch launch = shell("echo ready; sleep 100");
  const pid_t holder = fork();
  if (holder == 0) {
    signal(SIGTERM, SIG_DFL);
    LineProcess process(launch);
    process.receive(5s);
    const pid_t pid = process.pid();
    if (write(ends[1], &pid, sizeof pid) < 0) _exit(1);
    for (;;) pause();
  }
  pid_t pid = 0;
  REQUIRE(read(ends[0], &pid, sizeof pid) == sizeof pid);
  close(ends[0]);
  close(ends[1]);
  CHECK(is_running(pid));
  REQUIRE(kill(holder, SIGKILL) == 0);
  waitpid(holder, nullptr, 0);
  CHECK(comes_true([&] { return !is_running(pid); }));
}
