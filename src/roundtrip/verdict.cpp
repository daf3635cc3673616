#include "roundtrip/verdict.h"

#include <algorithm>

#include "core/password.h"
#include "core/text.h"
#include "postgres/difference.h"
#include "roundtrip/wording.h"

namespace migcheck {

namespace {

using Kind = RoundtripProblem::Kind;

constexpr const char* kDuplicateObject = "42710";  // "enum label … already exists"

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

Kind kind_of(const std::vector<SchemaDifference>& found, const Snapshot& upgraded) {
  if (std::all_of(found.begin(), found.end(), is_order)) return Kind::column_order_differs;
  const bool all_enum = std::all_of(found.begin(), found.end(), [&](const SchemaDifference& one) {
    return is_order(one) || is_enum_value_left(one, upgraded);
  });
  return all_enum ? Kind::enum_value_left : Kind::schema_not_restored;
}

Kind kind_of(const FailureOnRows& failure) {
  const bool any_rows = failure.cause == RowCause::any_rows;
  if (failure.phase == Phase::downgrade) {
    return any_rows ? Kind::downgrade_fails_on_rows : Kind::downgrade_fails_on_some_rows;
  }
  if (failure.phase == Phase::reupgrade) return Kind::reupgrade_failed;
  if (any_rows) return Kind::upgrade_fails_on_rows;
  return failure.cause == RowCause::constraint ? Kind::constraint_fails_on_some_rows
                                               : Kind::upgrade_fails_on_some_rows;
}

// A line only for what somebody may want to look up.
void complete(ObservedStatement& statement, const Revision& revision) {
  if (statement.locks.empty()) return;
  statement.sql = masked(statement.sql, passwords_in(statement.sql));
  if (!statement.number) return;
  const Span span = revision.upgrade.statements[*statement.number].span;
  statement.line = position_at(revision.file_of(Direction::upgrade)->text, span.begin).line;
}

std::string status_without_downgrade(const Revision& revision) {
  return revision.downgrade.state == Script::State::raises ? "irreversible" : "partial";
}

}  // namespace

RoundtripVerdict::RoundtripVerdict(const Revision& revision, Skipped& skipped)
    : revision_(revision), all_skipped_(skipped) {
  result_.revision = revision.id;
  result_.status = "passed";
}

void RoundtripVerdict::stop(Kind kind, const ScriptRun& run) {
  if (kind == Kind::upgrade_failed) note_skipped(run);
  if (!run.skipped.empty()) all_skipped_.remember_upgrade(revision_);
  result_.upgrade_ms = run.ms;
  result_.status = "failed";
  if (all_skipped_.may_explain(*run.failure, revision_)) {
    result_.status = "partial";
    kind = Kind::stopped;
  }
  fail(kind, Direction::upgrade, run);
}

void RoundtripVerdict::judge(const Snapshot& before, const TrialResult& trial) {
  judge_schema(before, trial.attempt);
  for (const FailureOnRows& failure : trial.row_failures) judge_row_failure(failure);
  judge_rows(trial.attempt.rows);
}

void RoundtripVerdict::judge_row_failure(const FailureOnRows& failure) {
  const bool again = failure.phase == Phase::reupgrade;
  if (again || failure.cause == RowCause::any_rows) result_.status = "failed";
  fail(kind_of(failure), direction_of(failure.phase), failure.run);
}

void RoundtripVerdict::judge_rows(const RowChanges& rows) {
  result_.rows_lost = rows.lost;
  result_.values_changed = rows.by_upgrade;
  if (!rows.lost.empty()) {
    result_.status = "failed";
    object(Kind::rows_lost, Direction::downgrade, join(rows.lost, "\n"));
  }
  if (!rows.left_behind.empty()) {
    object(Kind::rows_left, Direction::downgrade, join(rows.left_behind, "\n"));
  }
  if (!rows.by_upgrade.empty()) {
    object(Kind::values_changed, Direction::upgrade, join(rows.by_upgrade, "\n"));
  }
}

void RoundtripVerdict::judge_schema(const Snapshot& before, const Attempt& attempt) {
  note_skipped(*attempt.upgrade);
  if (!has_downgrade(revision_)) {
    result_.status = status_without_downgrade(revision_);
    return;
  }
  note_skipped(*attempt.downgrade);
  result_.downgrade_ms = attempt.downgrade->ms;
  if (attempt.failed() == Phase::downgrade) {
    judge_failure(Kind::downgrade_failed, *attempt.downgrade);
    return;
  }
  judge_downgraded(before, attempt);
}

void RoundtripVerdict::judge_downgraded(const Snapshot& before, const Attempt& attempt) {
  const std::vector<SchemaDifference> found = differences(before, *attempt.downgraded);
  result_.schema_diff = lines_of(found);
  const Kind kind = kind_of(found, *attempt.upgraded);
  if (found.empty() || kind == Kind::column_order_differs) {
    if (!found.empty()) object(kind, Direction::downgrade, join(result_.schema_diff, "\n"));
    result_.reupgrade_ms = attempt.reupgrade->ms;
    judge_reupgraded(attempt);
    return;
  }
  std::string detail = join(result_.schema_diff, "\n");
  if (kind == Kind::schema_not_restored && all_skipped_.may_explain(found)) {
    result_.status = "partial";
    object(Kind::not_judged, Direction::downgrade, detail + all_skipped_.note_for_failure());
    return;
  }
  const auto& again = attempt.reupgrade->failure;
  if (again) detail += "\nupgrading again then fails: " + again->text();
  const bool is_that_value = again && again->sqlstate == kDuplicateObject;
  if (kind == Kind::schema_not_restored || (again && !is_that_value)) result_.status = "failed";
  object(kind, Direction::downgrade, detail);
}

void RoundtripVerdict::judge_failure(Kind kind, const ScriptRun& run) {
  const bool is_certain = !all_skipped_.may_explain(*run.failure, revision_);
  const bool is_downgrade = kind == Kind::downgrade_failed;
  result_.status = is_certain ? "failed" : "partial";
  fail(is_certain ? kind : Kind::not_judged,
       is_downgrade ? Direction::downgrade : Direction::upgrade, run);
}

void RoundtripVerdict::judge_reupgraded(const Attempt& attempt) {
  if (attempt.failed()) {
    judge_failure(Kind::reupgrade_failed, *attempt.reupgrade);
    return;
  }
  std::vector<SchemaDifference> found = differences(*attempt.upgraded, *attempt.reupgraded);
  std::erase_if(found, is_order);
  if (found.empty()) return;
  result_.status = "failed";
  result_.schema_diff = lines_of(found);
  object(Kind::reupgrade_differs, Direction::upgrade, join(result_.schema_diff, "\n"));
}

void RoundtripVerdict::add_upgrade(const ScriptRun& run, const LockWatch& watch) {
  result_.upgrade_ms = run.ms;
  result_.locks = watch.locks();
  result_.statements = watch.statements();
  for (ObservedStatement& one : result_.statements) complete(one, revision_);
  upgrade_skipped_ = run.skipped;
}

void RoundtripVerdict::note_skipped(const ScriptRun& run) {
  skipped_.insert(skipped_.end(), run.skipped.begin(), run.skipped.end());
}

void RoundtripVerdict::fail(Kind kind, Direction direction, const ScriptRun& run) {
  RoundtripProblem problem =
      make_problem(kind, revision_, direction,
                   explain(*run.failure, run.failed_sql) + all_skipped_.note_for_failure());
  if (run.failed_at) problem.span = *run.failed_at;
  if (run.failed != nullptr) problem.span = run.failed->span;
  problem.sql = run.failed_sql;
  add(std::move(problem));
}

void RoundtripVerdict::object(Kind kind, Direction direction, const std::string& detail) {
  add(make_problem(kind, revision_, direction, detail));
}

// Unless it may come from what was skipped of the same revision.
void RoundtripVerdict::add(RoundtripProblem problem) {
  const bool stops = problem.kind == Kind::upgrade_failed || problem.kind == Kind::base_failed ||
                     problem.kind == Kind::stopped;
  if (stops || skipped_.empty()) {
    problems_.push_back(std::move(problem));
    return;
  }
  result_.status = "partial";
  doubts_.push_back(problem.detail);
}

RoundtripProblem RoundtripVerdict::problem_of_skipped() const {
  RoundtripProblem problem = make_problem(Kind::statement_skipped, revision_, Direction::upgrade,
                                          list_skipped(revision_, skipped_));
  problem.file = skipped_.front().file;
  problem.span = skipped_.front().statement->span;
  problem.direction = std::nullopt;
  for (const std::string& doubt : doubts_) {
    problem.detail += "\nwithout that it cannot be judged: " + doubt;
  }
  return problem;
}

RoundtripRevision RoundtripVerdict::take(std::vector<RoundtripProblem>& problems,
                                         SkippedCount& count) {
  if (!skipped_.empty()) {
    if (result_.status == "passed") result_.status = "partial";
    problems_.push_back(problem_of_skipped());
    count.add(revision_, skipped_);
  }
  all_skipped_.remember(revision_, upgrade_skipped_);
  std::move(problems_.begin(), problems_.end(), std::back_inserter(problems));
  return std::move(result_);
}

}  // namespace migcheck
