#include "policy/unvalidated.h"

#include <algorithm>
#include <iterator>

#include "facts/history_facts.h"

namespace migcheck {

namespace {

bool is_head(const CheckInput& input, const std::string& id) {
  const std::vector<std::size_t> heads = input.graph.heads();
  return std::any_of(heads.begin(), heads.end(),
                     [&](std::size_t head) { return input.history.revisions[head].id == id; });
}

bool is_still_invalid(const Schema& schema, const Unvalidated& one) {
  const Relation* table = schema.relation(one.table);
  if (table == nullptr || !schema.is_certain(one.table)) return false;
  const SchemaConstraint* constraint = table->constraint(one.constraint);
  return constraint != nullptr && !constraint->valid && constraint->enforced;
}

}  // namespace

void note_unvalidated(const StatementFacts& facts, const Place& place,
                      std::vector<Unvalidated>& unvalidated) {
  if (!facts.not_valid || facts.constraint.empty()) return;
  if (facts.direction == Direction::downgrade) return;
  unvalidated.push_back({facts.table, facts.constraint, place});
}

std::vector<Finding> never_validated(const CheckInput& input, const PolicyRules& rules,
                                     const Schema& schema,
                                     const std::vector<Unvalidated>& unvalidated) {
  std::vector<Finding> findings;
  for (const Unvalidated& one : unvalidated) {
    if (is_head(input, one.place.revision) || !is_still_invalid(schema, one)) continue;
    HistoryFacts facts;
    facts.problem = "never_validated";
    facts.revision = one.place.revision;
    facts.path = one.place.file->path;
    facts.table = one.table;
    facts.constraint = one.constraint;
    facts.dialect = input.history.dialect;
    const FactTable<HistoryFacts> source(history_table(), facts);
    Verdict verdict = judge(rules, Subject::history, facts.problem, source, one.place);
    std::move(verdict.findings.begin(), verdict.findings.end(), std::back_inserter(findings));
  }
  return findings;
}

}  // namespace migcheck
