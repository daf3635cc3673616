#include "policy/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/json_node.h"
#include "core/text.h"
#include "facts/history_facts.h"
#include "policy/judge.h"

namespace migcheck {

namespace {

constexpr int baseline_version = 1;

std::size_t line_of(const SourceFile& file, const std::string& text) {
  const std::size_t at = file.text.find(text);
  return at == std::string::npos ? 1 : position_at(file.text, at).line;
}

KnownFinding load_known(const JsonNode& node, const SourceFile& file) {
  node.check_keys(std::vector<std::string>{"fingerprint", "path", "policy"});
  KnownFinding known;
  known.fingerprint = node.at("fingerprint").text();
  known.policy = node.at("policy").text();
  known.path = node.at("path").text();
  known.line = line_of(file, known.fingerprint);
  return known;
}

bool may_match(const KnownFinding& known, const PolicyRules& rules, const Checked& checked) {
  if (!checked.paths.contains(known.path)) return false;
  for (const Policy& policy : rules.project().policies()) {
    if (policy.id != known.policy || policy.subject != Subject::roundtrip) continue;
    return checked.rehearsed;
  }
  return true;
}

// "drop-column in versions/2.py (line 7)", a few of them.
std::string listed(const std::vector<const KnownFinding*>& stale) {
  constexpr std::size_t longest = 10;
  std::vector<std::string> lines;
  for (const KnownFinding* known : stale) {
    if (lines.size() == longest) {
      lines.push_back(fmt::format("and {} more", stale.size() - longest));
      break;
    }
    lines.push_back(fmt::format("line {}: {} in {}", known->line, known->policy, known->path));
  }
  return join(lines, "\n");
}

}  // namespace

Baseline parse_baseline(const SourceFilePtr& file) {
  const nlohmann::json json = parse_json(file);
  const JsonNode root(file, json);
  root.check_keys(std::vector<std::string>{"findings", "version"});
  if (root.at("version").integer() != baseline_version) {
    root.at("version").fail("this version is not known", "write it anew with --write-baseline");
  }
  Baseline baseline = {file, {}};
  const JsonNode findings = root.at("findings");
  if (findings.json().is_array() && findings.json().empty()) return baseline;
  for (const JsonNode& item : findings.items()) baseline.known.push_back(load_known(item, *file));
  return baseline;
}

std::string baseline_text(std::span<const Finding> findings, const Baseline& old,
                          const PolicyRules& rules, const Checked& checked) {
  using Entry = std::tuple<std::string, std::size_t, std::string, std::string>;
  std::set<Entry> entries;  // by path and place
  for (const Finding& finding : findings) {
    if (finding.suppressed || finding.severity == Severity::off) continue;
    entries.emplace(finding.file->path, finding.span.begin, finding.policy, finding.fingerprint);
  }
  for (const KnownFinding& known : old.known) {
    if (may_match(known, rules, checked)) continue;
    entries.emplace(known.path, known.line, known.policy, known.fingerprint);
  }
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [path, place, policy, fingerprint] : entries) {
    list.push_back({{"policy", policy}, {"path", path}, {"fingerprint", fingerprint}});
  }
  return nlohmann::ordered_json{{"version", baseline_version}, {"findings", list}}.dump(2) + "\n";
}

std::vector<Finding> apply_baseline(const Baseline& baseline, const PolicyRules& rules,
                                    const Checked& checked, std::vector<Finding>& findings) {
  std::map<std::string, const KnownFinding*> unmatched;
  for (const KnownFinding& known : baseline.known) unmatched[known.fingerprint] = &known;
  const std::map<std::string, const KnownFinding*> all = unmatched;
  for (Finding& finding : findings) {
    if (!all.contains(finding.fingerprint)) continue;
    unmatched.erase(finding.fingerprint);
    if (finding.suppressed) continue;
    finding.suppressed = fmt::format("in the baseline {}", baseline.file->path);
    finding.baselined = true;
  }
  std::vector<const KnownFinding*> stale;
  for (const auto& [fingerprint, known] : unmatched) {
    if (may_match(*known, rules, checked)) stale.push_back(known);
  }
  if (stale.empty()) return {};
  std::sort(stale.begin(), stale.end(),
            [](const KnownFinding* a, const KnownFinding* b) { return a->line < b->line; });
  HistoryFacts facts;
  facts.problem = "baseline_stale";
  facts.path = baseline.file->path;
  facts.detail = counted(stale.size(), "entry");
  if (stale.size() > 1) facts.detail = fmt::format("{} entries", stale.size());
  facts.hint = listed(stale);
  const FactTable<HistoryFacts> source(history_table(), facts);
  const Span span = line_span(baseline.file->text, stale.front()->line);
  return judge(rules, Subject::history, facts.problem, source,
               {baseline.file, span, {}, {}, {}, {}})
      .findings;
}

}  // namespace migcheck
