#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "postgres/account.h"

namespace migcheck {

// A program to start, with everything made ready before the fork: between fork and exec only
// calls are allowed that are safe in a signal handler, for another thread may hold any lock.
class Launch {
 public:
  // `program` is a path. The environment is clean: PATH, HOME, LC_ALL=C, and no variable that
  // PostgreSQL listens to. `account` none: as this process.
  Launch(std::string program, std::vector<std::string> arguments, std::optional<Account> account);

  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;

  // In the child of a fork: becomes the account, asks for `death_signal` when the parent dies, and
  // runs the program with the three descriptors as its standard ones. Never returns; what cannot
  // be done ends in exit status 126 (the account) or 127 (the program).
  [[noreturn]] void exec(int in, int out, int error, int death_signal, pid_t parent) const;

 private:
  std::string program_;
  std::vector<std::string> arguments_;
  std::vector<std::string> environment_;
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
