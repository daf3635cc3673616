#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "policy/catalogue.h"

// docs/policies is what scripts/docs makes of policies/.

using namespace migcheck;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(MIGCHECK_SOURCE_DIR) / "docs/policies";

std::string committed(const std::string& name) {
  std::ifstream file(folder / name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("the committed pages of the policies are the generated ones") {
  const bool same_index = committed("README.md") == policies_markdown(builtin_policies());
  CHECK(same_index);
  for (const Policy& policy : builtin_policies()) {
    CAPTURE(policy.id);
    const bool same = committed(policy.id + ".md") == policy_markdown(policy);
    CHECK(same);
  }
}

TEST_CASE("each committed page is that of a policy") {
  std::set<std::string> known = {"README.md"};
  for (const Policy& policy : builtin_policies()) known.insert(policy.id + ".md");
  std::set<std::string> pages;
  for (const auto& entry : fs::directory_iterator(folder)) {
    pages.insert(entry.path().filename().string());
  }
  CHECK(pages == known);
}
