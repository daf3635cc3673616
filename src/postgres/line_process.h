#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "postgres/descriptor.h"
#include "postgres/process.h"

namespace migcheck {

// A program that is spoken to line by line: orders on its standard input, answers on its standard
// output. It is killed at the end of the object, and when the thread that made the object ends
// (also by SIGKILL): make and destroy it in one thread.
class LineProcess {
 public:
  // Error when no process can be made. A program that cannot be run has ended, with status 126 or
  // 127.
  explicit LineProcess(const Launch& launch);
  ~LineProcess();

  LineProcess(const LineProcess&) = delete;
  LineProcess& operator=(const LineProcess&) = delete;

  // Forgets errors(). Returns false when the program does not listen any more.
  bool send(const std::string& line);

  // The next line of its standard output, without the line's end. Nothing when it has ended, or has
  // said nothing for `limit`; ended() tells which.
  std::optional<std::string> receive(std::chrono::milliseconds limit);

  bool ended() const { return ended_; }

  // Its exit status, 128 + signal when it was killed. wait() is for one that has ended(): it has a
  // moment until it is killed, too, with what it has started.
  int wait();
  int kill();

  // The last kilobytes of its standard error since the last send().
  const std::string& errors() const { return errors_; }

  pid_t pid() const { return pid_; }

 private:
  bool read_more(std::chrono::milliseconds limit);
  bool collect(int options);
  bool poll_once(std::chrono::milliseconds limit);

  pid_t pid_ = -1;
  int status_ = 0;
  bool ended_ = false;  // its standard output is closed
  Descriptor orders_;   // a socket: writing to it raises no SIGPIPE
  Descriptor answers_, complaints_;
  std::string read_;  // of its standard output, and not returned yet
  std::string errors_;
};

}  // namespace migcheck
