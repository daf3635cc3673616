#include "roundtrip/trial.h"

#include <algorithm>
#include <string_view>

#include "core/text.h"
#include "postgres/lock_trace.h"
#include "roundtrip/rows/image.h"
#include "roundtrip/rows/shapes.h"

namespace migcheck {

namespace {

// Failures that may come from there being one transaction for what has three: a deferred check that
// is made early, as all are once an upgrade has ended, a new enum value that is used, an object
// that waits for the transaction's end. A lock that another session holds is none of them. Source:
// PostgreSQL, "Error Codes", classes 25 and 55.
bool may_come_from_ground(const SqlFailure& failure, Phase phase) {
  constexpr const char* foreign_key_violation = "23503";
  constexpr const char* lock_not_available = "55P03";
  const std::string_view state = failure.sqlstate;
  if (state == foreign_key_violation) return phase != Phase::upgrade;
  if (state == lock_not_available) return false;
  return state.starts_with("25") || state.starts_with("55");
}

// Texts for columns that have an enum type after the upgrade, and may have been of a text type.
std::vector<ColumnHint> enum_hints(const Shapes& upgraded) {
  std::vector<ColumnHint> hints;
  for (const TableShape& table : upgraded.tables) {
    for (const ColumnShape& column : table.columns) {
      const TypeShape& type = *upgraded.base_of(column.type, column.modifier).type;
      if (type.kind == 'e') hints.push_back({table.name, column.name, type.labels});
    }
  }
  return hints;
}

// Whether it may convert a column: ALTER COLUMN … TYPE.
bool may_convert(const Script& script) {
  return std::any_of(script.statements.begin(), script.statements.end(),
                     [](const Statement& statement) {
                       return to_lower(statement.sql).find(" type ") != std::string::npos;
                     });
}

enum class Extent { upgrade, whole };

// All attempts at one revision on one ground.
class Trial {
 public:
  Trial(Stage& stage, const Revision& revision, Ground ground)
      : stage_(stage), revision_(revision), ground_(ground) {}

  TrialResult run() {
    // First without rows: that says whether it works at all, and which tables it touches.
    Attempt first = attempt(std::nullopt, Extent::upgrade);
    if (first.failed()) return {std::move(first), {}};
    if (touched_.empty()) return {std::move(first), {}};
    TrialResult result = run_with_rows();
    result.attempt.upgraded = std::move(first.upgraded);
    return result;
  }

  // Whether a failure of any attempt may come from the ground that it was made on.
  bool depends_on_ground() const { return depends_on_ground_; }

 private:
  TrialResult run_with_rows() {
    TrialResult result;
    Attempt hostile = attempt(RowVariety::hostile, Extent::whole);
    if (!hostile.failed()) return {std::move(hostile), {}};
    Attempt plain = attempt(RowVariety::plain, Extent::whole);
    note_failure_on_rows(result, hostile, plain);
    if (plain.failed()) {
      result.attempt = attempt(std::nullopt, Extent::whole);
      note_failure_on_rows(result, plain, result.attempt);
    } else {
      result.attempt = std::move(plain);
    }
    return result;
  }

  // What fails with some rows, and not with easier ones, fails because of them.
  void note_failure_on_rows(TrialResult& result, const Attempt& with, const Attempt& easier) {
    if (with.failed() == easier.failed()) return;
    const Phase phase = *with.failed();
    const ScriptRun& run = with.run_of(phase);
    const RowCause cause = row_cause(run, direction_of(phase), *with.variety, revision_);
    result.row_failures.push_back({phase, run, cause});
  }

  Attempt attempt(std::optional<RowVariety> rows, Extent extent) {
    stage_.enter(ground_);
    Attempt attempt;
    attempt.variety = rows;
    if (rows) {
      go_with_rows(attempt, *rows);
    } else {
      go_without_rows(attempt, extent);
    }
    stage_.leave();
    if (const auto failed = attempt.failed()) {
      if (may_come_from_ground(*attempt.run_of(*failed).failure, *failed))
        depends_on_ground_ = true;
    }
    return attempt;
  }

  void go_without_rows(Attempt& attempt, Extent extent) {
    LockTrace trace(stage_.session());
    if (!up(attempt, &trace)) return;
    attempt.upgraded = stage_.snapshot();
    for (const ExecutedStatement& one : attempt.upgrade->executed) trace.note_names(one.sql);
    if (extent == Extent::upgrade && touches_any(trace)) return;
    if (down(attempt)) up_again(attempt);
  }

  // Outside of a transaction no lock is left to be seen; the downgrade has not run yet.
  bool touches_any(LockTrace& trace) {
    if (ground_ == Ground::copy) note_names(trace, revision_.upgrade);
    note_names(trace, revision_.downgrade);
    touched_ = trace.touched();
    if (may_convert(revision_.upgrade)) {
      hints_ = enum_hints(read_shapes(stage_.session(), touched_, within()));
    }
    return !touched_.empty();
  }

  static void note_names(LockTrace& trace, const Script& script) {
    for (const Statement& statement : script.statements) trace.note_names(statement.sql);
  }

  void go_with_rows(Attempt& attempt, RowVariety variety) {
    attempt.tables = seed(variety);
    const RowImage before = read_rows(stage_.session(), names_of(attempt.tables), within());
    if (!up(attempt, nullptr)) return;
    const RowImage upgraded = read_rows(stage_.session(), before, within());
    if (!down(attempt)) return;
    const RowImage downgraded = read_rows(stage_.session(), before, within());
    attempt.rows = compare_rows(before, upgraded, downgraded);
    up_again(attempt);
  }

  std::vector<SeededTable> seed(RowVariety variety) {
    const bool commit = ground_ == Ground::copy;
    if (commit) stage_.session().query("BEGIN");
    std::vector<SeededTable> tables = seed_rows(stage_.session(), touched_, variety, hints_).tables;
    if (commit) stage_.session().query("COMMIT");
    return tables;
  }

  static std::vector<std::string> names_of(const std::vector<SeededTable>& tables) {
    std::vector<std::string> names;
    for (const SeededTable& table : tables) names.push_back(table.name);
    return names;
  }

  bool up(Attempt& attempt, LockTrace* trace) {
    attempt.upgrade = stage_.run(revision_, Direction::upgrade, trace);
    return !attempt.upgrade->failure;
  }

  bool down(Attempt& attempt) {
    if (!has_downgrade(revision_)) return false;
    attempt.downgrade = stage_.run(revision_, Direction::downgrade);
    if (attempt.downgrade->failure) return false;
    attempt.downgraded = stage_.snapshot();
    return true;
  }

  void up_again(Attempt& attempt) {
    attempt.reupgrade = stage_.run(revision_, Direction::upgrade);
    if (!attempt.reupgrade->failure) attempt.reupgraded = stage_.snapshot();
  }

  Within within() const {
    return ground_ == Ground::transaction ? Within::transaction : Within::no_transaction;
  }

  Stage& stage_;
  const Revision& revision_;
  const Ground ground_;
  std::vector<std::string> touched_;  // tables from before
  std::vector<ColumnHint> hints_;     // for their rows
  bool depends_on_ground_ = false;
};

}  // namespace

Direction direction_of(Phase phase) {
  return phase == Phase::downgrade ? Direction::downgrade : Direction::upgrade;
}

std::optional<Phase> Attempt::failed() const {
  if (reupgrade) return reupgrade->failure ? std::optional(Phase::reupgrade) : std::nullopt;
  if (downgrade) return downgrade->failure ? std::optional(Phase::downgrade) : std::nullopt;
  return upgrade->failure ? std::optional(Phase::upgrade) : std::nullopt;
}

const ScriptRun& Attempt::run_of(Phase phase) const {
  switch (phase) {
    case Phase::upgrade:
      return *upgrade;
    case Phase::downgrade:
      return *downgrade;
    case Phase::reupgrade:
      break;
  }
  return *reupgrade;
}

bool has_downgrade(const Revision& revision) {
  const Script::State state = revision.downgrade.state;
  if (state == Script::State::present) return true;
  return state == Script::State::empty && revision.upgrade.statements.empty();
}

TrialResult try_out(Stage& stage, const Revision& revision) {
  const bool fits =
      fits_given_transaction(revision.upgrade) && fits_given_transaction(revision.downgrade);
  if (fits && !stage.uses_alembic()) {
    Trial trial(stage, revision, Ground::transaction);
    TrialResult result = trial.run();
    if (!trial.depends_on_ground()) return result;
  }
  return Trial(stage, revision, Ground::copy).run();
}

}  // namespace migcheck
