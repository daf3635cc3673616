#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ternary.h"

namespace migcheck {

// What a statement is beside the other statements of its script. It is known when the script has
// been read as a whole; of several statements with the same problem the first one has it.
struct ScriptPosition {
  bool waits_unlimited = false;  // the first heavy lock without a lock_timeout
  bool works_unlimited = false;  // the first scan or rewrite under such a lock, and no limit
  bool slow_under_lock = false;  // long work while the tables of `held_exclusively` are locked
  std::vector<std::string> held_exclusively;  // by earlier statements of its transaction
  std::vector<std::string> also_locked;       // exclusively, besides `held_exclusively`
  bool could_join = false;                    // the ALTER TABLE before it
  bool idles_unlimited = false;               // the first heavy lock in a transaction that may idle
  bool gone = false;                          // what it drops is not there at the end of the script
  bool followed = false;                      // by another change of the schema
  bool never_analyzed = false;                // after many rows were changed
  bool needs_setval = false;                  // nothing sets the sequence behind `numbered_column`
  std::string created_later;                  // a table that it uses
  std::string built_before;  // an index that the script has built on the table, which this rewrites
  std::string replacement;   // of a dropped column: an added one of the same type
  std::optional<std::vector<std::string>> lost;  // of what CASCADE takes; nothing: not known
  std::vector<std::string> lost_views;           // that CASCADE takes, and that are not made again
  std::string lost_views_sql;                    // what makes them again
  Ternary acknowledged = Ternary::unknown;       // the file has the project's acknowledgement

  // Of BEGIN, COMMIT and ROLLBACK.
  bool nested = false;        // in a transaction
  bool left_open = false;     // nothing ends what it begins
  bool ends_runner = false;   // what the runner has begun
  bool ends_nothing = false;  // there is no transaction
  std::string next_call;      // the statement behind it, as Alembic has it
};

}  // namespace migcheck
