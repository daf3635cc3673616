#include <doctest/doctest.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

// Two types of one name in one namespace are one to the linker, which takes the functions of
// either.

namespace {

namespace fs = std::filesystem;

using Headers = std::set<std::string>;

// Of each type, with its namespace: the headers that define it.
void add_types(const fs::path& header, std::map<std::string, Headers>& types) {
  static const re2::RE2 opening(R"(namespace ([\w:]+) \{)");
  static const re2::RE2 type(R"((?:struct|class|enum class) (\w+)(?: (?:final|:)[^;]*)? \{.*)");
  std::ifstream lines(header);
  std::string space, name;
  for (std::string line; std::getline(lines, line);) {
    if (re2::RE2::FullMatch(line, opening, &name)) space = name;
    if (re2::RE2::FullMatch(line, type, &name)) types[space + "::" + name].insert(header.string());
  }
}

}  // namespace

TEST_CASE("no two headers define a type of the same name") {
  std::map<std::string, Headers> types;
  for (const auto& entry : fs::recursive_directory_iterator(MIGCHECK_SOURCE_DIR "/src")) {
    if (entry.path().extension() == ".h") add_types(entry.path(), types);
  }
  CHECK(types.contains("migcheck::Finding"));
  CHECK(types.size() > 300);
  for (const auto& [name, headers] : types) {
    CAPTURE(name);
    CHECK(headers.size() == 1);
  }
}
