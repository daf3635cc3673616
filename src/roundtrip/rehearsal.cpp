#include "roundtrip/rehearsal.h"

#include <algorithm>
#include <chrono>

#include "core/text.h"
#include "roundtrip/engine.h"
#include "roundtrip/locking.h"
#include "roundtrip/trial.h"
#include "roundtrip/verdict.h"

namespace migcheck {

namespace {

using Kind = RoundtripProblem::Kind;

// To copy the base's database takes a tenth of a second as well.
constexpr std::chrono::milliseconds kWorthKeeping{300};

Stage::Versions versions_of(const std::vector<RoundtripStep>& steps) {
  const bool alembic = std::any_of(steps.begin(), steps.end(), [](const RoundtripStep& step) {
    return step.revision->path().ends_with(".py");
  });
  return alembic ? Stage::Versions::alembic : Stage::Versions::none;
}

std::optional<Installation> installation_for(const RoundtripOptions& options) {
  if (options.database_url) return std::nullopt;
  return find_installation({options.pg_version, options.pg_bindir});
}

}  // namespace

Rehearsal::Rehearsal(const std::vector<RoundtripStep>& steps, const RoundtripOptions& options)
    : steps_(steps),
      options_(options),
      base_(base_of(steps)),
      stage_(installation_for(options), options, versions_of(steps), base_key(base_, options)) {
  if (options.engine == Engine::alembic) stage_.use_alembic(options.alembic);
  outcome_.result.engine = stage_.uses_alembic() ? "alembic" : "sql";
  outcome_.result.pg_version = stage_.server_version();
  if (options.keep) outcome_.notes.push_back("the cluster's folder is " + stage_.folder());
}

Rehearsal::End Rehearsal::run(const Turns& turns) {
  try {
    return run_steps(turns);
  } catch (const ConnectionLost&) {
    stage_.check_server();
    throw;
  }
}

Rehearsal::End Rehearsal::run_steps(const Turns& turns) {
  if (!(stage_.restored() ? take_over_base() : run_base())) return End::stopped;
  for (std::size_t step = base_.size(); step < steps_.size(); ++step) {
    const Revision& revision = *steps_[step].revision;
    const Division::Turn turn = turns(step);
    if (turn == Division::Turn::done) break;
    if (turn == Division::Turn::replay) {
      if (!replay(revision)) return End::not_begun;
    } else if (!(steps_[step].rehearsed ? run_rehearsed(revision) : run_unchanged(revision))) {
      return End::stopped;
    }
  }
  return End::reached;
}

std::optional<RoundtripProblem> Rehearsal::compare_models() {
  const auto last = std::find_if(steps_.rbegin(), steps_.rend(),
                                 [](const RoundtripStep& step) { return step.rehearsed; });
  if (last == steps_.rend()) return std::nullopt;
  const std::vector<std::string> found = stage_.compare_models(options_.alembic);
  if (found.empty()) return std::nullopt;
  RoundtripProblem problem;
  problem.kind = Kind::models_differ;
  problem.revision = last->revision->id;
  problem.file = last->revision->file;
  problem.span = last->revision->id_span;
  problem.detail = join(found, "\n");
  return problem;
}

bool Rehearsal::take_over_base() {
  BaseState kept = base_state_from(*stage_.restored(), base_);
  for (std::size_t step = 0; step < base_.size(); ++step) {
    const Revision& revision = *base_[step].revision;
    stage_.take_over(revision);
    const auto found = kept.skipped.find(step);
    if (found == kept.skipped.end()) continue;
    skipped_.remember(revision, found->second);
    base_count_.add(revision, found->second);
  }
  state_ = std::move(kept.schema);
  return true;
}

bool Rehearsal::run_base() {
  const auto start = std::chrono::steady_clock::now();
  BaseState kept;
  for (std::size_t step = 0; step < base_.size(); ++step) {
    const Revision& revision = *base_[step].revision;
    if (options_.progress) options_.progress(step, steps_.size(), revision);
    const auto skipped = upgrade(revision);
    if (!skipped) return false;
    base_count_.add(revision, *skipped);
    if (!skipped->empty()) kept.skipped[step] = *skipped;
  }
  const bool has_baseline = !options_.foundation.baseline.empty();
  if (base_.empty() && !has_baseline) return true;
  if (stage_.uses_alembic()) return true;  // the base may depend on the application, too
  if (has_baseline || std::chrono::steady_clock::now() - start > kWorthKeeping) {
    state_ = kept.schema = stage_.snapshot();
    stage_.save(to_text(kept, base_));
  }
  stage_.renew_session();
  return true;
}

bool Rehearsal::replay(const Revision& revision) {
  state_.reset();
  const ScriptRun run = stage_.run(revision, Direction::upgrade);
  skipped_.remember(revision, run.skipped);
  return !run.failure;
}

bool Rehearsal::run_unchanged(const Revision& revision) {
  const auto skipped = upgrade(revision);
  if (skipped) count_.add(revision, *skipped);
  return skipped.has_value();
}

// What of it was skipped; nothing: it failed, and there is a problem.
std::optional<std::vector<SkippedStatement>> Rehearsal::upgrade(const Revision& revision) {
  state_.reset();
  const ScriptRun run = stage_.run(revision, Direction::upgrade);
  skipped_.remember(revision, run.skipped);
  if (!run.failure) {
    note_executed(revision, Direction::upgrade, run);
    return run.skipped;
  }
  RoundtripVerdict verdict(revision, skipped_);
  verdict.stop(Kind::base_failed, run);
  verdict.take(outcome_.problems, count_);
  return std::nullopt;
}

bool Rehearsal::run_rehearsed(const Revision& revision) {
  RoundtripVerdict verdict(revision, skipped_);
  const bool upgraded = rehearse(revision, verdict);
  outcome_.result.revisions.push_back(verdict.take(outcome_.problems, count_));
  if (!stage_.sees_all_statements()) {
    outcome_.result.revisions.back().observed = RoundtripRevision::Observed::ddl;
  }
  return upgraded;
}

bool Rehearsal::rehearse(const Revision& revision, RoundtripVerdict& verdict) {
  if (!state_) state_ = stage_.snapshot();
  const bool is_known =
      locks_what_it_changes(revision.upgrade) && locks_what_it_changes(revision.downgrade);
  stage_.compare_with(is_known ? &*state_ : nullptr);
  TrialResult trial = try_out(stage_, revision);
  stage_.compare_with(nullptr);
  Attempt& attempt = trial.attempt;
  if (attempt.failed() == Phase::upgrade) {
    verdict.stop(Kind::upgrade_failed, *attempt.upgrade);
    return false;
  }
  LockWatch watch = stage_.watch();
  const ScriptRun run = stage_.upgrade(revision, watch);
  verdict.add_upgrade(run, watch);
  if (run.failure) {
    verdict.stop(Kind::upgrade_failed, run);
    return false;
  }
  verdict.judge(*state_, trial);
  note_unseeded(trial.attempt.tables);
  note_executed(revision, Direction::upgrade, attempt.upgrade);
  note_executed(revision, Direction::downgrade, attempt.downgrade);
  state_ = std::move(attempt.upgraded);
  return true;
}

// What stopped in the middle, or executed more than is kept, does not say what it does.
void Rehearsal::note_executed(const Revision& revision, Direction direction,
                              const std::optional<ScriptRun>& run) {
  if (!stage_.uses_alembic() || !options_.alembic.command.empty()) return;
  if (!run || run->failure || run->executed_left_out > 0) return;
  if (!is_opaque(revision.script(direction))) return;
  outcome_.executed.push_back({revision.id, direction, run->executed});
}

void Rehearsal::note_unseeded(const std::vector<SeededTable>& tables) {
  for (const SeededTable& table : tables) {
    if (table.is_wanted && !table.obstacle.empty()) {
      unseeded_.try_emplace(table.name, table.obstacle);
    }
  }
}

}  // namespace migcheck
