#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "postgres/connection.h"
#include "postgres/descriptor.h"

namespace migcheck {

// A small process that drops databases when this one has ended, however that happens: it waits for
// the end of a pipe that only this process holds open. As with Guardian, Ctrl-C does not reach it.
class DatabaseGuard {
 public:
  // The databases need not exist yet. Error when the process cannot be made.
  DatabaseGuard(const DatabaseUrl& url, std::vector<std::string> databases);

  // Has them dropped now, and waits for that.
  ~DatabaseGuard();

  DatabaseGuard(const DatabaseGuard&) = delete;
  DatabaseGuard& operator=(const DatabaseGuard&) = delete;

 private:
  Descriptor held_;
  pid_t pid_ = -1;
};

// Ends the sessions of a database of our own and drops it, if it is there. Error when PostgreSQL
// refuses.
void force_drop(Connection& admin, const std::string& database);

}  // namespace migcheck
