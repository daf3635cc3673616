#include "policy/load.h"

#include <doctest/doctest.h>

#include <array>

#include "core/error.h"
#include "unit/policy/sample.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

SourceFilePtr policy_file(const std::string& text) {
  return std::make_shared<const SourceFile>(
      SourceFile{"policies/data-loss/drop-table/policy.json", text});
}

// "message | hint | the text pointed at".
template <typename Load>
std::string error_of(Load load) {
  try {
    load();
  } catch (const Error& error) {
    const Span span = error.span();
    const std::string at =
        error.file() ? error.file()->text.substr(span.begin, span.end - span.begin) : "";
    return std::string(error.what()) + " | " + error.hint() + " | " + at;
  }
  return "none";
}

}  // namespace

TEST_CASE("a policy has what its file says") {
  const Policy policy = load_policy(
      policy_file(policy_json({{"help", R"({"sql": "S {{x}}", "alembic": "A {operation}"})"},
                               {"url", R"("https://www.postgresql.org/docs/")"},
                               {"supersedes", R"(["lock-table"])"}})),
      sample_facts);
  CHECK(policy.id == "drop-table");
  CHECK(policy.category == "data-loss");
  CHECK(policy.subject == Subject::statement);
  CHECK(policy.severity == Severity::error);
  CHECK(policy.help_sql == "S {{x}}");
  CHECK(policy.help_alembic == "A {operation}");
  CHECK(policy.supersedes == std::vector<std::string>{"lock-table"});
  CHECK(load_policy(policy_file(policy_json({{"help", R"({"sql": "S"})"}})), sample_facts)
            .help_alembic == "S");
}

TEST_CASE("every mistake in a policy is an error with its place and a hint") {
  std::string deep = R"({"row_count": 1})";
  for (int i = 0; i < 40; ++i) deep = R"({"not": )" + deep + "}";
  const struct {
    const char* key;
    std::string value;
    const char* error;
  } cases[] = {
      {"whem", "{}", "unknown key 'whem' at /whem | did you mean 'when'? | \"whem\""},
      {"why", "", "'why' is missing at the top | add it | "},
      {"title", "1", "expected a string at /title | write text in quotes | \"title\""},
      {"title", R"(" ")", "the text is empty at /title | say something | \"title\""},
      {"id", R"("Drop table")",
       "'Drop table' is not a name at /id | use lower-case words joined by hyphens | \"id\""},
      {"subject", R"("statment")",
       "unknown subject 'statment' at /subject | did you mean 'statement'? | \"subject\""},
      {"severity", R"("fatal-for-all")",
       "unknown severity 'fatal-for-all' at /severity | use one of: error, warning, notice, off | "
       "\"severity\""},
      {"url", R"("postgresql.org")",
       "this is not a link at /url | begin it with https:// | \"url\""},
      {"message", R"("drops {tabels}")",
       "unknown placeholder 'tabels' at /message | did you mean 'tables'? | \"message\""},
      {"message", R"("drops {tables")",
       "a brace is not closed at /message | write {{ for a brace | \"message\""},
      {"help", R"({"sql": "{x_y_z_a_b}"})",
       "unknown placeholder 'x_y_z_a_b' at /help/sql | use one of: new_table, row_count, "
       "operation, tables | \"sql\""},
      {"when", R"({"operaton": "a"})",
       "unknown fact 'operaton' at /when/operaton | did you mean 'operation'? | \"operaton\""},
      {"when", R"({"new_table": "yes"})",
       "expected true or false at /when/new_table | write it without quotes | \"new_table\""},
      {"when", R"({"row_count": {"atleast": 1}})",
       "unknown test 'atleast' at /when/row_count/atleast | did you mean 'at_least'? | "
       "\"atleast\""},
      {"when", R"({"operation": {"at_least": 1}})",
       "the fact 'operation' is a text, which this test does not fit at "
       "/when/operation/at_least | compare it with a value of its type | \"at_least\""},
      {"when", R"({"any": [{"operation": {"matches": "("}}]})",
       "not a regular expression: missing ): ( at /when/any/0/operation/matches | write it in the "
       "syntax of RE2 | \"matches\""},
      {"when", "{}", "the condition is empty at /when | name a fact | \"when\""},
      {"when", R"({"any": []})",
       "the list is empty at /when/any | leave it out or name an item | \"any\""},
      {"when", R"({"row_count": 1, "row_count": 2})",
       "the key 'row_count' stands twice in one object | put both under \"all\" | "},
      {"when", "{,}", "this is not JSON | check commas, quotes and brackets before this place | "},
  };
  for (const auto& row : cases) {
    const std::string json = policy_json({{row.key, row.value}});
    CAPTURE(json);
    CHECK(error_of([&] { load_policy(policy_file(json), sample_facts); }) == row.error);
  }
  CHECK(error_of([&] {
          load_policy(policy_file(policy_json({{"when", deep}})), sample_facts);
        }).starts_with("the condition is too deep at /when/not/not"));
}

TEST_CASE("facts belong to a subject") {
  CHECK(error_of([] {
          load_policy(policy_file(policy_json({{"subject", R"("history")"}})), sample_facts);
        }).starts_with("unknown fact 'operation' at /when/operation"));
}

TEST_CASE("policies are loaded with their examples, ordered by id") {
  const std::string first = policy_json({});
  const std::string second = policy_json({{"id", R"("add-table")"}});
  const std::array files = {EmbeddedFile{"policies/data-loss/drop-table/bad.sql", "DROP TABLE t;"},
                            EmbeddedFile{"policies/data-loss/drop-table/good/0001_one.py", "pass"},
                            EmbeddedFile{"policies/data-loss/drop-table/policy.json", first},
                            EmbeddedFile{"policies/data-loss/add-table/policy.json", second}};
  const std::vector<Policy> policies = load_policies(files, sample_facts);
  REQUIRE(policies.size() == 2);
  CHECK(policies[0].id == "add-table");
  CHECK(policies[1].bad == std::vector<Example>{{"bad.sql", "DROP TABLE t;"}});
  CHECK(policies[1].good == std::vector<Example>{{"good/0001_one.py", "pass"}});
  CHECK(load_policies({}, sample_facts).empty());
}

TEST_CASE("a folder of policies with a mistake is an error") {
  const std::string valid = policy_json({});
  const std::string superseding = policy_json({{"supersedes", R"(["drop-tables"])"}});
  const struct {
    const char* path;
    std::string text;
    const char* error;
  } cases[] = {
      {"policies/data-loss/drop-tables/policy.json", valid,
       "the id 'drop-table' is not the folder's name | call it 'drop-tables' | "},
      {"policies/lock/drop-table/policy.json", valid,
       "the category 'data-loss' is not the folder's name | call it 'lock' | "},
      {"policies/data-loss/drop-table/policy.json", superseding,
       "policy 'drop-table' supersedes 'drop-tables', which does not exist | did you mean "
       "'drop-table'? | "},
      {"policies/data-loss/bad.sql", "",
       "this file belongs to no policy | put it into policies/<category>/<policy>/ | "},
      {"policies/data-loss/drop-table/bad.sql", "", "its folder has no policy.json | add one | "},
  };
  for (const auto& row : cases) {
    CAPTURE(std::string(row.path));
    const std::array files = {EmbeddedFile{row.path, row.text}};
    CHECK(error_of([&] { load_policies(files, sample_facts); }) == row.error);
  }
}
