#pragma once

#include <optional>
#include <string>

#include "core/rehearsal_limits.h"
#include "postgres/connection.h"
#include "postgres/watchdog.h"

namespace migcheck {

// Who has the database of a rehearsal, and room for a copy of it: a server of our own (Cluster), or
// one that the user names (BorrowedServer). Everything is gone when the object is.
class DatabaseHost {
 public:
  virtual ~DatabaseHost() = default;

  virtual Address migration_address() const = 0;  // what migrations connect as, to the database
  virtual Address admin_address() const = 0;      // who may make and drop the copy, and extensions
  virtual std::string name_for_copy() const = 0;  // the database's that a trial may need

  // The note of save(), in a run before this one that was to do the same; nothing: the database is
  // empty.
  virtual const std::optional<std::string>& restored() const {
    static const std::optional<std::string> none;
    return none;
  }

  // Keeps the database as it is, with a note, for later runs, where that can be done. All sessions
  // must have ended.
  virtual void save(const std::string&) {}

  // At the end, which is then not waited for: everything is gone a moment after the object, or
  // after this process.
  virtual void release() {}

  // Has the migrations' sessions watched from now on; the watchdog lives as long as the host.
  virtual Watchdog& watch(const RehearsalLimits& limits) = 0;

  // For when a session cannot be had. Error with what is known where the server has ended.
  virtual void check_server() {}

  // Why the server ended a session last: "terminating connection due to …"; "": nothing is known.
  virtual std::string last_failure() const { return {}; }

  // The file that the server writes its log to, where the admin is a superuser on a server of our
  // own; "": there is none that can be read.
  virtual std::string log() const { return {}; }

  // What is left on request: "the cluster's folder is …"; "": nothing.
  virtual std::string folder() const { return {}; }
};

}  // namespace migcheck
