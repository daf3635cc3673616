#include "postgres/hold_up.h"

#include <chrono>

#include "core/error.h"
#include "core/text.h"

namespace migcheck {

namespace {

constexpr std::chrono::seconds kLimit{2};
constexpr std::chrono::microseconds kPause{300};

}  // namespace

HoldUp::HoldUp(Connection& other, const std::string& session_pid,
               const std::vector<std::string>& tables)
    : other_(other), pid_(session_pid) {
  if (tables.empty()) return;
  const std::string lock =
      "BEGIN; LOCK TABLE ONLY " + join(tables, ", ONLY ") + " IN ROW EXCLUSIVE MODE NOWAIT";
  if (other_.execute(lock)) {
    other_.execute("ROLLBACK");
    return;
  }
  thread_ = std::thread([this] { look(); });
}

HoldUp::~HoldUp() { end(); }

std::vector<HeldLock> HoldUp::end() {
  is_over_ = true;
  if (thread_.joinable()) thread_.join();
  return std::move(seen_);
}

void HoldUp::look() {
  const auto limit = std::chrono::steady_clock::now() + kLimit;
  try {
    while (!is_over_ && !is_waiting() && std::chrono::steady_clock::now() < limit) {
      std::this_thread::sleep_for(kPause);
    }
  } catch (const Error&) {
    // The session is gone, and its locks with it.
  }
  other_.execute("ROLLBACK");
}

// Once it is, it stays so until we end our transaction.
bool HoldUp::is_waiting() {
  const std::string of_statement = " FROM pg_catalog.pg_lock_status() WHERE pid = " + pid_;
  if (other_.query("SELECT 1" + of_statement + " AND NOT granted").empty()) return false;
  seen_ = held_locks(other_.query(std::string("SELECT ") + kHeldLockColumns + of_statement +
                                  " AND locktype = 'relation' AND relation >= 16384"));
  return true;
}

}  // namespace migcheck
