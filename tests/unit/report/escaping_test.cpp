#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "core/text.h"
#include "report/format.h"
#include "support/sample_report.h"

using namespace migcheck;

namespace {

// A report with `count` findings that have this text everywhere.
Report report_with(const std::string& text, std::size_t count, Severity severity) {
  Report report;
  const auto file = std::make_shared<const SourceFile>(SourceFile{text + ".py", text + "\n"});
  for (std::size_t i = 0; i < count; ++i) {
    Finding finding;
    finding.policy = text;
    finding.severity = severity;
    finding.message = text;
    finding.help = text;
    finding.file = file;
    finding.span = {0, text.size()};
    report.findings.push_back(finding);
  }
  report.heads = {text};
  report.notes = {text};
  report.roundtrip = RoundtripResult{"sql", text, {}, 0};
  report.roundtrip->revisions.push_back({text, 1, 1, 1, text, {text}, {text}, {}});
  finish(report);
  return report;
}

bool obeyed(std::string_view line) {
  for (const std::string_view space : {" ", "\t", "\xC2\xA0", "\xE2\x80\x83"}) {
    while (line.starts_with(space)) line.remove_prefix(space.size());
  }
  return line.starts_with("::") || line.find("##[") != std::string_view::npos;
}

// The lines that GitHub's runner would obey.
std::vector<std::string> commands(const std::string& log) {
  std::vector<std::string> found;
  for (const std::string_view line : split(log, '\n')) {
    if (obeyed(line)) found.emplace_back(line);
  }
  return found;
}

bool ours(const std::string& line) {
  return line.starts_with("::error file=") || line.starts_with("::group::migcheck: ") ||
         line == "::endgroup::";
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("hostile text never becomes a workflow command") {
  const char* const texts[] = {
      "::set-output name=a::b", "  ::error::x",         "\t::stop-commands::x",
      "a\n::add-mask::b",       "a\r\n::endgroup::",    "##[error]x",
      "x ##[group]y",           "a,b:c=d%0A::error::e", "\n\n::warning file=x::y\n ",
      "a\n\xC2\xA0::x::",       "a\n\xE2\x80\x83::x::", "\x1b[2J::x::",
  };
  for (const std::string text : texts) {
    CAPTURE(text);
    for (const std::string& line :
         commands(render_github(report_with(text, 12, Severity::error)))) {
      CAPTURE(line);
      CHECK(ours(line));
    }
  }
}

TEST_CASE("properties and messages of workflow commands are escaped") {
  const std::string log = render_github(report_with("a,b:c%\nd", 1, Severity::error));
  CHECK(
      log.starts_with("::error file=a%2Cb%3Ac%25\\nd.py,line=1,endLine=2,title="
                      "migcheck%3A a%2Cb%3Ac%25\\nd::a,b:c%25%0Ad%0Ahelp: a,b:c%25%0Ad\n"));
}

TEST_CASE("ten findings of a level are commands, the rest plain lines") {
  const std::string log = render_github(report_with("x", 13, Severity::warning));
  CHECK(count_of(log, "::warning file=") == 10);
  CHECK(count_of(log, "\nx.py:1:1: warning x x\n") == 3);
  CHECK(count_of(log, "\n3 more warnings in the summary\n") == 1);
  CHECK(count_of(render_github(report_with("x", 11, Severity::error)),
                 "\n1 more error in the summary\n") == 1);
}

TEST_CASE("errors come before warnings, whatever their place") {
  const std::string log = render_github(test::sample_report());
  CHECK(log.starts_with("::error "));
  CHECK(log.rfind("::error ") < log.find("::warning "));
  CHECK(log.rfind("::warning ") < log.find("::notice "));
}

TEST_CASE("a long message is cut") {
  const std::string log = render_github(report_with(std::string(9000, 'x'), 1, Severity::error));
  CHECK(log.find('\n') < 2 * 9000 + 4200);
}

TEST_CASE("Markdown shows hostile text as it is") {
  const std::string page = render_markdown(
      report_with("<img src=x onerror=y> | `a` *b* [c](http://d) @someone #1 \n\n# heading", 1,
                  Severity::error));
  for (const std::string part : {"<img", "[c](", "@someone", " #1", "\n# heading", "`a`", " *b*"}) {
    CAPTURE(part);
    CHECK(page.find(part) == std::string::npos);
  }
  for (const std::string_view line : split(page, '\n')) {
    if (!line.starts_with("| ❌")) continue;
    CHECK(count_of(line, " | ") == 3);
  }
}

TEST_CASE("the step summary stays below GitHub's limit and says what is missing") {
  const std::string page =
      render_markdown(report_with(std::string(5000, '|'), 2000, Severity::error));
  CHECK(page.size() <= 900 * 1024);
  CHECK(page.find("more did not fit here") != std::string::npos);

  Report report = report_with("x", 1, Severity::error);
  report.roundtrip->revisions.assign(200000, report.roundtrip->revisions.front());
  const std::string rehearsed = render_markdown(report);
  CHECK(rehearsed.size() <= 900 * 1024);
  CHECK(rehearsed.find("200000 revisions") != std::string::npos);
}

TEST_CASE("no format fails on bytes that are not text") {
  std::string junk;
  for (int byte = 0; byte < 256; ++byte) junk += static_cast<char>(byte);
  const Report report = report_with(junk, 3, Severity::notice);
  CHECK(render_text(report, Color::no).find('\x1b') == std::string::npos);
  CHECK(render_json(report).find("\xff") == std::string::npos);
  CHECK(render_github(report).find('\x1b') == std::string::npos);
  CHECK(render_markdown(report).find('\x1b') == std::string::npos);
}
