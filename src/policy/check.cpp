#include "policy/check.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <thread>

#include "core/parallel.h"
#include "policy/apply_suppressions.h"
#include "policy/fingerprint.h"
#include "policy/history_pass.h"
#include "policy/history_problems.h"
#include "policy/judge.h"

namespace migcheck {

namespace {

// Revisions of the graph's order, from `begin` up to `end`.
struct Share {
  std::size_t begin, end;
};

std::size_t statements_of(const Revision& revision) {
  return 1 + revision.upgrade.statements.size() + revision.downgrade.statements.size();
}

// Several threads check a long history faster than one, although each has to replay what comes
// before its share: that takes about 0.4 of the time of checking it. So that all are ready at the
// same time, each share is 0.6 of the one before.
std::vector<Share> shares_of(const CheckInput& input, const std::vector<std::size_t>& order) {
  constexpr double ratio = 0.6;
  constexpr std::size_t fewest_statements = 500;  // for which it is worth while
  std::size_t total = 0;
  for (const std::size_t i : order) {
    if (input.selected[i]) total += statements_of(input.history.revisions[i]);
  }
  const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
  const std::size_t count = total < fewest_statements ? 1 : threads;
  double parts = 0;
  for (std::size_t i = 0; i < count; ++i) parts = parts * ratio + 1;
  std::vector<Share> shares;
  double wanted = static_cast<double>(total) / parts;
  double done = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < order.size() && shares.size() + 1 < count; ++i) {
    if (input.selected[order[i]]) {
      done += static_cast<double>(statements_of(input.history.revisions[order[i]]));
    }
    if (done < wanted) continue;
    shares.push_back({begin, i + 1});
    begin = i + 1;
    done -= wanted;
    wanted *= ratio;
  }
  shares.push_back({begin, order.size()});
  return shares;
}

void run(HistoryPass& pass, const CheckInput& input, const std::vector<std::size_t>& order,
         Share share) {
  for (std::size_t i = 0; i < share.end; ++i) {
    const Revision& revision = input.history.revisions[order[i]];
    if (i >= share.begin && input.selected[order[i]]) {
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
  const std::vector<Share> shares = shares_of(input, order);
  std::vector<std::unique_ptr<HistoryPass>> passes;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    passes.push_back(std::make_unique<HistoryPass>(input, rules));
  }
  in_parallel(
      shares.size(), [&](std::size_t i) { run(*passes[i], input, order, shares[i]); }, 1);
  CheckResult result;
  std::vector<Unvalidated> unvalidated;
  for (const auto& pass : passes) {
    append(result, pass->result());
    append(unvalidated, pass->unvalidated());
  }
  append(result.findings, never_validated(input, rules, passes.back()->schema(), unvalidated));
  append(result.findings, history_findings(input, rules));
  if (input.rehearsal != nullptr) {
    std::vector<Finding> rehearsed = check_roundtrip(*input.rehearsal, rules);
    result.superseded += supersede(rules, rehearsed, result.findings);
    append(result.findings, std::move(rehearsed));
  }
  apply_suppressions(input, rules, result.findings);
  set_fingerprints(result.findings);
  return result;
}

}  // namespace migcheck
