#include "postgres/database_guard.h"

#include <fcntl.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include "core/error.h"
#include "postgres/database_copy.h"

namespace migcheck {

namespace {

constexpr int kAttempts = 5;  // the server may just be restarting
constexpr std::chrono::seconds kPause{1};

void await_end(int pipe) {
  char byte = 0;
  while (read(pipe, &byte, 1) < 0 && errno == EINTR) {
  }
}

// What runs in the guard.
[[noreturn]] void guard(int pipe, const DatabaseUrl& url,
                        const std::vector<std::string>& databases) {
  setsid();
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) signal(number, SIG_IGN);
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd <= 2; ++fd) dup2(null, fd);  // nobody is to wait for us
  if (pipe > 3) close_range(3, static_cast<unsigned int>(pipe) - 1, 0);
  close_range(static_cast<unsigned int>(pipe) + 1, ~0U, 0);
  await_end(pipe);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    try {
      Connection admin(url);
      for (const std::string& database : databases) force_drop(admin, database);
      _exit(0);
    } catch (const std::exception&) {
      std::this_thread::sleep_for(kPause);
    }
  }
  _exit(1);
}

}  // namespace

DatabaseGuard::DatabaseGuard(const DatabaseUrl& url, std::vector<std::string> databases) {
  Pipe pipe = make_pipe();
  pid_ = fork();
  if (pid_ < 0) throw Error(std::string("cannot start a process: ") + std::strerror(errno));
  if (pid_ == 0) {
    pipe.write.close();
    guard(pipe.read.get(), url, databases);
  }
  held_ = std::move(pipe.write);
}

DatabaseGuard::~DatabaseGuard() {
  held_.close();
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void force_drop(Connection& admin, const std::string& database) {
  admin.query(
      "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity "
      "WHERE pid <> pg_catalog.pg_backend_pid() AND datname = " +
      quote_literal(database));
  drop_database(admin, database);
}

}  // namespace migcheck
