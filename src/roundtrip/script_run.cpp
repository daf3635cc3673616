#include "roundtrip/script_run.h"

#include <re2/re2.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "core/text.h"
#include "roundtrip/joined_script.h"
#include "roundtrip/lock_watch.h"

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

// Whether what the statement does is over, or can be used, only at the end of its transaction. A
// word of these in a literal or a name does no harm.
bool needs_the_end(const std::string& sql) {
  static const re2::RE2 words(R"((?i)\b(temp|temporary|local|add\s+value)\b)");
  return re2::RE2::PartialMatch(sql, words);
}

constexpr const char* kDuplicateObject = "42710";
constexpr const char* kUndefinedObject = "42704";

// The SQLSTATE with which PostgreSQL says what Alembic would have found out before (see the
// header); null: the statement is run as it is.
const char* found_out_before(const Statement& statement, const SourceFile& file) {
  const bool create = statement.sql.starts_with("CREATE TYPE ");
  if (!create && !statement.sql.starts_with("DROP TYPE ")) return nullptr;
  const std::size_t begin = std::min(statement.span.begin, file.text.size());
  const std::string_view call =
      std::string_view(file.text).substr(begin, statement.span.end - begin);
  const auto has = [call](std::string_view part) { return call.find(part) != call.npos; };
  if (!file.path.ends_with(".py") || has("execute") || has("checkfirst=False")) return nullptr;
  // sa.Enum's own create() and drop() look first only when they are told to, those of PostgreSQL's
  // ENUM always. Source: SQLAlchemy, sqltypes.SchemaType.create, postgresql.ENUM.create.
  const bool is_method = has(".create(") || has(".drop(");
  const bool has_enum = file.text.find("ENUM(") != std::string::npos;
  if (is_method && !has_enum && !has("checkfirst=True")) return nullptr;
  return create ? kDuplicateObject : kUndefinedObject;
}

// Values that do not fit are no answer to a question whether something exists.
// Source: PostgreSQL, "Error Codes", class 22 (data exception) and 23 (constraint violation).
bool is_about_data(const SqlFailure& failure) {
  return failure.sqlstate.starts_with("22") || failure.sqlstate.starts_with("23");
}

bool begins_with_transaction(const Script& script) {
  return script.statements.empty() ||
         std::any_of(script.statements.begin(), script.statements.end(),
                     [](const Statement& statement) { return statement.in_transaction; });
}

// One run; holds what its steps share.
class Runner {
 public:
  Runner(Connection& connection, SourceFilePtr file, const ScriptOptions& options)
      : connection_(connection), file_(std::move(file)), options_(options) {}

  ScriptRun run(const Script& script) {
    const auto start = std::chrono::steady_clock::now();
    first_ = script.statements.data();
    const bool given = options_.bounds == Bounds::given;
    is_own_ = !given && begins_with_transaction(script);
    in_transaction_ = given || is_own_;
    if (!run_at_once(script)) run_one_by_one(script);
    const auto spent = std::chrono::steady_clock::now() - start - observing_;
    run_.ms = std::chrono::duration<double, std::milli>(spent).count();
    if (run_.failure && !run_.failure->connection_lost && !given) connection_.execute("ROLLBACK");
    return std::move(run_);
  }

 private:
  // True when it is done, or cannot be: the session is gone. What fails is for run_one_by_one().
  bool run_at_once(const Script& script) {
    const bool nobody_looks = options_.trace == nullptr && options_.watch == nullptr;
    const std::optional<std::string> all = nobody_looks ? joined(script) : std::nullopt;
    if (!all) return false;
    const std::string rest = options_.bookkeeping + (options_.bookkeeping.empty() ? "" : ";\n");
    if (!is_own_ && !ours("SAVEPOINT migcheck_guard")) return true;
    auto failure = connection_.execute(is_own_ ? "BEGIN;\n" + *all + rest + "COMMIT"
                                               : *all + rest + "RELEASE SAVEPOINT migcheck_guard");
    if (!failure) return true;
    if (failure->connection_lost) {
      run_.failure = std::move(failure);
      return true;
    }
    return !ours(is_own_ ? "ROLLBACK" : "ROLLBACK TO SAVEPOINT migcheck_guard");
  }

  void run_one_by_one(const Script& script) {
    if (is_own_ && !ours("BEGIN")) return;
    run_all(script);
    finish();
  }

  // What keeps a failure that may be passed over from taking the transaction along.
  enum class Guard { each, all };

  // One guard for all is enough as long as there is no such failure, which is the rule.
  void run_all(const Script& script) {
    if (!fits_given_transaction(script) || !may_pass_over_any(script)) {
      return run_statements(script, Guard::each);
    }
    if (!ours("SAVEPOINT migcheck_guard")) return;
    run_statements(script, Guard::all);
    if (run_.failure) return;
    if (has_passed_over_) {
      run_.skipped.clear();
      if (options_.watch != nullptr) options_.watch->begin_anew();
      if (ours("ROLLBACK TO SAVEPOINT migcheck_guard")) run_statements(script, Guard::each);
    }
    if (!run_.failure) ours("RELEASE SAVEPOINT migcheck_guard");
  }

  void run_statements(const Script& script, Guard guard) {
    has_passed_over_ = false;
    for (const Statement& statement : script.statements) {
      if (!statement.in_transaction && !leave_own()) return;
      if (statement.refused) {
        SqlFailure failure;
        failure.message = statement.opaque_reason;
        fail(statement, std::move(failure));
      } else if (statement.is_opaque()) {
        run_.skipped.push_back({&statement, statement.opaque_reason, file_});
      } else {
        run_statement(statement, guard);
      }
      if (run_.failure || (guard == Guard::all && has_passed_over_)) return;
    }
  }

  // Ends the runner's transaction, where it is still the one that is open.
  bool leave_own() {
    if (!is_own_ || !in_transaction_) return true;
    observe();
    in_transaction_ = false;
    return ours("COMMIT");
  }

  void finish() {
    if (run_.failure) return;
    if (!options_.bookkeeping.empty() && !ours(options_.bookkeeping)) return;
    observe();
    if (options_.bounds == Bounds::own) ours("COMMIT");  // outside of one it is only a warning
  }

  bool may_pass_over(const Statement& statement) const {
    return statement.conditional || found_out_before(statement, *file_) != nullptr;
  }

  bool may_pass_over_any(const Script& script) const {
    return std::any_of(script.statements.begin(), script.statements.end(),
                       [this](const Statement& statement) { return may_pass_over(statement); });
  }

  // Why a failure is passed over ("": not even worth a word); nothing: it is one.
  std::optional<std::string> excuse(const Statement& statement, const SqlFailure& failure) const {
    if (failure.connection_lost) return std::nullopt;
    if (const char* expected = found_out_before(statement, *file_)) {
      return failure.sqlstate == expected ? std::optional(std::string()) : std::nullopt;
    }
    if (!statement.conditional || is_about_data(failure)) return std::nullopt;
    return "stands in a branch whose condition is not known, and PostgreSQL refused it: " +
           failure.message;
  }

  void run_statement(const Statement& statement, Guard guard) {
    const bool ends = ends_transaction(statement.sql);
    const bool guarded = guard == Guard::each && may_pass_over(statement) && in_transaction_ &&
                         !ends && !begins_transaction(statement.sql);
    if (guarded && !ours("SAVEPOINT migcheck_guard")) return;
    if (ends) observe();
    begin_watch(statement);
    auto failure = connection_.execute(statement.sql);
    if (failure) {
      const std::optional<std::string> reason = excuse(statement, *failure);
      if (!reason) return fail(statement, std::move(*failure));
      has_passed_over_ = true;
      if (!reason->empty()) run_.skipped.push_back({&statement, *reason, file_});
      if (guarded) ours("ROLLBACK TO SAVEPOINT migcheck_guard");
    }
    if (guarded) ours("RELEASE SAVEPOINT migcheck_guard");
    follow(statement.sql);
    if (!failure) end_watch(statement);
  }

  void begin_watch(const Statement& statement) {
    if (options_.watch == nullptr) return;
    watched([&] { options_.watch->begin(statement.sql, in_transaction_); });
  }

  void end_watch(const Statement& statement) {
    if (options_.watch == nullptr) return;
    const auto number = static_cast<std::size_t>(&statement - first_);
    watched([&] { options_.watch->end(number, statement.sql, in_transaction_); });
  }

  void fail(const Statement& statement, SqlFailure failure) {
    run_.failure = std::move(failure);
    run_.failed = &statement;
    run_.failed_sql = statement.sql;
  }

  bool ours(const std::string& sql) {
    auto failure = connection_.execute(sql);
    if (!failure) return true;
    run_.failure = std::move(failure);
    run_.failed_sql = sql;
    return false;
  }

  void follow(const std::string& sql) {
    if (ends_transaction(sql)) in_transaction_ = is_own_ = false;
    if (begins_transaction(sql)) in_transaction_ = true;
  }

  void observe() {
    if (!in_transaction_) return;
    if (options_.trace != nullptr) watched([&] { options_.trace->observe(connection_); });
    if (options_.watch != nullptr) watched([&] { options_.watch->end_transaction(); });
  }

  // Does what is no part of the run, and takes none of its time.
  template <typename Work>
  void watched(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    observing_ += std::chrono::steady_clock::now() - start;
  }

  Connection& connection_;
  SourceFilePtr file_;
  const ScriptOptions& options_;
  ScriptRun run_;
  const Statement* first_ = nullptr;
  bool in_transaction_ = false;
  bool has_passed_over_ = false;  // a failure, since the script was begun
  bool is_own_ = false;           // the open transaction is the runner's, not the script's
  std::chrono::steady_clock::duration observing_{};
};

}  // namespace

ScriptRun run_script(Connection& connection, const Revision& revision, Direction direction,
                     const ScriptOptions& options) {
  return Runner(connection, revision.file_of(direction), options).run(revision.script(direction));
}

std::string fingerprint(const Revision& revision, Direction direction) {
  const SourceFile& file = *revision.file_of(direction);
  std::string all;
  for (const Statement& statement : revision.script(direction).statements) {
    for (const std::string& text : {statement.sql, statement.opaque_reason}) {
      all += std::to_string(text.size()) + ':' + text;
    }
    for (const bool flag : {statement.in_transaction, statement.conditional, statement.refused,
                            found_out_before(statement, file) != nullptr}) {
      all += flag ? '1' : '0';
    }
  }
  return all;
}

bool fits_given_transaction(const Script& script) {
  return std::none_of(script.statements.begin(), script.statements.end(),
                      [](const Statement& statement) {
                        return !statement.in_transaction || ends_transaction(statement.sql) ||
                               begins_transaction(statement.sql) || needs_the_end(statement.sql);
                      });
}

}  // namespace migcheck
