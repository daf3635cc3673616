#pragma once

#include <memory>
#include <optional>
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
  // that fails. `state` is everything that somebody would do to the fresh cluster before save(), as
  // a text of any length: where a run before saved the same, the cluster starts from there.
  Cluster(Installation installation, RunFolder::AtEnd at_end,
          const std::optional<std::string>& state = std::nullopt);
  ~Cluster();

  Cluster(Cluster&&) noexcept;
  Cluster& operator=(Cluster&&) noexcept;

  // The note that was saved with the state; nothing: the cluster is fresh.
  const std::optional<std::string>& restored() const;

  // Keeps the cluster as it is for the next one of the same `state`. All sessions must have ended:
  // the server is stopped for it, and started again. Does nothing without a state or a cache.
  void save(const std::string& note);

  // For one that is not needed any more, nor its end waited for: its server and its folder are gone
  // a moment after the object, or after this process. A kept one is left as it is.
  void release();

  const Installation& installation() const;
  const std::string& folder() const;

  Address migration_address() const;  // what migrations connect as
  Address admin_address() const;      // the superuser

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace migcheck
