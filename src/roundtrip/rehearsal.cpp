#include "roundtrip/rehearsal.h"

#include <algorithm>

#include "core/text.h"
#include "roundtrip/trial.h"
#include "roundtrip/verdict.h"

namespace migcheck {

namespace {

using Kind = RoundtripProblem::Kind;

Stage::Versions versions_of(const std::vector<RoundtripStep>& steps) {
  const bool alembic = std::any_of(steps.begin(), steps.end(), [](const RoundtripStep& step) {
    return step.revision->path().ends_with(".py");
  });
  return alembic ? Stage::Versions::alembic : Stage::Versions::none;
}

}  // namespace

Rehearsal::Rehearsal(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options)
    : steps_(steps),
      options_(options),
      stage_(find_installation({options.pg_version, options.pg_bindir}), options,
             versions_of(steps)) {}

RoundtripOutcome Rehearsal::run() {
  outcome_.result.engine = "sql";
  outcome_.result.pg_version = stage_.server_version();
  bool goes_on = true;
  for (; step_ < steps_.size() && goes_on; ++step_) {
    const Revision& revision = *steps_[step_].revision;
    if (options_.progress) options_.progress(step_, steps_.size(), revision);
    goes_on = steps_[step_].rehearsed ? run_rehearsed(revision) : run_base(revision);
  }
  skip_rest();
  if (options_.keep) outcome_.notes.push_back("the cluster's folder is " + stage_.folder());
  return std::move(outcome_);
}

bool Rehearsal::run_base(const Revision& revision) {
  state_.reset();
  const ScriptRun run = stage_.run(revision, Direction::upgrade);
  skipped_.remember(revision, run.skipped);
  if (!run.skipped.empty()) skipped_.remember_upgrade(revision);
  if (!run.failure) return true;
  RoundtripVerdict verdict(revision, skipped_);
  verdict.stop(Kind::base_failed, run);
  verdict.take(outcome_.problems);
  return false;
}

bool Rehearsal::run_rehearsed(const Revision& revision) {
  RoundtripVerdict verdict(revision, skipped_);
  const bool upgraded = rehearse(revision, verdict);
  outcome_.result.revisions.push_back(verdict.take(outcome_.problems));
  return upgraded;
}

bool Rehearsal::rehearse(const Revision& revision, RoundtripVerdict& verdict) {
  if (!state_) state_ = stage_.snapshot();
  TrialResult trial = try_out(stage_, revision);
  Attempt& attempt = trial.attempt;
  if (attempt.failed() == Phase::upgrade) {
    verdict.stop(Kind::upgrade_failed, *attempt.upgrade);
    return false;
  }
  LockTrace trace(stage_.session());
  const ScriptRun run = stage_.run(revision, Direction::upgrade, &trace);
  verdict.add_upgrade(run, trace.locks());
  if (run.failure) {
    verdict.stop(Kind::upgrade_failed, run);
    return false;
  }
  verdict.judge(*state_, trial);
  note_unseeded(trial.attempt.tables);
  state_ = std::move(attempt.upgraded);
  return true;
}

void Rehearsal::note_unseeded(const std::vector<SeededTable>& tables) {
  for (const SeededTable& table : tables) {
    if (table.is_wanted && !table.obstacle.empty()) {
      unseeded_.try_emplace(table.name, table.obstacle);
    }
  }
}

void Rehearsal::skip_rest() {
  for (; step_ < steps_.size(); ++step_) {
    if (!steps_[step_].rehearsed) continue;
    RoundtripRevision result;
    result.revision = steps_[step_].revision->id;
    result.status = "skipped";
    outcome_.result.revisions.push_back(std::move(result));
  }
  if (const std::string note = skipped_.note(); !note.empty()) outcome_.notes.push_back(note);
  if (unseeded_.empty()) return;
  const auto& [table, obstacle] = *unseeded_.begin();
  outcome_.notes.push_back(counted(unseeded_.size(), "table") +
                           " could not be given rows; the first: " + table + ", " + obstacle);
}

}  // namespace migcheck
