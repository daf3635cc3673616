#include "core/password.h"
#include "facts/history_facts.h"
#include "policy/check.h"
#include "policy/fingerprint.h"
#include "policy/judge.h"
#include "sql/secret.h"

namespace migcheck {

std::vector<Finding> check_roundtrip(std::span<const RoundtripProblem> problems,
                                     const PolicyRules& rules) {
  std::vector<Finding> findings;
  for (const RoundtripProblem& problem : problems) {
    const std::string sql = masked(problem.sql, sql::passwords_of(problem.sql));
    const RoundtripFacts facts = {to_string(problem.kind),
                                  problem.revision,
                                  problem.direction ? to_string(*problem.direction) : "",
                                  masked(problem.detail, passwords_in(problem.detail)),
                                  sql,
                                  problem.upgrade_name,
                                  problem.downgrade_name};
    const FactTable<RoundtripFacts> source(roundtrip_table(), facts);
    const Place place = {problem.file, problem.span, problem.revision, problem.direction, sql, {}};
    for (Finding& finding :
         judge(rules, Subject::roundtrip, facts.problem, source, place).findings) {
      findings.push_back(std::move(finding));
    }
  }
  set_fingerprints(findings);
  return findings;
}

}  // namespace migcheck
