#include "postgres/process.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>

#include "core/error.h"
#include "postgres/descriptor.h"

namespace migcheck {

namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

void restore_signals() {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD, SIGQUIT}) {
    signal(number, SIG_DFL);
  }
}

bool become(const Account& account) {
  return setgroups(0, nullptr) == 0 && setgid(account.gid) == 0 && setuid(account.uid) == 0;
}

// A descriptor moved out of the way of the standard ones, and inheritable where it ends up.
void place(int from, int to) {
  if (from == to) {
    fcntl(to, F_SETFD, 0);
  } else {
    dup2(from, to);
  }
}

// Feeds and drains both pipes, so that neither side waits for the other for ever.
std::string converse(Pipe& to_child, Pipe& from_child, const std::string& input) {
  std::string output;
  std::size_t written = 0;
  if (input.empty()) to_child.write.close();
  while (from_child.read.is_open()) {
    std::array<pollfd, 2> polls{
        {{from_child.read.get(), POLLIN, 0}, {to_child.write.get(), POLLOUT, 0}}};
    if (poll(polls.data(), polls.size(), -1) < 0 && errno != EINTR) break;
    if (polls[1].revents != 0) {
      const std::size_t chunk = std::min<std::size_t>(input.size() - written, PIPE_BUF);
      const ssize_t count = ::write(to_child.write.get(), input.data() + written, chunk);
      if (count > 0) written += static_cast<std::size_t>(count);
      if ((count < 0 && errno != EAGAIN) || written == input.size()) to_child.write.close();
    }
    if (polls[0].revents == 0) continue;
    std::array<char, 4096> buffer;
    const ssize_t count = ::read(from_child.read.get(), buffer.data(), buffer.size());
    if (count > 0) output.append(buffer.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) from_child.read.close();
  }
  return output;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Writing to a program that has ended must not end this one: SIGPIPE is held back meanwhile.
class HoldPipeSignal {
 public:
  HoldPipeSignal() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &before_);
  }
  ~HoldPipeSignal() { sigaction(SIGPIPE, &before_, nullptr); }
  HoldPipeSignal(const HoldPipeSignal&) = delete;
  HoldPipeSignal& operator=(const HoldPipeSignal&) = delete;

 private:
  struct sigaction before_ {};
};

}  // namespace

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw Error(std::string("cannot make a pipe: ") + std::strerror(errno));
  }
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Launch::Launch(std::string program, std::vector<std::string> arguments,
               std::optional<Account> account, Surroundings surroundings)
    : program_(std::move(program)),
      arguments_(std::move(arguments)),
      surroundings_(std::move(surroundings)),
      account_(account) {
  arguments_.insert(arguments_.begin(), program_);
  argv_ = pointers(arguments_);
  envp_ = pointers(surroundings_.environment);
}

void Launch::exec(int in, int out, int error, int death_signal, pid_t parent) const {
  restore_signals();
  place(in, 0);
  place(out, 1);
  place(error, 2);
  if (account_ && !become(*account_)) _exit(126);
  umask(077);
  prctl(PR_SET_PDEATHSIG, death_signal);  // after setuid, which takes it away
  if (getppid() != parent) _exit(126);    // it has died already
  if (chdir(surroundings_.folder.c_str()) != 0) _exit(126);
  execve(program_.c_str(), argv_.data(), envp_.data());
  _exit(127);
}

ProcessResult run_process(const std::string& program, const std::vector<std::string>& arguments,
                          const std::optional<Account>& account, const std::string& input) {
  const Launch launch(program, arguments, account);
  Pipe to_child = make_pipe();
  Pipe from_child = make_pipe();
  const HoldPipeSignal hold;
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) throw Error("cannot start " + program + ": " + std::strerror(errno));
  if (pid == 0) {
    launch.exec(to_child.read.get(), from_child.write.get(), from_child.write.get(), SIGKILL,
                parent);
  }
  to_child.read.close();
  from_child.write.close();
  ProcessResult result;
  result.output = converse(to_child, from_child, input);
  result.status = wait_for(pid);
  return result;
}

}  // namespace migcheck
