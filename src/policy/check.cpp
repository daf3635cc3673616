#include "policy/check.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "facts/history_facts.h"
#include "facts/statement_table.h"
#include "policy/fingerprint.h"
#include "policy/history_problems.h"
#include "policy/judge.h"
#include "policy/prediction.h"
#include "policy/script_facts.h"
#include "policy/suppression.h"

namespace migcheck {

namespace {

const char* to_string(Script::State state) {
  switch (state) {
    case Script::State::missing:
      return "missing";
    case Script::State::empty:
      return "empty";
    case Script::State::raises:
      return "raises";
    case Script::State::present:
      break;
  }
  return "present";
}

Ternary is_undoable(const ScriptFacts& script) {
  Ternary undoable = Ternary::no;
  for (const ScriptStatement& statement : script.statements) {
    if (statement.opaque) undoable = Ternary::unknown;
    for (const StatementFacts& facts : statement.facts) {
      if (is_undoable_change(facts)) return Ternary::yes;
    }
  }
  return undoable;
}

// One pass over the history in the order in which it runs.
class Checker {
 public:
  explicit Checker(const CheckInput& input)
      : input_(input), rules_(input.rules == nullptr ? builtin_ : *input.rules) {}

  CheckResult run() {
    for (const std::size_t index : input_.graph.upgrade_order()) {
      const Revision& revision = input_.history.revisions[index];
      if (input_.selected[index]) {
        check(revision);
      } else {
        replay(revision.upgrade, schema_);
      }
    }
    append(history_findings(input_, rules_));
    suppress();
    set_fingerprints(result_.findings);
    return std::move(result_);
  }

 private:
  void check(const Revision& revision) {
    const ScriptFacts upgrade = judge_script(revision, Direction::upgrade, nullptr);
    schema_.record();
    judge_script(revision, Direction::downgrade, &upgrade.state);
    schema_.undo();
    judge_revision(revision, upgrade);
  }

  ScriptFacts judge_script(const Revision& revision, Direction direction,
                           const TransactionState* upgrade) {
    const ScriptInput script{revision,          direction, input_.history.dialect,
                             input_.pg_version, upgrade,   input_.settings};
    ScriptFacts facts = script_facts(script, schema_);
    for (const ScriptStatement& statement : facts.statements) {
      ++result_.statements;
      if (statement.opaque) ++result_.opaque_statements;
      judge_statement(revision, direction, statement);
      explain(revision.file_of(direction), statement);
    }
    return facts;
  }

  void judge_statement(const Revision& revision, Direction direction,
                       const ScriptStatement& statement) {
    std::set<std::pair<std::string, std::string>> said;
    for (const StatementFacts& facts : statement.facts) {
      const FactTable<StatementFacts> source(statement_table(), facts);
      const Place place{
          revision.file_of(direction), statement.span, revision.id, direction, statement.sql,
          notable_locks(facts)};
      for (Finding& finding : judge(rules_, Subject::statement, facts.kind, source, place)) {
        if (!said.emplace(finding.policy, finding.message).second) continue;
        result_.findings.push_back(std::move(finding));
      }
    }
  }

  void judge_revision(const Revision& revision, const ScriptFacts& upgrade) {
    RevisionFacts facts;
    facts.revision = revision.id;
    facts.dialect = input_.history.dialect;
    facts.upgrade = to_string(revision.upgrade.state);
    facts.downgrade = to_string(revision.downgrade.state);
    facts.upgrade_name = revision.upgrade.name;
    facts.downgrade_name = revision.downgrade.name;
    facts.has_downgrades = input_.history.has_downgrades && !revision.repeatable;
    facts.merge = revision.down_revisions.size() > 1;
    facts.undoable = is_undoable(upgrade);
    const bool missing = revision.downgrade.state == Script::State::missing;
    const Direction at = missing ? Direction::upgrade : Direction::downgrade;
    const FactTable<RevisionFacts> source(revision_table(), facts);
    append(judge(rules_, Subject::revision, "", source,
                 {revision.file_of(at), revision.script(at).span, revision.id, {}, {}, {}}));
  }

  void explain(const SourceFilePtr& file, const ScriptStatement& statement) {
    ExplainedStatement explained = predicted(statement, file);
    if (!statement.opaque && has_unknown(explained)) ++result_.unknown_statements;
    if (input_.explain_locks) result_.explained.push_back(std::move(explained));
  }

  // Marks what the files' comments suppress, and reports suppressions that do nothing. A file that
  // was not selected keeps its comments to itself.
  void suppress() {
    std::map<const SourceFile*, Suppressions> files;
    for_selected_files([&](const Revision&, const SourceFilePtr& file) {
      files.emplace(file.get(), Suppressions(file));
    });
    for (Finding& finding : result_.findings) {
      const auto at = files.find(finding.file.get());
      if (at == files.end()) continue;
      finding.suppressed = at->second.reason_for(finding.policy, finding.span);
    }
    for_selected_files([&](const Revision& revision, const SourceFilePtr& file) {
      const auto at = files.find(file.get());
      if (at == files.end()) return;
      for (const SuppressionProblem& problem : at->second.problems()) {
        report(revision, file, problem);
      }
      files.erase(at);
    });
  }

  // Visits the files of the selected revisions; one that holds both scripts of a revision twice.
  template <typename Visit>
  void for_selected_files(Visit visit) const {
    for (std::size_t i = 0; i < input_.selected.size(); ++i) {
      if (!input_.selected[i]) continue;
      const Revision& revision = input_.history.revisions[i];
      visit(revision, revision.file);
      visit(revision, revision.file_of(Direction::downgrade));
    }
  }

  void report(const Revision& revision, const SourceFilePtr& file,
              const SuppressionProblem& problem) {
    HistoryFacts facts;
    const bool unused = problem.kind == SuppressionProblem::Kind::unused;
    facts.problem = unused ? "suppression_unused" : "suppression_invalid";
    facts.revision = revision.id;
    facts.path = file->path;
    facts.detail = problem.detail;
    facts.hint = problem.hint;
    const FactTable<HistoryFacts> source(history_table(), facts);
    append(judge(rules_, Subject::history, facts.problem, source,
                 {file, problem.span, revision.id, {}, {}, {}}));
  }

  void append(std::vector<Finding> findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(result_.findings));
  }

  const CheckInput& input_;
  const PolicyRules builtin_;
  const PolicyRules& rules_;
  Schema schema_{input_.pg_version};
  CheckResult result_;
};

}  // namespace

CheckResult check_history(const CheckInput& input) { return Checker(input).run(); }

}  // namespace migcheck
