#include "trial.h"

#include <algorithm>
#include <utility>

#include "core/source_file.h"
#include "schema/difference.h"
#include "sql/parse.h"

namespace migcheck::schema_oracle {

namespace {

bool was_skipped(const ScriptRun& run, const Statement& statement) {
  return std::any_of(run.skipped.begin(), run.skipped.end(),
                     [&](const SkippedStatement& one) { return one.statement == &statement; });
}

// "line 12: relation "x" does not exist (SQLSTATE 42P01): ALTER TABLE x …".
std::string describe(const Revision& revision, const ScriptRun& run) {
  std::string text;
  if (run.failed != nullptr) {
    const std::size_t line = position_at(revision.file->text, run.failed->span.begin).line;
    text = "line " + std::to_string(line) + ": ";
  }
  return text + run.failure->text() + ": " + run.failed_sql.substr(0, 200);
}

}  // namespace

Trial::Trial(Server& server, const ReplayedHistory& history)
    : history_(history),
      server_major_(server.major()),
      migrated_(server, "migrated", history.extensions),
      modelled_(server, "modelled", history.extensions),
      before_(server_major_),
      model_(server_major_) {
  for (const std::string& role : history.roles) server.make_role(role);
}

Outcome Trial::run() {
  snapshot_ = migrated_.snapshot();
  bool compares = history_.first.empty();
  for (const Revision& revision : history_.revisions) {
    if (!compares && revision.id != history_.first) {
      if (!run_script(revision, Direction::upgrade)) outcome_.stopped = failure_;
      continue;
    }
    if (!std::exchange(compares, true)) make_anew(model_);
    if (!outcome_.stopped.empty() || !upgrade(revision)) break;
    ++outcome_.revisions;
    if (history_.downgrades) {
      take_back(revision);
      if (revision.downgrade.state == Script::State::present) downgrade(revision);
    }
  }
  place_ = "anew";
  make_anew(model_);
  hold(snapshot_, model_, ColumnOrder::compared);
  return std::move(outcome_);
}

bool Trial::upgrade(const Revision& revision) {
  place_ = "revision " + revision.id;
  snapshot_before_ = snapshot_;
  if (!run_script(revision, Direction::upgrade)) {
    outcome_.stopped = place_ + ", " + failure_;
    return false;
  }
  bring(difference(before_, model_));
  hold(snapshot_, model_, ColumnOrder::ignored);
  return true;
}

void Trial::take_back(const Revision& revision) {
  const Difference made = difference(before_, model_);
  place_ = "revision " + revision.id + ", inverse";
  bring(inverse(made));
  hold(snapshot_before_, before_, ColumnOrder::ignored);
  place_ += " of the inverse";
  bring(made);
  hold(snapshot_, model_, ColumnOrder::ignored);
}

void Trial::downgrade(const Revision& revision) {
  const std::size_t skipped = outcome_.skipped;
  for (const Direction direction : {Direction::downgrade, Direction::upgrade}) {
    const bool down = direction == Direction::downgrade;
    place_ = "revision " + revision.id + (down ? ", downgrade" : ", upgrade again");
    if (!run_script(revision, direction)) {
      // A downgrade that cannot be run proves nothing of the model.
      if (history_.downgrades_must_run) outcome_.stopped = place_ + ", " + failure_;
      restore(revision);
      break;
    }
    bring(difference(before_, model_));
    hold(snapshot_, model_, ColumnOrder::ignored);
  }
  outcome_.skipped = skipped;
}

bool Trial::run_script(const Revision& revision, Direction direction) {
  const ScriptRun run = migrated_.run(revision, direction);
  if (run.failure) {
    failure_ = describe(revision, run);
    return false;
  }
  before_ = model_;
  follow(direction == Direction::upgrade ? revision.upgrade : revision.downgrade, run);
  snapshot_ = migrated_.snapshot();
  return true;
}

void Trial::follow(const Script& script, const ScriptRun& run) {
  model_.start_session();
  for (const Statement& statement : script.statements) {
    if (was_skipped(run, statement)) {
      ++outcome_.skipped;
      continue;
    }
    for (const sql::ParsedStatement& part : sql::parse(statement.sql)) {
      if (part.error) {
        ++outcome_.unread;
        model_.apply_opaque();
      } else {
        model_.apply(part.operation);
      }
    }
  }
  model_.start_session();  // what was temporary is gone
}

void Trial::bring(const Difference& difference) {
  made_ = difference;
  for (const Refusal& refusal : modelled_.run(statements(difference))) {
    ++refused_.wrong;
    refused_.lines.push_back("PostgreSQL refuses a statement of the difference: " + refusal.reason +
                             "\n    " + refusal.sql);
  }
}

void Trial::hold(const Snapshot& migrated, const Schema& model, ColumnOrder order) {
  Comparison compared = compare(migrated, modelled_.snapshot(), made_, order);
  const bool differs = compared.wrong + compared.unknown > 0;
  // A refused statement is wrong, unless all that it left undone is in doubt.
  if (compared.wrong == 0 && compared.unknown > 0) {
    compared.unknown += refused_.wrong;
  } else {
    compared.add(refused_);
  }
  refused_ = {};
  note(std::move(compared));
  if (differs && order == ColumnOrder::ignored) make_anew(model);
}

void Trial::make_anew(const Schema& model) {
  modelled_.make_anew();
  bring(difference(Schema(server_major_), model));
}

// To where the upgrades up to this one have led.
void Trial::restore(const Revision& revision) {
  migrated_.make_anew();
  model_ = before_ = Schema(server_major_);
  const Outcome kept = outcome_;
  for (const Revision& one : history_.revisions) {
    if (!run_script(one, Direction::upgrade)) {
      outcome_.stopped = "revision " + one.id + ", a second time, " + failure_;
    }
    if (&one == &revision || !outcome_.stopped.empty()) break;
  }
  outcome_.skipped = kept.skipped;
  outcome_.unread = kept.unread;
  make_anew(model_);
}

// Those that have not been seen yet, with their place.
std::vector<std::string> Trial::fresh(const std::vector<std::string>& lines) {
  std::vector<std::string> fresh;
  for (const std::string& line : lines) {
    if (seen_.insert(line).second) fresh.push_back(place_ + ": " + line);
  }
  return fresh;
}

void Trial::note(Comparison compared) {
  compared.lines = fresh(compared.lines);
  compared.unknown_lines = fresh(compared.unknown_lines);
  outcome_.compared.add(compared);
}

}  // namespace migcheck::schema_oracle
