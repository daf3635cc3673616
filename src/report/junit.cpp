#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/summary.h"
#include "report/visible.h"
#include "report/xml.h"

namespace migcheck {

namespace {

constexpr double milliseconds_per_second = 1000;

std::string seconds(double ms) { return fmt::format("{:.3f}", ms / milliseconds_per_second); }

using Names = std::map<std::string, std::size_t>;  // of a file's tests, and how many have it

struct Counts {
  std::size_t tests = 0, failures = 0, skipped = 0;
};

// Readers of JUnit ask for each of these.
void write_counts(XmlWriter& xml, const Counts& counts) {
  xml.attribute("tests", counts.tests)
      .attribute("failures", counts.failures)
      .attribute("errors", std::size_t{0});
}

void open_suite(XmlWriter& xml, std::string_view name, const Counts& counts) {
  xml.open("testsuite").attribute("name", name);
  write_counts(xml, counts);
  xml.attribute("skipped", counts.skipped);
}

// "index-without-concurrently at 12:5", with "(2)" for the second of that name.
std::string test_name(const Finding& finding, LineCache& cache, Names& names) {
  const Region place = region(finding, cache);
  std::string name =
      fmt::format("{} at {}:{}", visible(finding.policy), place.start.line, place.start.column);
  const std::size_t number = ++names[name];
  return number == 1 ? name : fmt::format("{} ({})", name, number);
}

// A failed test. Readers tell tests apart by class and name.
void write(XmlWriter& xml, const Finding& finding, const std::string& name) {
  xml.open("testcase").attribute("name", name).attribute("classname", finding.file->path);
  xml.open("failure")
      .attribute("message", one_line(finding.message))
      .attribute("type", to_string(finding.severity))
      .text(full_message(finding))
      .close();
  xml.close();
}

double total_ms(const RoundtripRevision& revision) {
  return revision.upgrade_ms.value_or(0) + revision.downgrade_ms.value_or(0) +
         revision.reupgrade_ms.value_or(0);
}

std::string differences(const RoundtripRevision& revision) {
  std::vector<std::string> lines = revision.schema_diff;
  for (const std::string& row : revision.rows_lost) lines.push_back("rows lost: " + row);
  for (const std::string& value : revision.values_changed) {
    lines.push_back("changed for good: " + value);
  }
  for (std::string& line : lines) line = visible(line);
  return join(lines, "\n");
}

// What the rehearsal did with one revision. What went wrong is a finding, which may be suppressed:
// here no test fails for it once more.
void write(XmlWriter& xml, const RoundtripRevision& revision) {
  xml.open("testcase")
      .attribute("name", "revision " + visible(revision.revision))
      .attribute("classname", "roundtrip")
      .attribute("time", seconds(total_ms(revision)));
  if (revision.status != "passed") {
    xml.open("skipped").attribute("message", visible(revision.status));
    xml.text(differences(revision)).close();
  }
  xml.close();
}

std::size_t skipped(const RoundtripResult& roundtrip) {
  return static_cast<std::size_t>(
      std::count_if(roundtrip.revisions.begin(), roundtrip.revisions.end(),
                    [](const RoundtripRevision& revision) { return revision.status != "passed"; }));
}

void write(XmlWriter& xml, const RoundtripResult& roundtrip) {
  open_suite(xml, "roundtrip", {roundtrip.revisions.size(), 0, skipped(roundtrip)});
  xml.attribute("time", seconds(roundtrip.total_ms));
  for (const RoundtripRevision& revision : roundtrip.revisions) write(xml, revision);
  xml.close();
}

// A report without tests counts as a failed one for many readers.
void write_clean(XmlWriter& xml, const Report& report) {
  open_suite(xml, "migcheck", {1});
  xml.open("testcase").attribute("name", "no findings").attribute("classname", "migcheck");
  xml.open("system-out").text(visible(describe_scope(report))).close();
  xml.close().close();
}

Counts count(const Report& report, const std::vector<FileFindings>& files) {
  Counts all;
  if (report.roundtrip) all.tests = report.roundtrip->revisions.size();
  for (const FileFindings& file : files) {
    all.tests += file.findings.size();
    all.failures += file.findings.size();
  }
  if (files.empty()) ++all.tests;
  return all;
}

}  // namespace

// A suite for each file, a failed test for each finding; and a suite for the rehearsal.
std::string render_junit(const Report& report) {
  LineCache cache;
  const std::vector<FileFindings> files = by_file(report.findings);
  XmlWriter xml;
  xml.open("testsuites").attribute("name", "migcheck");
  write_counts(xml, count(report, files));
  for (const FileFindings& file : files) {
    const std::size_t number = file.findings.size();
    open_suite(xml, file.file->path, {number, number});
    Names names;
    for (const Finding* finding : file.findings) {
      write(xml, *finding, test_name(*finding, cache, names));
    }
    xml.close();
  }
  if (files.empty()) write_clean(xml, report);
  if (report.roundtrip) write(xml, *report.roundtrip);
  return xml.finish();
}

}  // namespace migcheck
