#include "roundtrip/lock_watch.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/text.h"

namespace migcheck {

namespace {

constexpr std::size_t kMostLooks = 100;  // in one script; then only before it commits

constexpr int kShortTimeout = 1000;  // milliseconds: a lock_timeout that a hold-up may not eat up

bool is_concurrent(const std::string& sql) {
  static const re2::RE2 word(R"((?i)\bconcurrently\b)");
  return re2::RE2::PartialMatch(sql, word);
}

}  // namespace

LockWatch::LockWatch(Connection& session, std::function<Connection&()> admin, std::string log)
    : session_(session), admin_(std::move(admin)), log_(std::move(log)), trace_(session) {}

void LockWatch::begin_anew() {
  trace_.forget();
  held_.clear();
  looks_ = 0;
  not_seen_.reset();
  statements_.clear();
}

void LockWatch::begin(const std::string& sql, bool in_transaction) {
  hold_up_.reset();  // of one that has failed, and was passed over
  begun_ = {in_transaction, !in_transaction && is_concurrent(sql)};
  if (trace_.is_empty() || in_transaction) return;
  if (ddl_) {
    ddl_->take();  // what has run in transactions since
  } else if (!log_.empty()) {
    ddl_.emplace(admin_(), log_);
  }
  if (begun_.is_concurrent) hold_up();
}

void LockWatch::end(std::size_t number, const std::string& sql, bool in_transaction) {
  if (trace_.is_empty()) return;
  ObservedStatement statement{number, 0, sql, {}};
  if (begun_.in_transaction && in_transaction) {
    if (looks_++ < kMostLooks) return look(std::move(statement));
    not_seen_ = std::move(statement);
    return;
  }
  held_.clear();
  if (begun_.in_transaction || in_transaction) return;  // COMMIT, BEGIN
  std::vector<HeldLock> all = hold_up_ ? hold_up_->end() : std::vector<HeldLock>();
  hold_up_.reset();
  const std::vector<DdlCommand> commands = ddl_ ? ddl_->take() : std::vector<DdlCommand>();
  for (const DdlCommand& command : commands) {
    all.insert(all.end(), command.locks.begin(), command.locks.end());
  }
  statement.locks = trace_.add(all);
  // What runs concurrently has an event, too, but mostly holds nothing any more.
  const bool seen = begun_.is_concurrent ? !all.empty() : !commands.empty();
  if (seen) statements_.push_back(std::move(statement));
}

// A short lock_timeout would end the statement.
void LockWatch::hold_up() {
  const Connection::Row row =
      session_
          .query(
              "SELECT pg_catalog.pg_backend_pid(), setting FROM pg_catalog.pg_settings "
              "WHERE name = 'lock_timeout'")
          .at(0);
  const int timeout = std::stoi(row[1]);
  if (timeout == 0 || timeout >= kShortTimeout) {
    hold_up_.emplace(admin_(), row[0], trace_.tables());
  }
}

void LockWatch::end_transaction() {
  if (not_seen_) look(*std::exchange(not_seen_, std::nullopt));
}

void LockWatch::look(ObservedStatement statement) {
  statement.locks = trace_.add(newly_held(own_locks(session_)));
  statements_.push_back(std::move(statement));
}

// What of it the transaction did not hold when it was seen last.
std::vector<HeldLock> LockWatch::newly_held(std::vector<HeldLock> held) {
  std::sort(held.begin(), held.end());
  std::vector<HeldLock> fresh;
  std::set_difference(held.begin(), held.end(), held_.begin(), held_.end(),
                      std::back_inserter(fresh));
  held_ = std::move(held);
  return fresh;
}

void LockWatch::begin_run() {
  if (!trace_.is_empty() && !log_.empty()) ddl_.emplace(admin_(), log_);
}

void LockWatch::end_run(const ScriptRun& run) {
  if (trace_.is_empty()) return;
  for (std::size_t i = 0; i < run.executed.size() && i < run.executed_locks.size(); ++i) {
    const ExecutedStatement& one = run.executed[i];
    statements_.push_back({std::nullopt, one.line, one.sql, trace_.add(run.executed_locks[i])});
  }
  trace_.add(run.locks_at_commit);
  if (ddl_) add_events(ddl_->take());
  ddl_.reset();
}

// What the driver has seen in a transaction is the same. What is left are statements outside of
// one, and those of sessions that it does not see.
void LockWatch::add_events(const std::vector<DdlCommand>& commands) {
  std::string transaction;
  std::size_t next = 0;
  const std::size_t end = statements_.size();
  for (const DdlCommand& command : commands) {
    if (command.transaction != transaction) held_.clear();
    transaction = command.transaction;
    std::vector<RelationLock> locks = trace_.add(newly_held(command.locks));
    std::size_t same = next;
    while (same < end && trim(statements_[same].sql) != trim(command.sql)) ++same;
    if (same < end) {
      if (statements_[same].locks.empty()) statements_[same].locks = std::move(locks);
      next = same;
    } else if (!locks.empty()) {
      statements_.push_back({std::nullopt, 0, command.sql, std::move(locks)});
    }
  }
}

}  // namespace migcheck
