#include "postgres/guardian.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>
#include <vector>

#include "core/error.h"

namespace migcheck {

namespace {

constexpr char kStart = 's';
constexpr char kStop = 'q';
constexpr char kKill = 'k';
constexpr int kGraceMs = 5000;  // for a server that is told to quit

void do_nothing(int) {}

// What runs in the guardian process.
class Watch {
 public:
  Watch(const Launch& server, const RunFolder& folder, int channel)
      : server_(server), folder_(folder), channel_(channel) {}

  [[noreturn]] void run() {
    prepare();
    for (;;) {
      reap();
      pollfd order{channel_, POLLIN, 0};
      if (ppoll(&order, 1, nullptr, &open_mask_) < 0) continue;  // a child has ended
      char byte = 0;
      const ssize_t count = read(channel_, &byte, 1);
      if (count == 0) break;  // migcheck is gone, or has finished
      if (count == 1) obey(byte);
    }
    shut_down();
    if (folder_.at_end == RunFolder::AtEnd::remove) remove_run_folder(folder_.path);
    _exit(0);
  }

 private:
  // Its own session, no standard streams, no descriptor of anybody else's: a pipe that somebody
  // reads from migcheck must not stay open on our account. The processes of a server that was
  // killed become its children.
  void prepare() {
    setsid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT}) signal(number, SIG_IGN);
    struct sigaction wake {};
    wake.sa_handler = do_nothing;  // only to interrupt ppoll
    sigaction(SIGCHLD, &wake, nullptr);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &open_mask_);
    sigdelset(&open_mask_, SIGCHLD);
    if (chdir("/") != 0) _exit(1);
    close_others();
  }

  void close_others() {
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd <= 2; ++fd) dup2(null, fd);
    std::array<int, 2> kept{channel_, folder_.lock.get()};
    std::sort(kept.begin(), kept.end());
    unsigned int next = 3;
    for (const int fd : kept) {
      const unsigned int number = static_cast<unsigned int>(fd);
      if (number > next) close_range(next, number - 1, 0);
      next = std::max(next, number + 1);
    }
    close_range(next, ~0U, 0);
  }

  void obey(char order) {
    if (order == kStop && pid_ > 0) kill(pid_, SIGINT);
    if (order == kKill && pid_ > 0) kill(pid_, SIGQUIT);
    if (order != kStart || pid_ > 0) return;
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) {
      const int log = open(folder_.log().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
      fcntl(folder_.lock.get(), F_SETFD, 0);  // the server holds the lock too
      server_.exec(open("/dev/null", O_RDONLY | O_CLOEXEC), log, log, SIGQUIT, parent);
    }
    if (pid_ < 0) tell_ended(W_EXITCODE(127, 0));
  }

  void reap() {
    int status = 0;
    for (pid_t ended = 0; (ended = waitpid(-1, &status, WNOHANG)) > 0;) {
      if (ended != pid_) continue;
      pid_ = -1;
      kill_children();
      tell_ended(status);
    }
  }

  void tell_ended(int status) {
    send(channel_, &status, sizeof status, MSG_NOSIGNAL);  // if nobody listens, so be it
  }

  // What a server that was killed has left: a session notices that only after its statement.
  static void kill_children() {
    std::ifstream children("/proc/thread-self/children");
    for (pid_t child = 0; children >> child;) kill(child, SIGKILL);
  }

  // Immediate shutdown; what does not follow is killed.
  void shut_down() {
    if (pid_ > 0) kill(pid_, SIGQUIT);
    await_children();
    kill_children();
    await_children();
  }

  void await_children() {
    siginfo_t ended{};
    for (int waited = 0; waited < kGraceMs; waited += 1) {
      reap();
      if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0) return;  // there are none
      const timespec pause{0, 1000000};
      ppoll(nullptr, 0, &pause, &open_mask_);  // ends early when a child does
    }
  }

  const Launch& server_;
  const RunFolder& folder_;
  const int channel_;
  sigset_t open_mask_{};
  pid_t pid_ = -1;
};

}  // namespace

Guardian::Guardian(const Launch& server, const RunFolder& folder) : folder_(folder) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw Error(std::string("cannot make a socket: ") + std::strerror(errno));
  }
  channel_ = Descriptor(ends[0]);
  const Descriptor other(ends[1]);
  pid_ = fork();
  if (pid_ < 0) throw Error(std::string("cannot start a process: ") + std::strerror(errno));
  if (pid_ == 0) Watch(server, folder, other.get()).run();
}

Guardian::~Guardian() {
  channel_.close();
  if (pid_ <= 0) return;  // released
  await_end();
  // Only if the guardian was killed: its server has got SIGQUIT then.
  if (folder_.at_end == RunFolder::AtEnd::remove && std::filesystem::exists(folder_.path)) {
    remove_run_folder(folder_.path);
  }
}

// One that does not come to its end is killed; then there is a folder to be removed below.
void Guardian::await_end() const {
  constexpr int kMostMs = 4 * kGraceMs;
  for (int waited = 0; waited < kMostMs; ++waited) {
    if (waitpid(pid_, nullptr, WNOHANG) != 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Guardian::release() {
  channel_.close();
  // Else a process that goes on would collect dead ones.
  std::thread([pid = std::exchange(pid_, -1)] { waitpid(pid, nullptr, 0); }).detach();
}

void Guardian::start_server() {
  if (send(channel_.get(), &kStart, 1, MSG_NOSIGNAL) != 1)
    throw Error("PostgreSQL's guardian has ended");
}

void Guardian::stop_server() {
  if (send(channel_.get(), &kStop, 1, MSG_NOSIGNAL) != 1) return;
  server_ended(std::chrono::milliseconds(kGraceMs));
}

void Guardian::kill_server() noexcept { send(channel_.get(), &kKill, 1, MSG_NOSIGNAL); }

bool Guardian::server_ended(std::chrono::milliseconds wait) {
  pollfd event{channel_.get(), POLLIN, 0};
  if (poll(&event, 1, static_cast<int>(wait.count())) <= 0) return false;
  int status = 0;
  const ssize_t count = recv(channel_.get(), &status, sizeof status, MSG_WAITALL);
  // Else the guardian has ended, its server with it.
  signal_ = count == sizeof status && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return count >= 0;
}

}  // namespace migcheck
