#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/operation.h"

namespace migcheck {

// The settings of a session that facts ask for, followed through SET, SET LOCAL, RESET, set_config
// and the ends of transactions and savepoints. A value is a text as it is written; nothing where it
// depends on something that was not read. Other settings are not followed.
// Source: PostgreSQL documentation, SET, RESET, DISCARD, set_config; push_old_value and
// AtEOXact_GUC in src/backend/utils/misc/guc.c.
class Session {
 public:
  using Value = std::optional<std::string>;

  static constexpr std::string_view default_search_path = "\"$user\", public";

  // What a session begins with: the server's own defaults. `time_zone` has none that is the same
  // everywhere.
  Session();

  // What the server's own defaults are replaced by, for all that the session does.
  void begin_with(const std::map<std::string, std::string>& settings);

  // Takes note of a statement that runs inside or outside of a transaction.
  void apply(const sql::Operation& operation, bool in_transaction);

  // Something ran that may have set anything.
  void forget();

  // A transaction begins, or ends. At the end of a statement outside of one, `commit` is right.
  void begin();
  void commit();
  void roll_back();
  void savepoint(const std::string& name);
  void release(const std::string& name);
  void roll_back_to(const std::string& name);

  // What holds now. Names are in lower case.
  const Value& value(std::string_view name) const;

  // What is the same here and there is known; the rest is not.
  void merge(const Session& other);

 private:
  // The transaction's own value, of SET LOCAL, hides the session's.
  struct Setting {
    Value initial, session;
    std::optional<Value> local;
  };
  using Settings = std::map<std::string, Setting, std::less<>>;
  struct Saved {
    std::string name;
    Settings settings;
  };

  void set(const std::string& name, const Value& value, bool local);
  void set_by(const sql::SetVariable& variable);
  void call(const sql::SetConfig& call);
  void reset_all();

  Settings settings_;
  Settings before_;  // the transaction
  std::vector<Saved> savepoints_;
};

// Of a setting in milliseconds: "2s", "2000", "1.5 min". Nothing where it is no such value.
// Source: parse_int and convert_to_base_unit in src/backend/utils/misc/guc.c.
std::optional<long long> milliseconds(const std::string& value);

// The schemas of a search_path, as they are written in a text: `a, "B"`.
std::vector<std::string> schemas_of(const std::string& search_path);

}  // namespace migcheck
