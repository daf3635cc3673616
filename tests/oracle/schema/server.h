#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/direction.h"
#include "core/revision.h"
#include "postgres/cluster.h"
#include "postgres/connection.h"
#include "postgres/snapshot.h"
#include "roundtrip/script_run.h"

namespace migcheck::schema_oracle {

// The server that the oracle asks: each history has databases of its own there.
class Server {
 public:
  explicit Server(const std::string& bindir);

  int major() const { return cluster_.installation().major; }

  // From now on migrations may do anything, as their role is a superuser.
  void lift_restrictions();

  // Makes a role that the migrations' role is a member of, unless it is there.
  void make_role(const std::string& name);

 private:
  friend class Database;

  Address address(Address base, const std::string& database) const;

  Cluster cluster_;
  Connection admin_;
};

// A statement that PostgreSQL refuses.
struct Refusal {
  std::string sql, reason;
};

// One database, empty at first; it is dropped with the object.
class Database {
 public:
  Database(Server& server, std::string name, std::vector<std::string> extensions);
  ~Database();

  // Empties it.
  void make_anew();

  // Runs one direction of a revision in a session of its own.
  ScriptRun run(const Revision& revision, Direction direction);

  // Runs statements of ours one by one, each in its own transaction; what is refused is returned.
  std::vector<Refusal> run(const std::vector<std::string>& statements);

  Snapshot snapshot();

 private:
  Server& server_;
  std::string name_;
  std::vector<std::string> extensions_;
  std::optional<Connection> session_;
};

}  // namespace migcheck::schema_oracle
