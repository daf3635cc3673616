#include "policy/check.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <thread>

#include "core/division.h"
#include "core/parallel.h"
#include "policy/apply_suppressions.h"
#include "policy/fingerprint.h"
#include "policy/history_pass.h"
#include "policy/history_problems.h"
#include "policy/judge.h"

namespace migcheck {

namespace {

std::size_t statements_of(const Revision& revision) {
  return 1 + revision.upgrade.statements.size() + revision.downgrade.statements.size();
}

// How long each revision of the order takes: to check one takes four times as long as to replay it.
std::vector<std::size_t> weights_of(const CheckInput& input,
                                    const std::vector<std::size_t>& order) {
  std::vector<std::size_t> weights;
  for (const std::size_t i : order) {
    weights.push_back(statements_of(input.history.revisions[i]) * (input.selected[i] ? 4 : 1));
  }
  return weights;
}

std::size_t threads_for(const CheckInput& input) {
  constexpr std::size_t fewest_statements = 500;  // for which it is worth while
  std::size_t selected = 0;
  for (std::size_t i = 0; i < input.selected.size(); ++i) {
    if (input.selected[i]) selected += statements_of(input.history.revisions[i]);
  }
  if (selected < fewest_statements) return 1;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
}

void run(HistoryPass& pass, const CheckInput& input, const std::vector<std::size_t>& order,
         Division& division, std::size_t thread) {
  for (std::size_t step = 0; step < order.size(); ++step) {
    const Division::Turn turn = division.turn(thread, step);
    if (turn == Division::Turn::done) return;
    const Revision& revision = input.history.revisions[order[step]];
    if (turn == Division::Turn::check && input.selected[order[step]]) {
      pass.check(revision);
    } else {
      pass.replay(revision);
    }
  }
}

template <typename T>
void append(std::vector<T>& all, std::vector<T> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

void append(CheckResult& all, CheckResult& more) {
  append(all.findings, std::move(more.findings));
  append(all.explained, std::move(more.explained));
  all.statements += more.statements;
  all.opaque_statements += more.opaque_statements;
  all.unknown_statements += more.unknown_statements;
  all.superseded += more.superseded;
}

}  // namespace

CheckResult check_history(const CheckInput& input) {
  const PolicyRules rules = input.rules == nullptr ? PolicyRules() : *input.rules;
  const std::vector<std::size_t> order = input.graph.upgrade_order();
  std::vector<std::unique_ptr<HistoryPass>> passes(threads_for(input));
  for (auto& pass : passes) pass = std::make_unique<HistoryPass>(input, rules);
  Division division(weights_of(input, order), passes.size());
  in_parallel(
      passes.size(), [&](std::size_t i) { run(*passes[i], input, order, division, i); }, 1);
  CheckResult result;
  std::vector<Unvalidated> unvalidated;
  for (const auto& pass : passes) {
    append(result, pass->result());
    append(unvalidated, pass->unvalidated());
  }
  const Schema& schema = passes[division.last()]->schema();
  append(result.findings, never_validated(input, rules, schema, unvalidated));
  append(result.findings, history_findings(input, rules));
  if (input.rehearsal != nullptr) {
    std::vector<RoundtripProblem> problems = *input.rehearsal;
    for (const auto& pass : passes) append(problems, pass->lock_problems());
    std::vector<Finding> rehearsed = check_roundtrip(problems, rules);
    result.superseded += supersede(rules, rehearsed, result.findings);
    append(result.findings, std::move(rehearsed));
  }
  // Large schemas take a while to be forgotten.
  in_parallel(
      passes.size(), [&](std::size_t i) { passes[i].reset(); }, 1);
  apply_suppressions(input, rules, result.findings);
  set_fingerprints(result.findings);
  return result;
}

}  // namespace migcheck
