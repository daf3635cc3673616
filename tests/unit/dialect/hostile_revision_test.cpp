#include "support/hostile_revision.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "core/text.h"

using namespace migcheck;
using migcheck::test::misread;

namespace {

std::string read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// The functions of tests/oracle/alembic_sql, one module each, with an upgrade() that calls them
// all.
std::vector<std::string> modules() {
  std::vector<std::string> found;
  const std::filesystem::path folder = MIGCHECK_SOURCE_DIR "/tests/oracle/alembic_sql";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".py") continue;
    const std::string text = read(entry.path());
    std::string calls;
    for (const std::string_view line : split(text, '\n')) {
      if (!line.starts_with("def ") || !line.ends_with("():")) continue;
      calls += "    " + std::string(line.substr(4, line.size() - 5)) + "\n";
    }
    found.push_back(text + "\nrevision = 'r'\ndown_revision = None\n\n\ndef upgrade():\n" + calls +
                    "\n\ndef downgrade():\n    pass\n");
  }
  return found;
}

class Mutator {
 public:
  explicit Mutator(std::string text) : text_(std::move(text)) {}

  std::string next() {
    std::string made = text_;
    for (std::size_t i = 0, count = below(4) + 1; i < count && !made.empty(); ++i) change(made);
    return made;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  void change(std::string& text) {
    const std::size_t at = below(text.size());
    const std::size_t size = below(40) + 1;
    const std::string other = text_.substr(below(text_.size()), below(60));
    switch (below(5)) {
      case 0:
        text.erase(at, size);
        break;
      case 1:
        text.insert(at, other);
        break;
      case 2:
        text.replace(at, std::min(size, text.size() - at), other);
        break;
      case 3:
        text[at] = static_cast<char>(below(256));
        break;
      default:
        text.resize(at);
    }
  }

  std::string text_;
  std::minstd_rand random_{20261121};  // the same in every run
};

}  // namespace

TEST_CASE("a revision that was damaged at random gives statements or reasons, and an end") {
  const std::vector<std::string> all = modules();
  REQUIRE(all.size() > 10);
  for (const std::string& text : all) {
    CHECK(misread(text) == "");
    Mutator mutator(text);
    for (int i = 0; i < 24; ++i) {
      const std::string damaged = mutator.next();
      CAPTURE(damaged);
      CHECK(misread(damaged) == "");
    }
  }
}

TEST_CASE("a revision that ends anywhere gives statements or reasons") {
  const std::string text = modules().front();
  for (std::size_t size = 0; size < text.size(); size += 97)
    CHECK(misread(text.substr(0, size)) == "");
}

TEST_CASE("what the fuzzer found once is read") {
  for (const auto& entry :
       std::filesystem::directory_iterator(MIGCHECK_SOURCE_DIR "/tests/fuzz/found")) {
    CAPTURE(entry.path().string());
    CHECK(misread(read(entry.path())) == "");
  }
}
