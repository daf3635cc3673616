#pragma once

// Internal to policy/: one pass over a history in the order in which it runs, which judges what the
// revisions do on what those before them have made.

#include <map>
#include <string>
#include <vector>

#include "policy/check.h"
#include "policy/revision_facts.h"
#include "policy/script_facts.h"
#include "policy/unvalidated.h"
#include "schema/schema.h"

namespace migcheck {

class HistoryPass {
 public:
  // The input must outlive it. The rules are its own: they remember what they were asked.
  HistoryPass(const CheckInput& input, PolicyRules rules);

  // What comes next, with findings or without.
  void check(const Revision& revision);
  void replay(const Revision& revision);

  // What was found so far: without suppressions and fingerprints.
  CheckResult& result() { return result_; }

  const Schema& schema() const { return schema_; }
  const std::vector<Unvalidated>& unvalidated() const { return unvalidated_; }

  // Revisions whose rehearsal saw other locks than are predicted.
  const std::vector<RoundtripProblem>& lock_problems() const { return lock_problems_; }

 private:
  // A policy that holds for several things that one statement does.
  struct Repeated {
    std::size_t finding = 0;  // the first one's place in the result
    std::vector<std::string> others;
  };

  ScriptFacts judge_script(const Revision& revision, Direction direction,
                           const TransactionState* upgrade);
  using Said = std::map<std::string, Repeated>;  // by policy

  void judge_statement(const Revision& revision, Direction direction,
                       const ScriptStatement& statement, Said& said);
  void add(Finding finding, const std::string& part, Said& said);
  void name_others(const Said& said);
  void judge_revision(const Revision& revision, const ScriptFacts& upgrade,
                      const ScriptFacts& downgrade);
  void compare_locks(const Revision& revision, const ScriptFacts& upgrade);
  void point_at_downgrade(const Revision& revision, Finding& finding) const;
  void explain(const SourceFilePtr& file, const ScriptStatement& statement);

  const CheckInput& input_;
  const PolicyRules rules_;
  const RevisionRules revision_rules_;
  Schema schema_;
  std::vector<Unvalidated> unvalidated_;
  std::vector<RoundtripProblem> lock_problems_;
  CheckResult result_;
};

}  // namespace migcheck
