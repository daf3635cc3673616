#pragma once

#include <sys/types.h>

#include <chrono>

#include "postgres/descriptor.h"
#include "postgres/process.h"
#include "postgres/run_folder.h"

namespace migcheck {

// A small process of its own that outlives this one by as long as it takes to stop the server and
// delete the run folder. It listens on a socket whose other end only this process holds:
// however this process ends, SIGKILL included, that end is closed. It lives in its own session, so
// that Ctrl-C in a terminal reaches migcheck alone; no signal handler is needed here. When the
// guardian itself is killed the server gets SIGQUIT from the kernel, and the next run deletes the
// folder.
class Guardian {
 public:
  // `server` and `folder` must outlive the guardian. Error when the process cannot be made.
  Guardian(const Launch& server, const RunFolder& folder);

  // Stops the server and waits until the folder is gone.
  ~Guardian();

  Guardian(const Guardian&) = delete;
  Guardian& operator=(const Guardian&) = delete;

  // Starts the server; may be called again after server_ended().
  void start_server();

  // Whether the server that was started last has ended, after waiting for that for at most `wait`.
  bool server_ended(std::chrono::milliseconds wait);

  // The signal that killed that server; 0: it ended by itself.
  int signal_of_end() const { return signal_; }

  // Lets the server shut down in order (SIGINT: fast), and waits for its end.
  void stop_server();

  // Ends the server and its sessions at once (SIGQUIT: immediate), without waiting. May be called
  // by another thread than the other functions.
  void kill_server() noexcept;

  // Lets it end by itself: the object's end then waits for nothing, and the server and the folder
  // are gone a moment later.
  void release();

  pid_t pid() const { return pid_; }

 private:
  void await_end() const;

  pid_t pid_ = -1;
  const RunFolder& folder_;
  int signal_ = 0;
  Descriptor channel_;  // out: one byte per order; in: a wait status per server that has ended
};

}  // namespace migcheck
