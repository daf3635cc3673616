#include "postgres/line_process.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <thread>

#include "core/error.h"

namespace migcheck {

namespace {

constexpr std::size_t kMostErrors = 16 * 1024;
constexpr std::size_t kLongestLine = 256 * 1024 * 1024;  // far more than any answer

struct Sockets {
  Descriptor ours, theirs;
};

Sockets make_sockets() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw Error(std::string("cannot make a socket: ") + std::strerror(errno));
  }
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// What has ended has written its last words; but something that it has started may hold the pipe.
constexpr std::chrono::milliseconds kLastWords{100};

constexpr int kMostChunks = 64;  // of what has been written since the last answer

constexpr int kPatience = 400;  // times 5 ms, for what has closed its output to end

// Appends what can be read now, and closes the descriptor at its end.
void drain(Descriptor& from, std::string& to) {
  std::array<char, 65536> buffer;
  const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
  if (count > 0) to.append(buffer.data(), static_cast<std::size_t>(count));
  if (count == 0 || (count < 0 && errno != EINTR)) from.close();
}

void keep_last(std::string& text, std::size_t most) {
  if (text.size() > most) text.erase(0, text.size() - most);
}

}  // namespace

LineProcess::LineProcess(const Launch& launch) {
  Sockets in = make_sockets();
  Pipe out = make_pipe();
  Pipe error = make_pipe();
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) throw Error(std::string("cannot start a process: ") + std::strerror(errno));
  if (pid_ == 0) {
    setpgid(0, 0);  // so that finish() finds what it has started, too
    launch.exec(in.theirs.get(), out.write.get(), error.write.get(), SIGKILL, parent);
  }
  orders_ = std::move(in.ours);
  answers_ = std::move(out.read);
  complaints_ = std::move(error.read);
}

LineProcess::~LineProcess() { kill(); }

bool LineProcess::send(const std::string& line) {
  for (int chunk = 0; chunk < kMostChunks && poll_once(std::chrono::milliseconds(0)); ++chunk) {
  }
  errors_.clear();
  const std::string text = line + "\n";
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t count =
        ::send(orders_.get(), text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

std::optional<std::string> LineProcess::receive(std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  for (std::size_t searched = 0;;) {
    const std::size_t newline = read_.find('\n', searched);
    if (newline != std::string::npos) {
      std::string line = read_.substr(0, newline);
      read_.erase(0, newline + 1);
      return line;
    }
    searched = read_.size();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (searched > kLongestLine || left.count() <= 0 || !read_more(left)) return std::nullopt;
  }
}

// Returns false when nothing more comes.
bool LineProcess::read_more(std::chrono::milliseconds limit) {
  if (!poll_once(limit)) return false;
  if (answers_.is_open()) return true;
  while (complaints_.is_open() && poll_once(kLastWords)) {
  }
  ended_ = true;
  return !read_.empty() && read_.back() == '\n';
}

bool LineProcess::poll_once(std::chrono::milliseconds limit) {
  std::array<pollfd, 2> polls{{{answers_.get(), POLLIN, 0}, {complaints_.get(), POLLIN, 0}}};
  const int count = poll(polls.data(), polls.size(),
                         static_cast<int>(std::min<std::int64_t>(limit.count(), INT_MAX)));
  if (count < 0) return errno == EINTR;
  if (polls[0].revents != 0) drain(answers_, read_);
  if (polls[1].revents != 0) drain(complaints_, errors_);
  keep_last(errors_, kMostErrors);
  return count > 0;
}

int LineProcess::wait() {
  for (int attempt = 0; pid_ > 0 && attempt < kPatience; ++attempt) {
    if (collect(WNOHANG)) return status_;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return kill();
}

int LineProcess::kill() {
  if (pid_ <= 0) return status_;
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);  // where it has not made its group yet
  collect(0);
  return status_;
}

// Returns whether it has ended.
bool LineProcess::collect(int options) {
  int status = 0;
  pid_t found = -1;
  while ((found = waitpid(pid_, &status, options)) < 0 && errno == EINTR) {
  }
  if (found == 0) return false;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  pid_ = -1;
  return true;
}

}  // namespace migcheck
