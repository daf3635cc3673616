#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/lock.h"
#include "facts/session.h"
#include "schema/schema.h"
#include "sql/operation.h"

namespace migcheck {

// Where a script stands: whether a transaction is open, what it has made itself so far, what it
// holds, and the settings of its session.
class TransactionState {
 public:
  // Whether the next statement runs in a transaction, given what its runner says. COMMIT and BEGIN
  // in the script itself outrank the runner.
  bool is_open(bool runner_says) const { return explicit_.value_or(runner_says); }

  // The next statement runs under that word of its runner, who ends and begins transactions
  // between statements.
  void enter(bool runner_says);

  // Around the statements that are sent as one text: outside of a transaction they have one of
  // their own. Source: PostgreSQL documentation, 55.2.2.1 Multiple Statements in a Simple Query.
  void begin_message() { in_message_ = true; }
  void end_message();

  // The session begins with these settings.
  void begin_with(const std::map<std::string, std::string>& settings) {
    session_.begin_with(settings);
  }

  // Takes note of a statement; `schema` is the schema before it.
  void apply(const sql::Operation& operation, const Schema& schema);

  // The same of one that may not run.
  void apply_conditional(const sql::Operation& operation, const Schema& schema);

  // Something ran that could not be read.
  void apply_opaque() { session_.forget(); }

  // Created by the transaction that is open now: nobody else can see it yet. Reset by COMMIT.
  bool is_new(const std::string& object) const { return made_.in_transaction.contains(object); }

  // Labels that the open transaction has added to enums.
  struct Label {
    std::string type, label;
  };
  bool has_new_labels() const;
  std::vector<Label> new_labels() const;

  // Created by this script at all.
  bool is_own(const std::string& object) const { return made_.own.contains(object); }

  // The last statement took these locks. They are held until the transaction ends, or a savepoint
  // before them is rolled back to.
  void hold(const std::vector<RelationLock>& locks);
  const std::vector<RelationLock>& held() const { return made_.held; }

  // What is in force for the next statement, in milliseconds; 0 for none. Nothing where it depends
  // on something that was not read.
  std::optional<std::int64_t> lock_timeout() const { return timeout("lock_timeout"); }
  std::optional<std::int64_t> statement_timeout() const { return timeout("statement_timeout"); }
  std::optional<std::int64_t> idle_timeout() const {
    return timeout("idle_in_transaction_session_timeout");
  }

  // The session's time zone as far as the script sets it, in lower case.
  std::optional<std::string> time_zone() const;

  // The schemas of the search path without "$user"; none where it is not known.
  std::vector<std::string> search_path() const;

  void add(const std::string& object);
  void rename(const std::string& from, const std::string& to);
  void apply(const sql::Transaction& transaction);

 private:
  struct Made {
    std::set<std::string> in_transaction, own;
    std::vector<RelationLock> held;
  };
  struct Savepoint {
    std::string name;
    Made made;
  };

  std::optional<std::int64_t> timeout(std::string_view name) const;
  void begin();
  void commit();
  void roll_back();
  void roll_back_to(const std::string& name);
  void release(const std::string& name);

  Made made_;
  std::set<std::string> own_before_;  // the transaction
  std::vector<Savepoint> savepoints_;
  std::optional<bool> explicit_;
  bool open_ = true;
  bool in_message_ = false;
  Session session_;
};

// Keys of what is not a relation or an index, for is_new and is_own.
std::string column_key(const std::string& table, const std::string& column);
std::string constraint_key(const std::string& table, const std::string& constraint);
std::string type_key(const std::string& type);
std::string label_key(const std::string& type, const std::string& label);

// The same key for constraints of one kind over the same columns, whatever their names.
std::string same_constraint_key(const std::string& table, sql::Constraint::Kind kind,
                                const std::vector<std::string>& columns);

}  // namespace migcheck
