#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/lock.h"
#include "postgres/connection.h"
#include "postgres/held_lock.h"

namespace migcheck {

// Which tables were locked how, and written anew. Tables that were not there when the trace began
// are nobody's concern.
class LockTrace {
 public:
  // Notes the tables that exist; nothing is observed yet.
  explicit LockTrace(Connection& connection);

  // Adds what the running transaction holds.
  void observe(Connection& connection);

  // Adds these, and returns what they are on the known tables as locks() does. A table that has
  // another file than when it was seen last was written anew.
  std::vector<RelationLock> add(const std::vector<HeldLock>& locks);

  // What was added has been rolled back. The tables stay touched.
  void forget();

  // Adds the tables whose names stand in the text, for what leaves no lock to be seen.
  void note_names(const std::string& sql);

  bool is_empty() const { return relations_.empty(); }

  // The strongest lock on each table, ordered by name, but for those of reading (ACCESS SHARE);
  // `scan` is not observed, hence unknown.
  std::vector<RelationLock> locks() const;

  // The tables that were locked in any way or named, as SQL has to write them: public."user".
  std::vector<std::string> touched() const;

  // Those that LOCK TABLE takes, likewise: no materialized view.
  std::vector<std::string> tables() const;

 private:
  struct Relation {
    std::string name;       // public.user
    std::string sql_name;   // public."user"
    std::string last_name;  // user
    std::string first_file_node;
    std::string file_node;  // as seen last
    bool is_table = true;
    bool is_touched = false;
  };

  void merge(const RelationLock& lock);

  std::map<std::string, Relation> relations_;  // by oid
  std::map<std::string, RelationLock> found_;  // by name
};

}  // namespace migcheck
