#include "support/hostile_report.h"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <utility>

namespace migcheck::test {

namespace {

std::string every_byte() {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  return bytes;
}

Finding finding_of(const std::string& text, const SourceFilePtr& file) {
  Finding finding;
  finding.policy = text;
  finding.severity = Severity::error;
  finding.message = text;
  finding.help = text;
  finding.url = "https://example.com/" + text;
  finding.file = file;
  finding.span = {0, file->text.size()};
  finding.revision = text;
  finding.direction = Direction::upgrade;
  finding.sql = text;
  finding.locks = {{text, LockMode::access_exclusive, Ternary::yes, Ternary::no}};
  finding.fingerprint = text;
  finding.suggestion = Suggestion{1, 1, text, true};
  return finding;
}

}  // namespace

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = {
      // Commands of GitHub's runner.
      "::error file=x,line=1::y",
      "::set-output name=a::b",
      "  ::add-mask::x",
      "\t::stop-commands::x",
      "a\n::endgroup::",
      "a\r\n::warning::x",
      "a\r::error::x",
      "\n\n::notice file=x::y\n ",
      "a\n\xC2\xA0::group::x",
      "a\n\xE2\x80\x83::debug::x",
      "\xEF\xBB\xBF::error::x",
      "##[error]x",
      "x ##[group]y",
      "###[add-path]y",
      "##",
      "a,b:c=d%0A::error::e%0D%25",
      "%0A::error::x",
      "\x1b[2J::error::x",
      // Markdown and HTML.
      "[click](javascript:alert(1))",
      "[click][1]\n\n[1]: http://example.com",
      "![i](http://h/x.png)",
      "<img src=x onerror=alert(1)>",
      "<script>alert(1)</script>",
      "</code><h1>x</h1>",
      "<!-- x",
      "--> x",
      "&lt;b&gt; &#64;octocat &commat;octocat",
      "@octocat @github/team a@b.c",
      "octocat/repo#1 #1 GH-1",
      "# heading",
      "x\n===",
      "x\n---",
      "---",
      "> quote",
      "- item\n* item\n+ item",
      "1. item\n2) item",
      "```\ncode\n```",
      "~~~\ncode",
      "    code",
      "`a` ``b`` \\`c\\`",
      "*a* **b** _c_ __d__ ~~e~~",
      "a_b_c _a_",
      "a | b || c \\| d",
      "| a |\n| --- |\n| b |",
      "http://example.com www.example.com ftp://x mailto:a@b.c",
      "$x^2$ $$y$$ \\(z\\)",
      ":smile: [x] [ ] [^1]",
      "\\",
      "\\\\[a\\](b)",
      "<https://example.com>",
      "line\\\nbreak  \nhere",
      // Escape sequences and characters that show nothing or turn the line around.
      "\x1b[31mred\x1b[0m",
      "\x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\",
      "\x1b]0;title\a",
      "\xC2\x9B"
      "2J",
      "a\rb",
      "a\b\b\bb",
      "\a\v\f\x7f",
      "a\xE2\x80\xAE"
      "b\xE2\x81\xA6"
      "c\xE2\x80\x8F",
      "a\xE2\x80\x8B"
      "b\xE2\x81\xA0"
      "c\xEF\xBB\xBF"
      "d",
      "\xF3\xA0\x81\x81\xF3\xA0\x81\xBF",
      "a\xE2\x80\xA8"
      "b\xE2\x80\xA9"
      "c",
      "a\tb\n\tc",
      // Bytes that are not UTF-8, and what XML cannot hold.
      "\xff\xfe",
      "\xC3",
      "\xC0\xAF",
      "\xED\xA0\x80",
      "\xF4\x90\x80\x80",
      "\xEF\xBF\xBE\xEF\xBF\xBF",
      std::string("a\0b", 3),
      every_byte(),
      // Ends of strings and of documents.
      "]]>",
      "<![CDATA[x]]>",
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>&a;",
      "'\"><x y='",
      "\"}],\"x\":[{",
      "\\u0022,\\",
      "{0} {1} {{2}} }{",
      "=cmd|' /C calc'!A0",
      "+1",
      "-1",
      "@SUM(1)",
      // Placeholders of other languages, and what merely looks odd.
      "%s %n ${HOME} $(id) `id`",
      "\xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x98\x80 e\xCC\x81",
      std::string(9000, '|'),
  };
  return texts;
}

Report hostile_report(const std::string& text) {
  Report report;
  report.target = {15, text, text, text, true};
  report.summary.revisions_checked = 1;
  report.summary.statements = 1;
  report.heads = {text};
  report.notes = {text};
  const auto file = std::make_shared<const SourceFile>(SourceFile{text, text});
  report.findings = {finding_of(text, file), finding_of(text, file)};
  report.findings[1].severity = Severity::warning;
  report.policies = {{text, text, text, Severity::error, text, "https://example.com/", text, text}};
  RoundtripRevision revision;
  revision.revision = revision.status = text;
  revision.schema_diff = revision.rows_lost = revision.values_changed = {text};
  report.roundtrip = RoundtripResult{"sql", text, {revision}, 0};
  report.statements = {{text, file, {0, text.size()}, report.findings[0].locks}};
  finish(report);
  return report;
}

Report large_report(std::size_t count) {
  constexpr std::array severities = {Severity::notice, Severity::warning, Severity::error};
  constexpr std::size_t in_a_file = 100;
  Report report;
  SourceFilePtr file;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % in_a_file == 0) {
      std::string text;
      for (std::size_t line = 0; line < in_a_file; ++line)
        text += "ALTER TABLE t ADD COLUMN c int;\n";
      file = std::make_shared<const SourceFile>(
          SourceFile{fmt::format("db/{:06}_change.sql", i / in_a_file), std::move(text)});
    }
    Finding finding = finding_of("ALTER TABLE t ADD COLUMN c int", file);
    finding.policy = fmt::format("policy-{}", i % 7);
    finding.severity = severities[i % severities.size()];
    const std::size_t begin = i % in_a_file * file->text.size() / in_a_file;
    finding.span = {begin, begin + finding.sql.size()};
    finding.fingerprint = fmt::format("{:016x}", i);
    finding.suggestion.reset();
    report.findings.push_back(std::move(finding));
  }
  report.summary.revisions_checked = report.summary.revisions_loaded = count / in_a_file;
  report.summary.statements = count;
  finish(report);
  return report;
}

}  // namespace migcheck::test
