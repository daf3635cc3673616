#include "policy/history_pass.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "core/text.h"
#include "facts/statement_table.h"
#include "policy/catalogue.h"
#include "policy/judge.h"
#include "policy/observed_locks.h"
#include "policy/prediction.h"
#include "policy/reversal.h"

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

// Whether the upgrade itself did not run to its end.
bool has_failed(const std::vector<RoundtripProblem>& problems, const std::string& revision) {
  using Kind = RoundtripProblem::Kind;
  return std::ranges::any_of(problems, [&](const RoundtripProblem& problem) {
    return problem.revision == revision &&
           (problem.kind == Kind::upgrade_failed || problem.kind == Kind::stopped);
  });
}

// What a thing that a statement does is about, in a word.
std::string part_of(const StatementFacts& facts) {
  for (const std::string* name : {&facts.column, &facts.constraint, &facts.index, &facts.object}) {
    if (!name->empty()) return *name;
  }
  return facts.table;
}

// The same with the table.
std::string whole_of(const StatementFacts& facts) {
  const std::string part = part_of(facts);
  if (facts.table.empty() || part == facts.table) return part;
  return facts.table + ": " + part;
}

// Where the SQL was not read from the file.
void mark(Finding& finding, const ScriptStatement& statement) {
  if (statement.followed_up) finding.severity = weaker(finding.severity);
  finding.observed = statement.observed;
}

}  // namespace

HistoryPass::HistoryPass(const CheckInput& input, PolicyRules rules)
    : input_(input),
      rules_(std::move(rules)),
      revision_rules_(input.history, *input.settings),
      schema_(input.pg_version) {}

void HistoryPass::replay(const Revision& revision) {
  migcheck::replay(revision.upgrade, *input_.settings, schema_);
}

void HistoryPass::check(const Revision& revision) {
  schema_.record();
  const ScriptFacts upgrade = judge_script(revision, Direction::upgrade, nullptr);
  compare_locks(revision, upgrade);
  schema_.record();
  const ScriptFacts downgrade = judge_script(revision, Direction::downgrade, &upgrade.state);
  judge_revision(revision, upgrade, downgrade);
  schema_.undo();
  schema_.keep();
}

ScriptFacts HistoryPass::judge_script(const Revision& revision, Direction direction,
                                      const TransactionState* upgrade) {
  const ScriptInput script{revision,          direction, input_.history.dialect,
                           input_.pg_version, upgrade,   input_.settings};
  ScriptFacts facts = script_facts(script, schema_);
  std::map<std::size_t, Said> observed;  // all that one call was seen to execute, by its place
  for (const ScriptStatement& statement : facts.statements) {
    if (!statement.observed) ++result_.statements;
    if (statement.opaque) ++result_.opaque_statements;
    Said own;
    Said& said = statement.observed ? observed[statement.span.begin] : own;
    judge_statement(revision, direction, statement, said);
    name_others(own);
    explain(revision.file_of(direction), statement);
  }
  for (const auto& [place, said] : observed) name_others(said);
  return facts;
}

void HistoryPass::judge_statement(const Revision& revision, Direction direction,
                                  const ScriptStatement& statement, Said& said) {
  for (const StatementFacts& facts : statement.facts) {
    const FactTable<StatementFacts> source(statement_table(), facts);
    const Place place{
        revision.file_of(direction), statement.span, revision.id, direction, statement.sql,
        notable_locks(facts)};
    Verdict verdict = judge(rules_, Subject::statement, facts.kind, source, place);
    result_.superseded += verdict.superseded;
    note_unvalidated(facts, place, unvalidated_);
    for (Finding& finding : verdict.findings) {
      mark(finding, statement);
      add(std::move(finding), statement.observed ? whole_of(facts) : part_of(facts), said);
    }
  }
}

void HistoryPass::name_others(const Said& said) {
  for (const auto& [policy, repeated] : said) {
    Finding& finding = result_.findings[repeated.finding];
    const std::string others = join_some(repeated.others);
    if (finding.observed) {
      const std::string more = others.empty() ? others : "; likewise: " + others;
      finding.message += fmt::format(" (seen when it was rehearsed{})", more);
    } else if (!others.empty()) {
      finding.message += fmt::format(" (the same statement: {})", others);
    }
  }
}

// What a statement does several times is one finding, which names the other parts.
void HistoryPass::add(Finding finding, const std::string& part, Said& said) {
  const auto [at, is_new] = said.try_emplace(finding.policy, Repeated{result_.findings.size(), {}});
  std::vector<std::string>& others = at->second.others;
  if (is_new) {
    result_.findings.push_back(std::move(finding));
  } else if (finding.message != result_.findings[at->second.finding].message &&
             std::find(others.begin(), others.end(), part) == others.end()) {
    others.push_back(part);
  }
}

void HistoryPass::judge_revision(const Revision& revision, const ScriptFacts& upgrade,
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
  const FactTable<RevisionFacts> source(revision_table(), facts);
  Verdict verdict = judge(rules_, Subject::revision, "", source,
                          {revision.file, revision.id_span, revision.id, {}, {}, {}});
  result_.superseded += verdict.superseded;
  for (Finding& finding : verdict.findings) point_at_downgrade(revision, finding);
  std::move(verdict.findings.begin(), verdict.findings.end(), std::back_inserter(result_.findings));
}

void HistoryPass::compare_locks(const Revision& revision, const ScriptFacts& upgrade) {
  const auto observed =
      std::ranges::find(input_.rehearsed, revision.id, &RoundtripRevision::revision);
  if (observed == input_.rehearsed.end() || has_failed(*input_.rehearsal, revision.id)) return;
  const std::vector<std::string> lines = lock_differences(revision, upgrade, *observed, schema_);
  if (lines.empty()) return;
  RoundtripProblem& problem = lock_problems_.emplace_back();
  problem.kind = RoundtripProblem::Kind::locks_differ;
  problem.revision = revision.id;
  problem.file = revision.file_of(Direction::upgrade);
  problem.span = revision.upgrade.span;
  problem.direction = Direction::upgrade;
  problem.upgrade_name = revision.upgrade.name;
  problem.downgrade_name = revision.downgrade.name;
  problem.detail = join(lines, "\n");
}

// What is wrong with the way back stands there, or with the upgrade that has none.
void HistoryPass::point_at_downgrade(const Revision& revision, Finding& finding) const {
  const Policy& policy = find_policy(rules_.project().policies(), finding.policy);
  if (policy.category != "reversibility") return;
  const bool missing = revision.downgrade.state == Script::State::missing;
  const Direction at = missing ? Direction::upgrade : Direction::downgrade;
  finding.file = revision.file_of(at);
  finding.span = revision.script(at).span;
}

void HistoryPass::explain(const SourceFilePtr& file, const ScriptStatement& statement) {
  ExplainedStatement explained = predicted(statement, file);
  if (!statement.opaque && !statement.observed && has_unknown(explained))
    ++result_.unknown_statements;
  if (input_.explain_locks) result_.explained.push_back(std::move(explained));
}

}  // namespace migcheck
