#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

// A layer may include itself and what this table allows; a library's header has one owner.

namespace {

namespace fs = std::filesystem;

using Names = std::set<std::string>;

const std::map<std::string, Names> allowed_layers = {
    {"core", {}},
    {"sql", {"core"}},
    {"report", {"core"}},
    {"git", {"core"}},
    // The bodies that it sends are formats of a report, pure as all of them.
    {"github", {"core", "report"}},
    {"postgres", {"core"}},
    {"dialect", {"core", "sql"}},
    {"config", {"core", "dialect", "facts"}},
    {"schema", {"core", "sql"}},
    {"facts", {"core", "sql", "schema"}},
    {"policy", {"core", "dialect", "facts", "schema", "sql"}},
    {"roundtrip", {"core", "dialect", "postgres", "schema", "sql"}},
    {"cli",
     {"config", "core", "dialect", "facts", "git", "github", "policy", "postgres", "report",
      "roundtrip", "schema", "sql"}},
};

const std::map<std::string, Names> owners = {
    {"git2.h", {"git"}},           {"git2/", {"git"}},      {"pg_query", {"sql"}},
    {"tree_sitter/", {"dialect"}}, {"pqxx/", {"postgres"}}, {"CLI/", {"cli"}},
    {"curl/", {"github"}},         {"libpq", {"postgres"}},
};

// The quoted or bracketed name of an #include line, or nothing.
std::string included(const std::string& line) {
  if (!line.starts_with("#include ")) return {};
  return line.substr(10, line.find_last_of("\">") - 10);
}

void check_include(const std::string& layer, const std::string& header, const std::string& file) {
  CAPTURE(file);
  CAPTURE(header);
  for (const auto& [prefix, layers] : owners) {
    if (header.starts_with(prefix)) CHECK(layers.contains(layer));
  }
  const std::string from = header.substr(0, header.find('/'));
  if (allowed_layers.contains(from) && from != layer) {
    CHECK(allowed_layers.at(layer).contains(from));
  }
}

}  // namespace

TEST_CASE("no layer includes what the include table does not allow") {
  const fs::path source = fs::path(MIGCHECK_SOURCE_DIR) / "src";
  std::size_t includes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    const std::string extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    const std::string file = entry.path().lexically_relative(source);
    if (file.find('/') == std::string::npos) continue;  // main.cpp
    const std::string layer = file.substr(0, file.find('/'));
    CAPTURE(file);
    REQUIRE(allowed_layers.contains(layer));
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      const std::string header = included(line);
      if (header.empty()) continue;
      ++includes;
      check_include(layer, header, file);
    }
  }
  CHECK(includes > 50);
}
