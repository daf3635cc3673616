#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/lock.h"
#include "postgres/connection.h"

namespace migcheck {

// Which tables a transaction has locked how, read from the session's own entries in pg_locks before
// it commits. Tables that were not there when the trace began are nobody's concern.
class LockTrace {
 public:
  // Notes the tables that exist; nothing is observed yet.
  explicit LockTrace(Connection& connection);

  // Adds what the running transaction holds. Does nothing when the transaction has failed.
  void observe(Connection& connection);

  // The strongest lock on each table, ordered by name; `scan` is not observed, hence unknown.
  std::vector<RelationLock> locks() const;

 private:
  struct Relation {
    std::string name;
    std::string file_node;  // another one afterwards: the table was rewritten
  };

  std::map<std::string, Relation> relations_;  // by oid
  std::map<std::string, RelationLock> found_;  // by name
};

}  // namespace migcheck
