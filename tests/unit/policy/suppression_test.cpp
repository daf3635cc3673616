#include "policy/suppression.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace migcheck;

namespace {

const std::vector<std::string> known = {"drop-column", "drop-table"};

Suppressions suppressions(const std::string& path, const std::string& text) {
  return Suppressions(std::make_shared<const SourceFile>(SourceFile{path, text}), known);
}

// Asks for drop-table at the text STATEMENT … END.
std::string reason(const std::string& path, const std::string& text) {
  const std::size_t begin = text.find("STATEMENT"), end = text.find("END") + 3;
  return suppressions(path, text).reason_for("drop-table", {begin, end}).value_or("-");
}

std::string problems(const std::string& text) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{"a.sql", text});
  std::string dump;
  for (const SuppressionProblem& problem : Suppressions(file, known).problems()) {
    dump += fmt::format("{}: {}; {}\n", position_at(text, problem.span.begin).line, problem.detail,
                        problem.hint);
  }
  return dump;
}

}  // namespace

TEST_CASE("a suppression covers the statement that it stands over or beside") {
  const struct {
    const char* text;
    const char* reason;
  } cases[] = {
      {"STATEMENT END  # migcheck: ignore[drop-table] empty", "empty"},
      {"# migcheck: ignore[drop-table] empty\nSTATEMENT END", "empty"},
      {"#migcheck:ignore [drop-column, drop-table]: empty\r\nSTATEMENT END", "empty"},
      {"# migcheck: ignore[drop-table] empty\n  # more\n  STATEMENT END", "empty"},
      {"STATEMENT(\n  a  # migcheck: ignore[drop-table] empty\nEND)", "empty"},
      {"STATEMENT(\nEND)  # noqa  # migcheck: ignore[drop-table] empty", "empty"},
      {"# migcheck: ignore-file[drop-table] old\n'''doc'''\nx = 1\nSTATEMENT END", "old"},
      {"'''doc'''\n# migcheck: ignore-file[drop-table] old\nx = 1\nSTATEMENT END", "old"},
      {"# migcheck: ignore-file[drop-table] old\n# migcheck: ignore[drop-table] empty\n"
       "STATEMENT END",
       "empty"},
      // None of these does.
      {"# migcheck: ignore[drop-column] empty\nSTATEMENT END", "-"},
      {"# migcheck: ignore[drop-table]\nSTATEMENT END", "-"},
      {"# migcheck: ignore empty\nSTATEMENT END", "-"},
      {"# migcheck: ignore[drop-table] empty\n\nSTATEMENT END", "-"},
      {"x = 1  # migcheck: ignore[drop-table] empty\nSTATEMENT END", "-"},
      {"STATEMENT END\n# migcheck: ignore[drop-table] empty", "-"},
      {"x = 1\n# migcheck: ignore-file[drop-table] late\n\nSTATEMENT END", "-"},
      {"STATEMENT('# migcheck: ignore[drop-table] text') END", "-"},
      {"STATEMENT('''\n# migcheck: ignore[drop-table] text\n''') END", "-"},
      {"STATEMENT('\\'# migcheck: ignore[drop-table] text') END", "-"},
      {"x = '''\n# migcheck: ignore[drop-table] text'''\nSTATEMENT END", "-"},
      {"STATEMENT END  -- migcheck: ignore[drop-table] sql", "-"},
  };
  for (const auto& row : cases) {
    CAPTURE(std::string(row.text));
    CHECK(reason("a.py", row.text) == row.reason);
  }
}

TEST_CASE("a suppression in SQL") {
  const struct {
    const char* text;
    const char* reason;
  } cases[] = {
      {"STATEMENT END;  -- migcheck: ignore[drop-table] empty", "empty"},
      {"-- migcheck: ignore[drop-table] empty\nSTATEMENT END;", "empty"},
      {"SELECT 'it''s'; SELECT 1;\n--migcheck: ignore[drop-table] empty\nSTATEMENT END;", "empty"},
      {"-- migcheck: ignore-file[drop-table] old\nSELECT 1;\nSTATEMENT END;", "old"},
      {"STATEMENT $1 $2 END  -- migcheck: ignore[drop-table] empty", "empty"},
      {"STATEMENT '-- migcheck: ignore[drop-table] text' END;", "-"},
      {"STATEMENT 'it''s -- migcheck: ignore[drop-table] text' END;", "-"},
      {"STATEMENT E'\\'-- migcheck: ignore[drop-table] text' END;", "-"},
      {"STATEMENT $a$ ' -- migcheck: ignore[drop-table] text $a$ END;", "-"},
      {"STATEMENT /* /* */ -- migcheck: ignore[drop-table] text\n*/ END;", "-"},
      {"STATEMENT \"-- migcheck: ignore[drop-table] text\" END;", "-"},
      {"SELECT 1;\n-- migcheck: ignore-file[drop-table] late\n\nSTATEMENT END;", "-"},
  };
  for (const auto& row : cases) {
    CAPTURE(std::string(row.text));
    CHECK(reason("a.sql", row.text) == row.reason);
  }
}

TEST_CASE("a suppression that does nothing is a problem") {
  CHECK(problems("SELECT 1;") == "");
  CHECK(problems("-- migcheck: ignore[drop-table] why\n") ==
        "1: nothing here violates 'drop-table'; remove the suppression\n");
  CHECK(problems("\n-- migcheck: ignore[drop-tabel, drop-column] why\n") ==
        "2: there is no policy 'drop-tabel'; did you mean 'drop-table'?\n"
        "2: nothing here violates 'drop-column'; remove the suppression\n");
  CHECK(problems("-- migcheck: ignore why\n-- migcheck: ignore[] why\n") ==
        "1: this suppression does not name the policies that it ignores; write ignore[policy] and "
        "then the reason\n"
        "2: this suppression does not name the policies that it ignores; write ignore[policy] and "
        "then the reason\n");
  CHECK(problems("-- migcheck: ignore[drop-table] \n") ==
        "1: this suppression does not give its reason; write ignore[policy] and then the reason\n");
  CHECK(problems("SELECT 1;\n-- migcheck: ignore-file[drop-table] why\n") ==
        "2: ignore-file stands below the first code; move it to the top of the file, or use "
        "ignore\n");
}

TEST_CASE("a suppression that was asked for is used") {
  Suppressions used = suppressions("a.sql", "DROP TABLE t; -- migcheck: ignore[drop-table] why");
  CHECK(used.problems().size() == 1);
  CHECK(used.reason_for("drop-table", {0, 12}) == "why");
  CHECK(used.problems().empty());
}

TEST_CASE("a suppression holds until its date, and is told of afterwards") {
  const std::string text =
      "# migcheck: ignore[drop-table] until=2024-05-31 the import is over by then\nSTATEMENT END";
  const struct {
    const char* today;
    const char* reason;
    const char* problem;
  } rows[] = {
      {"2024-05-30", "the import is over by then", ""},
      {"2024-05-31", "the import is over by then", ""},
      {"2024-06-01", "-", "it held for 'drop-table' until 2024-05-31"},
      {"", "the import is over by then", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.today);
    const auto file = std::make_shared<const SourceFile>(SourceFile{"a.py", text});
    Suppressions found(file, known, row.today);
    const std::size_t begin = text.find("STATEMENT");
    CHECK(found.reason_for("drop-table", {begin, text.size()}).value_or("-") == row.reason);
    const std::vector<SuppressionProblem> told = found.problems();
    CHECK((told.empty() ? "" : told[0].detail) == row.problem);
  }
}

TEST_CASE("a date that is none suppresses nothing, and is told") {
  for (const char* date : {"soon", "2024-13-01", "2024-02-30", "24-01-01"}) {
    CAPTURE(date);
    const std::string text = fmt::format("-- migcheck: ignore[drop-table] until={} empty\n", date);
    CHECK(problems(text) ==
          fmt::format("1: '{}' is no date, so this suppresses nothing; write until=YYYY-MM-DD\n",
                      date));
  }
  CHECK(problems("-- migcheck: ignore[drop-table] until=2024-01-31\n") ==
        "1: this suppression does not give its reason; write ignore[policy] and then the reason\n");
}
