#include "report/read_json.h"

#include <doctest/doctest.h>

#include <memory>

#include "report/findings.h"
#include "report/format.h"
#include "report/visible.h"
#include "support/errors.h"
#include "support/sample_report.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

Report read(const std::string& text) {
  return read_report(std::make_shared<const SourceFile>(SourceFile{"report.json", text}));
}

}  // namespace

TEST_CASE("a report that was read back says the same") {
  for (const Report& report : {sample_report(), clean_report()}) {
    const std::string text = render_json(report);
    CHECK(render_json(read(text)) == text);
  }
}

TEST_CASE("a report that was read back has no source, and knows its places") {
  const Report report = read(render_json(sample_report()));
  const Finding& finding = *shown_findings(report.findings).front();
  CHECK(finding.file->text.empty());
  REQUIRE(finding.place.has_value());
  const std::string text = render_text(report, Color::no);
  CHECK(text.find("--> " + visible(finding.file->path) + ":") != std::string::npos);
  CHECK(text.find("^") == std::string::npos);
}

TEST_CASE("every format that people read names each finding of a report that was read back") {
  const Report report = read(render_json(sample_report()));
  for (const auto& text :
       {render_github(report), render_markdown(report), render_github_check(report)}) {
    for (const Finding* finding : shown_findings(report.findings)) {
      CHECK(text.find(finding->policy) != std::string::npos);
    }
  }
}
