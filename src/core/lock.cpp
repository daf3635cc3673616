#include "core/lock.h"

namespace migcheck {

const char* to_string(RowFailure failure) {
  static const char* const names[] = {"no", "unknown", "depends", "yes"};
  return names[static_cast<int>(failure)];
}

const char* to_string(LockMode mode) {
  switch (mode) {
    case LockMode::access_share: return "ACCESS SHARE";
    case LockMode::row_share: return "ROW SHARE";
    case LockMode::row_exclusive: return "ROW EXCLUSIVE";
    case LockMode::share_update_exclusive: return "SHARE UPDATE EXCLUSIVE";
    case LockMode::share: return "SHARE";
    case LockMode::share_row_exclusive: return "SHARE ROW EXCLUSIVE";
    case LockMode::exclusive: return "EXCLUSIVE";
    case LockMode::access_exclusive: break;
  }
  return "ACCESS EXCLUSIVE";
}

const char* blocks(LockMode mode) {
  if (mode == LockMode::access_exclusive) return "reads and writes";
  return is_heavy(mode) ? "writes" : "nothing";
}

bool is_heavy(LockMode mode) { return mode >= LockMode::share; }

}  // namespace migcheck
