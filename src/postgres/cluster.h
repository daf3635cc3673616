#pragma once

#include <memory>
#include <string>

#include "postgres/connection.h"
#include "postgres/installation.h"
#include "postgres/run_folder.h"

namespace migcheck {

// A PostgreSQL server of our own, as long as the object lives: in a private folder, on a unix
// socket only, without fsync, as an unprivileged account when this process is root. It ends, and
// its folder is deleted, however this process ends (see guardian.h).
//
// It has one database, `postgres`, which belongs to a role `postgres` that is NOT a superuser, may
// create neither databases nor roles, and so cannot read the server's files or run programs: the
// migrations run as this role. The name is what most development databases use, so that
// `OWNER TO postgres` and `GRANT … TO postgres` in a history work. The superuser has another name.
class Cluster {
 public:
  // Initialises (or copies out of the cache) and starts. Error with PostgreSQL's own words when
  // that fails.
  Cluster(Installation installation, RunFolder::AtEnd at_end);
  ~Cluster();

  Cluster(Cluster&&) noexcept;
  Cluster& operator=(Cluster&&) noexcept;

  const Installation& installation() const;
  const std::string& folder() const;

  Address migration_address() const;  // what migrations connect as
  Address admin_address() const;      // the superuser

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace migcheck
