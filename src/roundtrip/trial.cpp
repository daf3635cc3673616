#include "roundtrip/trial.h"

#include <string_view>

namespace migcheck {

namespace {

// Failures that may come from there being one transaction for what has three: a deferred check that
// was made early, a new enum value that is used, an object that waits for the transaction's end.
// Source: PostgreSQL, "Error Codes", classes 25 and 55.
bool may_come_from_ground(const SqlFailure& failure) {
  constexpr const char* foreign_key_violation = "23503";
  const std::string_view state = failure.sqlstate;
  return state.starts_with("25") || state.starts_with("55") || state == foreign_key_violation;
}

// One attempt; leaves the ground however it ends.
class Trial {
 public:
  Trial(Stage& stage, const Revision& revision) : stage_(stage), revision_(revision) {}

  Attempt run(Ground ground) {
    stage_.enter(ground);
    Attempt attempt;
    go(attempt);
    stage_.leave();
    return attempt;
  }

 private:
  void go(Attempt& attempt) {
    if (!step(attempt.upgrade, Direction::upgrade, attempt.upgraded)) return;
    if (!has_downgrade(revision_)) return;
    if (!step(attempt.downgrade, Direction::downgrade, attempt.downgraded)) return;
    step(attempt.reupgrade, Direction::upgrade, attempt.reupgraded);
  }

  bool step(std::optional<ScriptRun>& run, Direction direction, std::optional<Snapshot>& after) {
    run = stage_.run(revision_, direction);
    if (run->failure) return false;
    after = stage_.snapshot();
    return true;
  }

  Stage& stage_;
  const Revision& revision_;
};

}  // namespace

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

Attempt try_out(Stage& stage, const Revision& revision) {
  Trial trial(stage, revision);
  const bool fits =
      fits_given_transaction(revision.upgrade) && fits_given_transaction(revision.downgrade);
  if (!fits) return trial.run(Ground::copy);
  Attempt attempt = trial.run(Ground::transaction);
  const std::optional<Phase> failed = attempt.failed();
  if (!failed || !may_come_from_ground(*attempt.run_of(*failed).failure)) return attempt;
  return trial.run(Ground::copy);
}

}  // namespace migcheck
