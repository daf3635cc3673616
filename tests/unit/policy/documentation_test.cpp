#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "policy/catalogue.h"

TEST_CASE("docs/policies.md is what `migcheck policies --format markdown` prints") {
  std::ifstream file(MIGCHECK_SOURCE_DIR "/docs/policies.md");
  std::stringstream committed;
  committed << file.rdbuf();
  CHECK(committed.str() == migcheck::policies_markdown(migcheck::builtin_policies()));
}
