#include <algorithm>
#include <array>

#include "report/format.h"

namespace migcheck {

namespace {

std::string render_plain_text(const Report& report) { return render_text(report, Color::no); }

constexpr std::array table = {
    Format{"text", "people, at a terminal", "migcheck.txt", render_plain_text, true},
    Format{"concise", "people and editors, one line for each finding", "migcheck.txt",
           render_concise, false},
    Format{"json", "programs: everything that is known", "migcheck.json", render_json, false},
    Format{"sarif", "GitHub's code scanning, and viewers of SARIF 2.1.0", "migcheck.sarif",
           render_sarif, false},
    Format{"github", "the log of a GitHub workflow, as annotations", "migcheck.log", render_github,
           false},
    Format{"github-check", "whoever makes a check run: the bodies of GitHub's requests",
           "check-run.json", render_github_check, false},
    Format{"markdown", "the summary of a GitHub workflow's step", "summary.md", render_markdown,
           true},
    Format{"gitlab", "GitLab's Code Quality widget", "gl-code-quality-report.json", render_gitlab,
           false},
    Format{"junit", "reports of tests, as in Jenkins and GitLab", "junit.xml", render_junit, false},
    Format{"checkstyle", "whatever reads Checkstyle's XML", "checkstyle.xml", render_checkstyle,
           false},
    Format{"rdjson", "reviewdog", "migcheck.rdjson", render_rdjson, false},
};

}  // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view name) {
  const auto* const found = std::find_if(table.begin(), table.end(),
                                         [&](const Format& format) { return name == format.name; });
  return found == table.end() ? nullptr : found;
}

}  // namespace migcheck
