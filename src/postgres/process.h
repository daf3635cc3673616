#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "postgres/account.h"

namespace migcheck {

// What a program finds around it.
struct Surroundings {
  // "NAME=value". By default clean: no variable that PostgreSQL listens to.
  std::vector<std::string> environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/", "LC_ALL=C",
                                          "TZ=UTC"};
  std::string folder = "/";  // the current one
};

// A program to start, with everything made ready before the fork: between fork and exec only
// calls are allowed that are safe in a signal handler, for another thread may hold any lock.
class Launch {
 public:
  // `program` is a path. `account` none: as this process.
  Launch(std::string program, std::vector<std::string> arguments, std::optional<Account> account,
         Surroundings surroundings = Surroundings());

  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;

  // In the child of a fork: becomes the account, asks for `death_signal` when the parent dies, and
  // runs the program with the three descriptors as its standard ones. Never returns; what cannot
  // be done ends in exit status 126 (the account, the folder) or 127 (the program).
  [[noreturn]] void exec(int in, int out, int error, int death_signal, pid_t parent) const;

 private:
  std::string program_;
  std::vector<std::string> arguments_;
  Surroundings surroundings_;
  std::vector<char*> argv_;
  std::vector<char*> envp_;
  std::optional<Account> account_;
};

struct ProcessResult {
  int status = 0;      // exit status; 128 + signal when it was killed
  std::string output;  // standard output and standard error, mixed as written
};

// Runs a program to its end with `input` on its standard input. It dies with this process.
// Error when no process or pipe can be made.
ProcessResult run_process(const std::string& program, const std::vector<std::string>& arguments,
                          const std::optional<Account>& account, const std::string& input = {});

}  // namespace migcheck
