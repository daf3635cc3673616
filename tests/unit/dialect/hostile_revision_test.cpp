#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "core/text.h"
#include "dialect/alembic/revision_file.h"

using namespace migcheck;

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

// What a revision gives, whatever is in it: SQL or the reason why there is none, with a place.
void check_statements(const Script& script, std::size_t size) {
  for (const Statement& statement : script.statements) {
    CHECK(statement.sql.empty() == statement.is_opaque());
    CHECK(statement.span.begin <= statement.span.end);
    CHECK(statement.span.end <= size);
  }
}

void check_revision(const std::string& text) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{"versions/r.py", text});
  const alembic::RevisionFile read = alembic::read_revision(file, {});
  const bool is_explained = read.revision || !read.problems.empty();
  CHECK(is_explained);
  if (!read.revision) return;
  check_statements(read.revision->upgrade, text.size());
  check_statements(read.revision->downgrade, text.size());
}

}  // namespace

TEST_CASE("a revision that was damaged at random gives statements or reasons, and an end") {
  const std::vector<std::string> all = modules();
  REQUIRE(all.size() > 10);
  for (const std::string& text : all) {
    check_revision(text);
    Mutator mutator(text);
    for (int i = 0; i < 24; ++i) {
      const std::string damaged = mutator.next();
      CAPTURE(damaged);
      check_revision(damaged);
    }
  }
}

TEST_CASE("a revision that ends anywhere gives statements or reasons") {
  const std::string text = modules().front();
  for (std::size_t size = 0; size < text.size(); size += 97) check_revision(text.substr(0, size));
}
