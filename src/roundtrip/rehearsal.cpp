#include "roundtrip/rehearsal.h"

#include <algorithm>

#include "core/text.h"
#include "roundtrip/wording.h"

namespace migcheck {

namespace {

using Kind = RoundtripProblem::Kind;

Stage::Versions versions_of(const std::vector<RoundtripStep>& steps) {
  const bool alembic = std::any_of(steps.begin(), steps.end(), [](const RoundtripStep& step) {
    return step.revision->path().ends_with(".py");
  });
  return alembic ? Stage::Versions::alembic : Stage::Versions::none;
}

RoundtripProblem make_problem(Kind kind, const Revision& revision, Direction direction,
                              std::string detail) {
  RoundtripProblem problem;
  problem.kind = kind;
  problem.revision = revision.id;
  problem.file = revision.file_of(direction);
  problem.direction = direction;
  problem.upgrade_name = revision.upgrade.name;
  problem.downgrade_name = revision.downgrade.name;
  const Script& script = revision.script(direction);
  const bool there = script.state != Script::State::missing;
  problem.span = there ? script.span : revision.id_span;
  problem.detail = std::move(detail);
  return problem;
}

bool is_order(const SchemaDifference& difference) {
  return difference.kind == SchemaDifference::Kind::column_order;
}

Kind kind_of(const std::vector<SchemaDifference>& found) {
  const bool all_enum = std::all_of(found.begin(), found.end(), [](const SchemaDifference& one) {
    return is_order(one) || is_enum_value_left(one);
  });
  return all_enum ? Kind::enum_value_left : Kind::schema_not_restored;
}

// Whether there is a way down to be rehearsed.
bool has_downgrade(const Revision& revision) {
  const Script::State state = revision.downgrade.state;
  if (state == Script::State::present) return true;
  return state == Script::State::empty && revision.upgrade.statements.empty();
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
  for (step_ = 0; step_ < steps_.size() && !lost_; ++step_) {
    const Revision& revision = *steps_[step_].revision;
    if (options_.progress) options_.progress(step_, steps_.size(), revision);
    if (!(steps_[step_].rehearsed ? run_rehearsed(revision) : run_base(revision))) lost_ = true;
  }
  skip_rest();
  if (options_.keep) outcome_.notes.push_back("the cluster's folder is " + stage_.folder());
  return std::move(outcome_);
}

bool Rehearsal::run_base(const Revision& revision) {
  const ScriptRun run = stage_.run(revision, Direction::upgrade, Ending::commit);
  if (!run.skipped.empty()) incomplete_.push_back(&revision);
  remember_skipped(revision, run.skipped);
  if (run.failure) {
    Trial trial{revision, {}, {}, {}};
    fail(trial, Kind::base_failed, Direction::upgrade, run);
    return false;
  }
  return true;
}

bool Rehearsal::run_rehearsed(const Revision& revision) {
  if (!knows_before_) before_ = stage_.snapshot(Within::no_transaction);
  Trial trial{revision, {}, {}, {}};
  trial.result.revision = revision.id;
  trial.result.status = "passed";
  const bool upgraded = upgrade(trial);
  if (upgraded && has_downgrade(revision)) {
    downgrade(trial);
  } else if (upgraded) {
    const bool raises = revision.downgrade.state == Script::State::raises;
    trial.result.status = raises ? "irreversible" : "partial";
  }
  finish(trial);
  before_ = std::move(upgraded_);
  knows_before_ = true;
  return upgraded;
}

bool Rehearsal::upgrade(Trial& trial) {
  LockTrace trace = stage_.trace();
  const ScriptRun run = stage_.run(trial.revision, Direction::upgrade, Ending::commit, &trace);
  trial.result.upgrade_ms = run.ms;
  trial.result.locks = trace.locks();
  trial.skipped = run.skipped;
  if (!run.skipped.empty()) incomplete_.push_back(&trial.revision);
  if (run.failure) {
    fail(trial, Kind::upgrade_failed, Direction::upgrade, run);
    return false;
  }
  upgraded_ = stage_.snapshot(Within::no_transaction);
  return true;
}

void Rehearsal::downgrade(Trial& trial) {
  // Left open, so that a downgrade that does not restore the schema can be taken back.
  const Ending ending =
      is_transactional(trial.revision.downgrade) ? Ending::leave_open : Ending::commit;
  ScriptRun run = stage_.run(trial.revision, Direction::downgrade, ending);
  trial.result.downgrade_ms = run.ms;
  trial.skipped.insert(trial.skipped.end(), run.skipped.begin(), run.skipped.end());
  if (!run.failure && ending == Ending::leave_open) {
    run.failure = stage_.check_deferred();
    run.failed_sql = "COMMIT";
  }
  if (run.failure) {
    fail(trial, Kind::downgrade_failed, Direction::downgrade, run);
    return_to_upgraded(ending);
  } else {
    judge_downgraded(trial, ending);
  }
}

void Rehearsal::judge_downgraded(Trial& trial, Ending ending) {
  const bool open = ending == Ending::leave_open;
  const std::vector<SchemaDifference> found =
      differences(before_, stage_.snapshot(open ? Within::transaction : Within::no_transaction));
  trial.result.schema_diff = lines_of(found);
  if (!std::all_of(found.begin(), found.end(), is_order)) {
    judge_left_over(trial, found, ending);
    return;
  }
  if (open) stage_.commit();
  if (!found.empty()) {
    object(trial, make_problem(Kind::column_order_differs, trial.revision, Direction::downgrade,
                               join(trial.result.schema_diff, "\n")));
  }
  upgrade_again(trial);
}

void Rehearsal::judge_left_over(Trial& trial, const std::vector<SchemaDifference>& found,
                                Ending ending) {
  std::string detail = join(trial.result.schema_diff, "\n");
  const std::string again = try_upgrade_again(trial, ending);
  if (!again.empty()) detail += "\nupgrading again then fails: " + again;
  const Kind kind = kind_of(found);
  if (kind == Kind::schema_not_restored || !again.empty()) trial.result.status = "failed";
  object(trial, make_problem(kind, trial.revision, Direction::downgrade, detail));
  return_to_upgraded(ending);
}

// What PostgreSQL says when the upgrade follows the downgrade as it is; to be taken back.
std::string Rehearsal::try_upgrade_again(Trial& trial, Ending ending) {
  if (ending == Ending::leave_open && !is_transactional(trial.revision.upgrade)) return {};
  const ScriptRun run = stage_.run(trial.revision, Direction::upgrade, ending);
  return run.failure ? run.failure->text() : std::string();
}

void Rehearsal::upgrade_again(Trial& trial) {
  const ScriptRun run = stage_.run(trial.revision, Direction::upgrade, Ending::commit);
  trial.result.reupgrade_ms = run.ms;
  if (run.failure) {
    fail(trial, Kind::reupgrade_failed, Direction::upgrade, run);
    replay();
    return;
  }
  Snapshot again = stage_.snapshot(Within::no_transaction);
  std::vector<SchemaDifference> found = differences(upgraded_, again);
  std::erase_if(found, is_order);
  upgraded_ = std::move(again);
  if (found.empty()) return;
  trial.result.status = "failed";
  trial.result.schema_diff = lines_of(found);
  object(trial, make_problem(Kind::reupgrade_differs, trial.revision, Direction::upgrade,
                             join(trial.result.schema_diff, "\n")));
}

void Rehearsal::return_to_upgraded(Ending ending) {
  stage_.roll_back();
  if (ending == Ending::leave_open) return;
  if (stage_.snapshot(Within::no_transaction) != upgraded_) replay();
}

void Rehearsal::replay() {
  if (step_ + 1 >= steps_.size()) return;
  if (stage_.replay(std::span(steps_).first(step_ + 1))) return;
  outcome_.notes.push_back("the upgrades up to " + steps_[step_].revision->id +
                           " fail when they are run a second time, from an empty database");
  lost_ = true;
}

void Rehearsal::fail(Trial& trial, Kind kind, Direction direction, const ScriptRun& run) {
  trial.result.status = "failed";
  const bool stops = kind == Kind::upgrade_failed || kind == Kind::base_failed;
  if (stops && may_come_from_skipped(trial.revision, *run.failure)) {
    trial.result.status = "partial";
    kind = Kind::stopped;
  }
  RoundtripProblem problem =
      make_problem(kind, trial.revision, direction, explain(*run.failure, run.failed_sql));
  if (run.failed != nullptr) problem.span = run.failed->span;
  problem.sql = run.failed_sql;
  problem.detail += after_skipped();
  object(trial, std::move(problem));
}

// Adds a problem, unless it may come from what was skipped of the same revision.
void Rehearsal::object(Trial& trial, RoundtripProblem problem) {
  const bool stops = problem.kind == Kind::upgrade_failed || problem.kind == Kind::base_failed ||
                     problem.kind == Kind::stopped;
  if (stops || trial.skipped.empty()) {
    outcome_.problems.push_back(std::move(problem));
    return;
  }
  trial.result.status = "partial";
  trial.doubts.push_back(problem.detail);
}

void Rehearsal::finish(Trial& trial) {
  if (!trial.skipped.empty()) {
    if (trial.result.status == "passed") trial.result.status = "partial";
    RoundtripProblem problem =
        make_problem(Kind::statement_skipped, trial.revision, Direction::upgrade,
                     list_skipped(trial.revision, trial.skipped));
    problem.file = trial.skipped.front().file;
    problem.span = trial.skipped.front().statement->span;
    problem.direction = std::nullopt;
    for (const std::string& doubt : trial.doubts) {
      problem.detail += "\nwithout that it cannot be judged: " + doubt;
    }
    outcome_.problems.push_back(std::move(problem));
    remember_skipped(trial.revision, trial.skipped);
  }
  outcome_.result.revisions.push_back(std::move(trial.result));
}

void Rehearsal::remember_skipped(const Revision& revision,
                                 const std::vector<SkippedStatement>& skipped) {
  if (skipped.empty()) return;
  if (skipped_ == 0) {
    first_skipped_ = revision.path() + ", " + list_skipped(revision, {skipped.front()});
  }
  skipped_ += skipped.size();
}

// What PostgreSQL misses may be what could not be read: earlier in the same revision, or in another
// one that names it. A syntax error is one in any case.
bool Rehearsal::may_come_from_skipped(const Revision& revision, const SqlFailure& failure) const {
  constexpr const char* syntax_error = "42601";
  if (failure.sqlstate == syntax_error) return false;
  const std::string name = first_quoted(failure.message);
  return std::any_of(incomplete_.begin(), incomplete_.end(), [&](const Revision* incomplete) {
    return incomplete == &revision ||
           (!name.empty() && incomplete->file->text.find(name) != std::string::npos);
  });
}

// For the text of a failure that may have its cause in an earlier revision.
std::string Rehearsal::after_skipped() const {
  if (skipped_ == 0) return {};
  return "\nnote: " + counted(skipped_, "statement") +
         " before it could not be rehearsed; the first: " + first_skipped_;
}

void Rehearsal::skip_rest() {
  for (; step_ < steps_.size(); ++step_) {
    if (!steps_[step_].rehearsed) continue;
    RoundtripRevision result;
    result.revision = steps_[step_].revision->id;
    result.status = "skipped";
    outcome_.result.revisions.push_back(std::move(result));
  }
  if (skipped_ > 0) {
    outcome_.notes.push_back(counted(skipped_, "statement") +
                             " could not be rehearsed; the first: " + first_skipped_);
  }
}

}  // namespace migcheck
