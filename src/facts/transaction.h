#pragma once

#include <optional>
#include <set>
#include <string>

#include "schema/schema.h"
#include "sql/operation.h"

namespace migcheck {

// Where a script stands: whether a transaction is open, and what it has made itself so far.
class TransactionState {
 public:
  // Whether the next statement runs in a transaction, given what its runner says. COMMIT and BEGIN
  // in the script itself outrank the runner.
  bool is_open(bool runner_says) const { return explicit_.value_or(runner_says); }

  // Takes note of a statement; `schema` is the schema before it.
  void apply(const sql::Operation& operation, const Schema& schema);

  // Created by the transaction that is open now: nobody else can see it yet. Reset by COMMIT.
  bool is_new(const std::string& object) const { return new_.contains(object); }

  // Created by this script at all.
  bool is_own(const std::string& object) const { return own_.contains(object); }

  // The session's time zone as far as the script sets it.
  const std::optional<std::string>& time_zone() const { return time_zone_; }

  void add(const std::string& object);
  void rename(const std::string& from, const std::string& to);
  void commit();
  void begin() { explicit_ = true; }
  void set_time_zone(std::optional<std::string> zone) { time_zone_ = std::move(zone); }

 private:
  std::set<std::string> new_, own_;
  std::optional<bool> explicit_;
  std::optional<std::string> time_zone_;
};

// Keys of what is not a relation or an index, for is_new and is_own.
std::string column_key(const std::string& table, const std::string& column);
std::string constraint_key(const std::string& table, const std::string& constraint);
std::string type_key(const std::string& type);

}  // namespace migcheck
