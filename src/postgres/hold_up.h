#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "postgres/connection.h"
#include "postgres/held_lock.h"

namespace migcheck {

// Looks at the locks of a statement while it runs: for what runs CONCURRENTLY, which commits on its
// way and has released them when it ends. Another session holds ROW EXCLUSIVE on tables, as a
// transaction that writes would; such a statement waits for that transaction's end when it has its
// first locks. They are read then, and the transaction ends.
//
// The other session waits for nothing, so there is no deadlock, and holds its locks for as long as
// the statement needs to begin to wait, two seconds at most.
class HoldUp {
 public:
  // Before the statement is sent. `other` must not be used by anybody else until end(); `session`
  // is the statement's. What cannot be locked at once is left out, with everything else.
  HoldUp(Connection& other, const std::string& session_pid, const std::vector<std::string>& tables);
  ~HoldUp();

  HoldUp(const HoldUp&) = delete;
  HoldUp& operator=(const HoldUp&) = delete;

  // After the statement: what it held, and what it waited for, when it waited. Empty: it did not.
  std::vector<HeldLock> end();

 private:
  void look();
  bool is_waiting();

  Connection& other_;
  const std::string pid_;
  std::vector<HeldLock> seen_;
  std::atomic<bool> is_over_ = false;
  std::thread thread_;
};

}  // namespace migcheck
