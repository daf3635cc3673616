#include "policy/condition.h"

#include <doctest/doctest.h>

#include "policy/load.h"
#include "unit/policy/sample.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

Condition condition(const std::string& when) {
  const auto file =
      std::make_shared<const SourceFile>(SourceFile{"policy.json", policy_json({{"when", when}})});
  return load_policy(file, sample_facts).when;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a condition holds or does not") {
  // Known: operation, row_count, tables. Unknown: new_table.
  const SampleSource facts({{"operation", std::string("drop_table")},
                            {"row_count", std::int64_t{5}},
                            {"tables", Strings{"users", "orders"}}});
  const struct {
    const char* when;
    bool holds;
  } cases[] = {
      {R"({"operation": "drop_table"})", true},
      {R"({"operation": "drop"})", false},
      {R"({"operation": "drop_table", "row_count": 5})", true},
      {R"({"operation": "drop_table", "row_count": 4})", false},
      {R"({"operation": {"in": ["a", "drop_table"]}})", true},
      {R"({"operation": {"in": ["a", "b"]}})", false},
      {R"({"operation": {"not": "drop_table"}})", false},
      {R"({"operation": {"not": {"in": ["a"]}}})", true},
      {R"({"operation": {"matches": "^drop_"}})", true},
      {R"({"operation": {"matches": "^table"}})", false},
      {R"({"tables": {"matches": "^ord"}})", true},
      {R"({"tables": {"contains": "users"}})", true},
      {R"({"tables": {"contains": "user"}})", false},
      {R"({"tables": ["users", "orders"]})", true},
      {R"({"tables": []})", false},
      {R"({"row_count": {"at_least": 5}})", true},
      {R"({"row_count": {"at_least": 6}})", false},
      {R"({"row_count": {"at_most": 5}})", true},
      {R"({"row_count": {"at_most": 4}})", false},
      {R"({"row_count": {"more_than": 4}})", true},
      {R"({"row_count": {"more_than": 5}})", false},
      {R"({"row_count": {"at_least": 1, "at_most": 4}})", false},
      {R"({"any": [{"row_count": 1}, {"operation": "drop_table"}]})", true},
      {R"({"any": [{"row_count": 1}, {"row_count": 2}]})", false},
      {R"({"all": [{"row_count": 5}, {"row_count": {"at_least": 9}}]})", false},
      {R"({"not": {"row_count": 1}})", true},
      {R"({"not": {"row_count": 5}})", false},
      // What is unknown holds for nobody who does not ask for it.
      {R"({"new_table": true})", false},
      {R"({"new_table": false})", false},
      {R"({"new_table": {"not": true}})", false},
      {R"({"not": {"new_table": true}})", false},
      {R"({"not": {"not": {"new_table": true}}})", false},
      {R"({"new_table": {"unknown": true}})", true},
      {R"({"new_table": {"unknown": false}})", false},
      {R"({"row_count": {"unknown": true}})", false},
      {R"({"row_count": {"unknown": false}})", true},
      {R"({"new_table": {"or_unknown": false}})", true},
      {R"({"row_count": {"or_unknown": 5}})", true},
      {R"({"row_count": {"or_unknown": {"at_least": 6}}})", false},
      {R"({"any": [{"new_table": true}, {"row_count": 5}]})", true},
      {R"({"not": {"all": [{"new_table": true}, {"row_count": 1}]}})", true},
  };
  for (const auto& row : cases) {
    CAPTURE(std::string(row.when));
    CHECK(holds(condition(row.when), facts) == row.holds);
  }
}
