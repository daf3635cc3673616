#include <doctest/doctest.h>

#include "core/text.h"
#include "postgres/cluster.h"
#include "postgres/difference.h"
#include "postgres/snapshot.h"
#include "schema/difference.h"
#include "support/catalog_schema.h"
#include "support/schema_pairs.h"

using namespace migcheck;

namespace {

// A session whose work is never kept.
class Trial {
 public:
  explicit Trial(const Address& address) : connection_(address) {
    connection_.query("SET client_min_messages = warning");
  }

  struct State {
    Schema model;
    Snapshot snapshot;
  };

  State state_after(const std::string& script) {
    connection_.query("BEGIN");
    run(script);
    State state{{}, read_snapshot(connection_, Within::transaction)};
    state.model = read_catalog_schema(connection_);
    connection_.query("ROLLBACK");
    return state;
  }

  // Runs the start, then the way there and back.
  void check(const std::string& start, const Difference& there, const Snapshot& before,
             const Snapshot& after) {
    connection_.query("BEGIN");
    run(start);
    if (run(statements(there))) {
      compare(after, there.notes);
      const Difference back = inverse(there);
      if (run(statements(back))) compare(before, notes_of(there, back));
    }
    connection_.query("ROLLBACK");
  }

 private:
  void run(const std::string& script) {
    const auto failure = connection_.execute(script);
    const std::string text = failure ? failure->text() : "";
    REQUIRE_MESSAGE(text.empty(), text << "\nin " << script);
  }

  bool run(const std::vector<std::string>& list) {
    for (const std::string& statement : list) {
      const auto failure = connection_.execute(statement);
      if (!failure) continue;
      FAIL_CHECK(failure->text() << "\nin " << statement << "\nof\n" << join(list, ";\n"));
      return false;
    }
    connection_.query("RESET search_path; RESET check_function_bodies");
    last_ = join(list, ";\n");
    return true;
  }

  static std::vector<std::string> notes_of(const Difference& there, const Difference& back) {
    std::vector<std::string> notes = there.notes;
    notes.insert(notes.end(), back.notes.begin(), back.notes.end());
    return notes;
  }

  // What is noted as beyond repair may differ: the order of columns, and whose an inherited one is.
  void compare(const Snapshot& expected, const std::vector<std::string>& notes) {
    std::string lines;
    for (const SchemaDifference& found :
         differences(expected, read_snapshot(connection_, Within::transaction))) {
      const bool beyond_repair =
          found.kind == SchemaDifference::Kind::column_order || found.property == "inherited";
      if (!beyond_repair || notes.empty()) lines += to_line(found) + "\n";
    }
    CHECK_MESSAGE(lines.empty(), lines << "after\n" << last_);
  }

  Connection connection_;
  std::string last_;
};

}  // namespace

TEST_CASE("the statements of a difference make the one schema of the other, and back") {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Trial trial(cluster.migration_address());
  const Trial::State nothing = trial.state_after("");
  for (const SchemaPair& pair : schema_pairs()) {
    CAPTURE(pair.name);
    const Trial::State a = trial.state_after(pair.before);
    const Trial::State b = trial.state_after(pair.after);
    CHECK_FALSE(differences(a.snapshot, b.snapshot).empty());
    trial.check(pair.before, difference(a.model, b.model), a.snapshot, b.snapshot);
    trial.check("", difference({}, a.model), nothing.snapshot, a.snapshot);
    trial.check("", difference({}, b.model), nothing.snapshot, b.snapshot);
  }
}
