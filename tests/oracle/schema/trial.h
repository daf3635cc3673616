#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "comparison.h"
#include "history.h"
#include "schema/difference.h"
#include "schema/schema.h"
#include "server.h"

namespace migcheck::schema_oracle {

// What came of one history.
struct Outcome {
  std::size_t revisions = 0;
  std::size_t skipped = 0;  // statements without SQL, or that PostgreSQL refused in a branch whose
                            // condition is not known: neither side has them
  std::size_t unread = 0;   // statements that PostgreSQL takes and our grammar does not
  std::string stopped;      // what PostgreSQL refuses of the history, and where; empty: it ran
  Comparison compared;      // with each line once, and its place in front of it
};

// One history against the server. Two databases are held against each other: in one the migrations
// run; the other is brought from one state of the model to the next by the statements of their
// difference, so that PostgreSQL has normalised the expressions of both.
class Trial {
 public:
  Trial(Server& server, const ReplayedHistory& history);

  Outcome run();

 private:
  bool upgrade(const Revision& revision);
  void take_back(const Revision& revision);
  void downgrade(const Revision& revision);

  // Runs a script in the migrations' database, and applies it to the model. False: it fails.
  bool run_script(const Revision& revision, Direction direction);
  void follow(const Script& script, const ScriptRun& run);

  // Runs the statements of a difference in the model's database.
  void bring(const Difference& difference);

  // Holds the model's database against a snapshot of the migrations'. When they differ, the model's
  // is made anew, so that the next step does not suffer from it.
  void hold(const Snapshot& migrated, const Schema& model, ColumnOrder order);

  void make_anew(const Schema& model);
  void restore(const Revision& revision);
  void note(Comparison compared);
  std::vector<std::string> fresh(const std::vector<std::string>& lines);

  const ReplayedHistory& history_;
  int server_major_;
  Database migrated_, modelled_;
  Schema before_, model_;  // before and after the last script
  Difference made_;        // the last one
  Comparison refused_;     // statements since the last comparison
  Snapshot snapshot_before_, snapshot_;
  std::string place_;           // "revision 3, downgrade"
  std::string failure_;         // of the last script
  std::set<std::string> seen_;  // lines, without their place
  Outcome outcome_;
};

}  // namespace migcheck::schema_oracle
