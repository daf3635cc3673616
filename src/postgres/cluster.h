#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/error.h"
#include "postgres/database_host.h"
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
class Cluster : public DatabaseHost {
 public:
  // Initialises (or copies out of the cache) and starts. Error with PostgreSQL's own words when
  // that fails. `state` is everything that somebody would do to the fresh cluster before save(), as
  // a text of any length: where a run before saved the same, the cluster starts from there.
  Cluster(Installation installation, RunFolder::AtEnd at_end,
          const std::optional<std::string>& state = std::nullopt);
  ~Cluster() override;

  Cluster(Cluster&&) noexcept;
  Cluster& operator=(Cluster&&) noexcept;

  // The server is stopped to save it, and started again. Does nothing without a state or a cache.
  const std::optional<std::string>& restored() const override;
  void save(const std::string& note) override;

  void release() override;
  Watchdog& watch(const RehearsalLimits& limits) override;
  void check_server() override;
  std::string last_failure() const override;
  std::string log() const override;

  const Installation& installation() const;
  std::string folder() const override;

  Address migration_address() const override;
  Address admin_address() const override;  // the superuser
  std::string name_for_copy() const override { return "migcheck_trial"; }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace migcheck
