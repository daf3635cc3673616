#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "report/format.h"
#include "support/sample_report.h"

using namespace migcheck;

TEST_CASE("formats are found by their names, which are unique") {
  std::set<std::string> names;
  for (const Format& format : formats()) {
    CAPTURE(format.name);
    CHECK(names.insert(format.name).second);
    CHECK(find_format(format.name) == &format);
    CHECK_FALSE(format.render(test::sample_report()).empty());
  }
  CHECK(find_format("texts") == nullptr);
  CHECK(find_format("") == nullptr);
}

TEST_CASE("the notes of a report stand in the formats that say so") {
  const std::string note = "conflicts in the merge";
  for (const Format& format : formats()) {
    CAPTURE(format.name);
    if (!format.shows_notes) continue;
    CHECK(format.render(test::sample_report()).find(note) != std::string::npos);
  }
}

TEST_CASE("docs/formats.md lists every format as the table has it") {
  std::ifstream file(MIGCHECK_SOURCE_DIR "/docs/formats.md", std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  std::string table = "| Format | For | A file of it |\n|---|---|---|\n";
  for (const Format& format : formats()) {
    table +=
        std::string("| `") + format.name + "` | " + format.purpose + " | `" + format.file + "` |\n";
  }
  CHECK_MESSAGE(page.find("\n" + table + "\n") != std::string::npos, table);
}
