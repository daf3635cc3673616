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

  // Adds the tables whose names stand in the text, for what leaves no lock to be seen.
  void note_names(const std::string& sql);

  // The strongest lock on each table, ordered by name, but for those of reading (ACCESS SHARE);
  // `scan` is not observed, hence unknown.
  std::vector<RelationLock> locks() const;

  // The tables that were locked in any way or named, as SQL has to write them: public."user".
  std::vector<std::string> touched() const;

 private:
  struct Relation {
    std::string name;       // public.user
    std::string sql_name;   // public."user"
    std::string last_name;  // user
    std::string file_node;  // another one afterwards: the table was rewritten
    bool is_touched = false;
  };

  std::map<std::string, Relation> relations_;  // by oid
  std::map<std::string, RelationLock> found_;  // by name
};

}  // namespace migcheck
