#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>

#include "report/format.h"
#include "report/github_comment.h"
#include "report/github_review.h"
#include "support/sample_report.h"

using namespace migcheck;

namespace {

const std::filesystem::path folder = MIGCHECK_SOURCE_DIR "/tests/golden";

const std::string run_url = "https://github.com/octo/depot/actions/runs/42";

struct Golden {
  std::string name;
  std::function<std::string()> render;
};

const std::vector<Golden>& goldens() {
  using test::clean_report;
  using test::sample_report;
  static const std::vector<Golden> all = {
      {"report.txt", [] { return render_text(sample_report(), Color::no); }},
      {"report.ansi", [] { return render_text(sample_report(), Color::yes); }},
      {"report.json", [] { return render_json(sample_report()); }},
      {"report.sarif", [] { return render_sarif(sample_report()); }},
      {"report.gitlab", [] { return render_gitlab(sample_report()); }},
      {"report.junit", [] { return render_junit(sample_report()); }},
      {"report.checkstyle", [] { return render_checkstyle(sample_report()); }},
      {"report.rdjson", [] { return render_rdjson(sample_report()); }},
      {"report.concise", [] { return render_concise(sample_report()); }},
      {"report.github", [] { return render_github(sample_report()); }},
      {"report.github-check", [] { return render_github_check(sample_report()); }},
      {"report.comment", [] { return sticky_comment(sample_report(), run_url).text; }},
      {"report.suggestion",
       [] { return review_comment(test::example_report().findings[0])->body; }},
      {"clean.comment", [] { return sticky_comment(clean_report(), run_url).text; }},
      {"clean.github-check", [] { return render_github_check(clean_report()); }},
      {"report.md", [] { return render_markdown(sample_report()); }},
      {"example.json", [] { return render_json(test::example_report()); }},
      {"example.txt", [] { return render_text(test::example_report(), Color::no); }},
      {"clean.txt", [] { return render_text(clean_report(), Color::no); }},
      {"clean.github", [] { return render_github(clean_report()); }},
      {"clean.md", [] { return render_markdown(clean_report()); }},
      {"clean.json", [] { return render_json(clean_report()); }},
  };
  return all;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_update() {
  const char* value = std::getenv("MIGCHECK_UPDATE_GOLDENS");
  return value != nullptr && std::string(value) == "1";
}

}  // namespace

TEST_CASE("each format renders the sample report as its golden file says") {
  for (const Golden& golden : goldens()) {
    CAPTURE(golden.name);
    const std::string rendered = golden.render();
    if (is_update()) std::ofstream(folder / golden.name, std::ios::binary) << rendered;
    CHECK_FALSE(rendered.empty());
    CHECK(rendered == read(folder / golden.name));
  }
}

TEST_CASE("every golden file belongs to a format") {
  std::set<std::string> known;
  for (const Golden& golden : goldens()) known.insert(golden.name);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    CHECK_MESSAGE(known.contains(entry.path().filename().string()), entry.path());
  }
}

TEST_CASE("docs/json-report.md shows the example as it is rendered") {
  const std::string page = read(MIGCHECK_SOURCE_DIR "/docs/json-report.md");
  CHECK(page.find("```json\n" + render_json(test::example_report()) + "```\n") !=
        std::string::npos);
}
