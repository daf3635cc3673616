#include "policy/apply_suppressions.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "facts/history_facts.h"
#include "policy/catalogue.h"
#include "policy/judge.h"
#include "policy/suppression.h"

namespace migcheck {

namespace {

using Kind = SuppressionProblem::Kind;

const char* problem_of(Kind kind) {
  if (kind == Kind::unused) return "suppression_unused";
  return kind == Kind::expired ? "suppression_expired" : "suppression_invalid";
}

class Suppressor {
 public:
  Suppressor(const CheckInput& input, const PolicyRules& rules) : input_(input), rules_(rules) {
    for (const Policy& policy : rules.project().policies()) known_.push_back(policy.id);
  }

  void apply(std::vector<Finding>& findings) {
    std::map<const SourceFile*, Suppressions> files;
    for_selected_files([&](const Revision&, const SourceFilePtr& file) {
      files.try_emplace(file.get(), file, known_, input_.today);
    });
    for (Finding& finding : findings) {
      const auto at = files.find(finding.file.get());
      if (at == files.end()) continue;
      finding.suppressed = at->second.reason_for(finding.policy, finding.span);
    }
    for_selected_files([&](const Revision& revision, const SourceFilePtr& file) {
      const auto at = files.find(file.get());
      if (at == files.end()) return;
      for (const SuppressionProblem& problem : at->second.problems()) {
        if (counts(problem, *file)) report(revision, file, problem, findings);
      }
      files.erase(at);
    });
  }

 private:
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

  // What was not looked for may well be there: a policy that is off, a rehearsal that did not run.
  bool counts(const SuppressionProblem& problem, const SourceFile& file) const {
    if (problem.kind != Kind::unused) return true;
    const PolicySet& set = rules_.at(file.path);
    if (set.severity(problem.policy) == Severity::off) return false;
    return input_.rehearsal != nullptr ||
           find_policy(set.policies(), problem.policy).subject != Subject::roundtrip;
  }

  void report(const Revision& revision, const SourceFilePtr& file,
              const SuppressionProblem& problem, std::vector<Finding>& findings) const {
    HistoryFacts facts;
    facts.problem = problem_of(problem.kind);
    facts.revision = revision.id;
    facts.path = file->path;
    facts.detail = problem.detail;
    facts.hint = problem.hint;
    const FactTable<HistoryFacts> source(history_table(), facts);
    Verdict verdict = judge(rules_, Subject::history, facts.problem, source,
                            {file, problem.span, revision.id, {}, {}, {}});
    std::move(verdict.findings.begin(), verdict.findings.end(), std::back_inserter(findings));
  }

  const CheckInput& input_;
  const PolicyRules& rules_;
  std::vector<std::string> known_;
};

}  // namespace

void apply_suppressions(const CheckInput& input, const PolicyRules& rules,
                        std::vector<Finding>& findings) {
  Suppressor(input, rules).apply(findings);
}

}  // namespace migcheck
