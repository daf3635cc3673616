#include "policy/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "facts/history_facts.h"
#include "facts/statement_table.h"
#include "policy/apply_suppressions.h"
#include "policy/fingerprint.h"
#include "policy/history_problems.h"
#include "policy/judge.h"
#include "policy/prediction.h"
#include "policy/reversal.h"
#include "policy/revision_facts.h"
#include "policy/script_facts.h"
#include "policy/unvalidated.h"

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

// What one policy says more than once of a statement.
struct Repeated {
  std::string message;           // of its finding
  std::set<std::string> others;  // what else it holds for
};

// What a thing that a statement does is about, in a word.
std::string part_of(const StatementFacts& facts) {
  for (const std::string* name : {&facts.column, &facts.constraint, &facts.index, &facts.object}) {
    if (!name->empty()) return *name;
  }
  return facts.table;
}

// A list for a sentence: the first ones, and how many more there are.
std::string some_of(const std::set<std::string>& names) {
  constexpr std::size_t most = 8;
  std::string text;
  std::size_t said = 0;
  for (const std::string& name : names) {
    if (said++ == most) return text + fmt::format(" and {} more", names.size() - most);
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
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
    append(never_validated(input_, rules_, schema_, unvalidated_));
    append(history_findings(input_, rules_));
    if (input_.rehearsal != nullptr) {
      std::vector<Finding> rehearsed = check_roundtrip(*input_.rehearsal, rules_);
      result_.superseded += supersede(rules_, rehearsed, result_.findings);
      append(std::move(rehearsed));
    }
    apply_suppressions(input_, rules_, result_.findings);
    set_fingerprints(result_.findings);
    return std::move(result_);
  }

 private:
  void check(const Revision& revision) {
    schema_.record();
    const ScriptFacts upgrade = judge_script(revision, Direction::upgrade, nullptr);
    schema_.record();
    const ScriptFacts downgrade = judge_script(revision, Direction::downgrade, &upgrade.state);
    judge_revision(revision, upgrade, downgrade);
    schema_.undo();
    schema_.keep();
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
    std::map<std::string, Repeated> said;  // by policy
    for (const StatementFacts& facts : statement.facts) {
      const FactTable<StatementFacts> source(statement_table(), facts);
      const Place place{
          revision.file_of(direction), statement.span, revision.id, direction, statement.sql,
          notable_locks(facts)};
      Verdict verdict = judge(rules_, Subject::statement, facts.kind, source, place);
      result_.superseded += verdict.superseded;
      note_unvalidated(facts, place, unvalidated_);
      for (Finding& finding : verdict.findings) {
        const auto [at, is_new] = said.try_emplace(finding.policy, Repeated{finding.message, {}});
        if (is_new) {
          result_.findings.push_back(std::move(finding));
        } else if (finding.message != at->second.message) {
          at->second.others.insert(part_of(facts));
        }
      }
    }
    add_repeated(said);
  }

  // What a statement does several times is one finding, which names the other places.
  void add_repeated(const std::map<std::string, Repeated>& said) {
    for (const auto& [policy, repeated] : said) {
      if (repeated.others.empty()) continue;
      const auto finding = std::find_if(
          result_.findings.rbegin(), result_.findings.rend(), [&](const Finding& candidate) {
            return candidate.policy == policy && candidate.message == repeated.message;
          });
      finding->message += fmt::format(" (the same statement: {})", some_of(repeated.others));
    }
  }

  void judge_revision(const Revision& revision, const ScriptFacts& upgrade,
                      const ScriptFacts& downgrade) {
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
    facts.refusal = revision.downgrade.refusal;
    facts.imports = revision.application_imports;
    facts.dropped = dropped_by(upgrade);
    if (facts.has_downgrades && is_reversal(revision, upgrade, downgrade)) {
      facts.asymmetry = asymmetry(schema_);
    }
    describe_revision(facts, revision, upgrade, revision_rules_);
    const bool missing = revision.downgrade.state == Script::State::missing;
    const Direction at = missing ? Direction::upgrade : Direction::downgrade;
    const FactTable<RevisionFacts> source(revision_table(), facts);
    Verdict verdict =
        judge(rules_, Subject::revision, "", source,
              {revision.file_of(at), revision.script(at).span, revision.id, {}, {}, {}});
    result_.superseded += verdict.superseded;
    append(std::move(verdict.findings));
  }

  void explain(const SourceFilePtr& file, const ScriptStatement& statement) {
    ExplainedStatement explained = predicted(statement, file);
    if (!statement.opaque && has_unknown(explained)) ++result_.unknown_statements;
    if (input_.explain_locks) result_.explained.push_back(std::move(explained));
  }

  void append(std::vector<Finding> findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(result_.findings));
  }

  const CheckInput& input_;
  const PolicyRules builtin_;
  const PolicyRules& rules_;
  const RevisionRules revision_rules_{input_.history, input_.settings};
  Schema schema_{input_.pg_version};
  std::vector<Unvalidated> unvalidated_;
  CheckResult result_;
};

}  // namespace

CheckResult check_history(const CheckInput& input) { return Checker(input).run(); }

}  // namespace migcheck
