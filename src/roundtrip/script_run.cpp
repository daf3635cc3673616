#include "roundtrip/script_run.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "core/text.h"

namespace migcheck {

namespace {

// "Commit ;" → "commit".
std::string first_words(const std::string& sql) {
  std::string_view text = trim(sql);
  while (!text.empty() && text.back() == ';') text = trim(text.substr(0, text.size() - 1));
  return to_lower(text);
}

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_transaction(const std::string& sql) {
  return is_one_of(first_words(sql), {"commit", "end", "rollback", "abort", "commit transaction",
                                      "end transaction", "rollback transaction", "commit work"});
}

bool begins_transaction(const std::string& sql) {
  return is_one_of(first_words(sql), {"begin", "start transaction", "begin transaction"});
}

// One run; holds what its steps share.
class Runner {
 public:
  Runner(Connection& connection, const ScriptOptions& options)
      : connection_(connection), options_(options) {}

  ScriptRun run(const Script& script) {
    const auto start = std::chrono::steady_clock::now();
    if (ours("BEGIN")) {
      in_transaction_ = true;
      run_statements(script);
      finish();
    }
    const auto spent = std::chrono::steady_clock::now() - start - observing_;
    run_.ms = std::chrono::duration<double, std::milli>(spent).count();
    if (run_.failure && !run_.failure->connection_lost) connection_.execute("ROLLBACK");
    return std::move(run_);
  }

 private:
  void run_statements(const Script& script) {
    for (const Statement& statement : script.statements) {
      if (statement.is_opaque()) {
        run_.skipped.push_back({&statement, statement.opaque_reason});
      } else if (statement.conditional) {
        run_conditional(statement);
      } else {
        run_plain(statement);
      }
      if (run_.failure) return;
    }
  }

  void finish() {
    if (run_.failure) return;
    if (!options_.bookkeeping.empty() && !ours(options_.bookkeeping)) return;
    if (options_.ending == Ending::leave_open) return;
    observe();
    ours("COMMIT");  // outside of a transaction that is only a warning
  }

  void run_plain(const Statement& statement) {
    if (ends_transaction(statement.sql)) observe();
    if (auto failure = connection_.execute(statement.sql)) {
      run_.failure = std::move(failure);
      run_.failed = &statement;
      run_.failed_sql = statement.sql;
    }
    follow(statement.sql);
  }

  void run_conditional(const Statement& statement) {
    const bool guarded =
        in_transaction_ && !ends_transaction(statement.sql) && !begins_transaction(statement.sql);
    if (guarded && !ours("SAVEPOINT migcheck_condition")) return;
    if (auto failure = connection_.execute(statement.sql)) {
      refused(statement, std::move(*failure), guarded);
    } else if (guarded) {
      ours("RELEASE SAVEPOINT migcheck_condition");
    }
    follow(statement.sql);
  }

  void refused(const Statement& statement, SqlFailure failure, bool guarded) {
    if (failure.connection_lost) {
      run_.failure = std::move(failure);
      run_.failed = &statement;
      run_.failed_sql = statement.sql;
      return;
    }
    run_.skipped.push_back({&statement,
                            "stands in a branch whose condition is not known, and PostgreSQL "
                            "refused it: " +
                                failure.message});
    if (guarded) ours("ROLLBACK TO SAVEPOINT migcheck_condition");
  }

  bool ours(const std::string& sql) {
    auto failure = connection_.execute(sql);
    if (!failure) return true;
    run_.failure = std::move(failure);
    run_.failed_sql = sql;
    return false;
  }

  void follow(const std::string& sql) {
    if (ends_transaction(sql)) in_transaction_ = false;
    if (begins_transaction(sql)) in_transaction_ = true;
  }

  void observe() {
    if (options_.trace == nullptr || !in_transaction_) return;
    const auto start = std::chrono::steady_clock::now();
    options_.trace->observe(connection_);
    observing_ += std::chrono::steady_clock::now() - start;
  }

  Connection& connection_;
  const ScriptOptions& options_;
  ScriptRun run_;
  bool in_transaction_ = false;
  std::chrono::steady_clock::duration observing_{};
};

}  // namespace

ScriptRun run_script(Connection& connection, const Script& script, const ScriptOptions& options) {
  return Runner(connection, options).run(script);
}

bool is_transactional(const Script& script) {
  return std::none_of(script.statements.begin(), script.statements.end(),
                      [](const Statement& statement) {
                        return !statement.in_transaction || ends_transaction(statement.sql);
                      });
}

}  // namespace migcheck
