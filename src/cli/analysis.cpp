#include "cli/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/rehearsal.h"
#include "core/error.h"
#include "core/text.h"
#include "dialect/graph.h"
#include "dialect/sql/sql_revision.h"
#include "policy/check.h"

namespace migcheck {

namespace {

// What the change did to the files of one history.
struct Changes {
  std::vector<FileChange> all;
  std::vector<FileChange> shipped;  // to files that the history had already
  std::vector<SourceFilePtr> deleted;
};

Changes changes_of(const History& history, const Comparison& comparison) {
  Changes changes;
  for (const std::string& folder : history.folders) {
    for (const FileChange& change : comparison.changes_below(folder)) {
      changes.all.push_back(change);
      if (change.kind == FileChange::Kind::added) continue;
      changes.shipped.push_back(change);
      if (change.kind != FileChange::Kind::deleted) continue;
      if (std::optional<std::string> text = comparison.start->read(change.old_path)) {
        changes.deleted.push_back(std::make_shared<SourceFile>(SourceFile{change.path, *text}));
      }
    }
  }
  return changes;
}

// Which revisions findings are reported for, parallel to history.revisions.
std::vector<bool> select(const History& history, const Comparison& comparison,
                         const Changes& changes) {
  std::set<std::string> changed;
  for (const FileChange& change : changes.all) changed.insert(change.path);
  std::vector<bool> selected;
  for (const Revision& revision : history.revisions) {
    switch (comparison.scope) {
      case Comparison::Scope::all:
        selected.push_back(true);
        break;
      case Comparison::Scope::paths:
        selected.push_back(comparison.names(revision.path()));
        break;
      case Comparison::Scope::changed:
        selected.push_back(changed.contains(revision.path()));
        break;
    }
  }
  return selected;
}

// Whether one of the revisions that must run before this one is marked.
bool follows(const RevisionGraph& graph, std::size_t revision, const std::vector<bool>& marked) {
  const auto is_marked = [&](std::size_t index) { return marked[index]; };
  return std::ranges::any_of(graph.parents(revision), is_marked) ||
         std::ranges::any_of(graph.dependencies(revision), is_marked);
}

// The plan of the rehearsal: what does not need a selected revision comes first, as the base.
std::vector<RoundtripStep> plan_roundtrip(const RevisionGraph& graph,
                                          const std::vector<bool>& selected) {
  std::vector<RoundtripStep> base, above;
  std::vector<bool> needs_selected = selected;
  for (const std::size_t revision : graph.upgrade_order()) {
    if (follows(graph, revision, needs_selected)) needs_selected[revision] = true;
    (needs_selected[revision] ? above : base)
        .push_back({&graph.revisions()[revision], selected[revision]});
  }
  base.insert(base.end(), above.begin(), above.end());
  return base;
}

void add_roundtrip(Report& report, const RevisionGraph& graph, const std::vector<bool>& selected,
                   const RoundtripOptions& options) {
  if (std::find(selected.begin(), selected.end(), true) == selected.end()) return;
  RoundtripOutcome outcome = rehearse_visibly(plan_roundtrip(graph, selected), options);
  for (Finding& finding : check_roundtrip(outcome.problems)) {
    report.findings.push_back(std::move(finding));
  }
  report.notes.insert(report.notes.end(), outcome.notes.begin(), outcome.notes.end());
  if (!report.roundtrip) {
    report.roundtrip = std::move(outcome.result);
    return;
  }
  RoundtripResult& result = *report.roundtrip;
  result.total_ms += outcome.result.total_ms;
  std::move(outcome.result.revisions.begin(), outcome.result.revisions.end(),
            std::back_inserter(result.revisions));
}

void add_check_result(Report& report, CheckResult result) {
  std::move(result.findings.begin(), result.findings.end(), std::back_inserter(report.findings));
  std::move(result.explained.begin(), result.explained.end(),
            std::back_inserter(report.statements));
  report.summary.statements += result.statements;
  report.summary.opaque_statements += result.opaque_statements;
}

// What stands under a condition that is not known is judged as if it ran: that is said once for
// each condition.
void note_conditions(Report& report, const Revision& revision, const Script& script) {
  std::map<std::size_t, std::pair<std::size_t, std::string>> counts;  // by place: how many, and why
  for (const Statement& statement : script.statements) {
    if (!statement.conditional) continue;
    auto& [count, reason] = counts[statement.condition.begin];
    ++count;
    reason = statement.condition_reason;
  }
  for (const auto& [place, found] : counts) {
    const auto& [count, reason] = found;
    report.notes.push_back(fmt::format("{}:{}: {} may not run: the condition {}", revision.path(),
                                       position_at(revision.file->text, place).line,
                                       counted(count, "statement"), reason));
  }
}

void analyse_history(Report& report, const History& history, const Comparison& comparison,
                     const AnalysisOptions& options) {
  report.target.dialect = history.dialect;
  const RevisionGraph graph(history.revisions);
  Changes changes = changes_of(history, comparison);
  const std::vector<bool> selected = select(history, comparison, changes);
  for (const std::size_t head : graph.heads()) report.heads.push_back(history.revisions[head].id);
  report.summary.revisions_loaded += history.revisions.size();
  report.summary.revisions_checked +=
      static_cast<std::size_t>(std::count(selected.begin(), selected.end(), true));
  CheckResult result =
      check_history({history, graph, selected, std::move(changes.shipped),
                     std::move(changes.deleted), options.pg_version, options.explain_locks});
  if (!options.policies) result.findings.clear();
  add_check_result(report, std::move(result));
  for (std::size_t i = 0; i < selected.size(); ++i) {
    if (!selected[i]) continue;
    note_conditions(report, history.revisions[i], history.revisions[i].upgrade);
    note_conditions(report, history.revisions[i], history.revisions[i].downgrade);
  }
  if (options.roundtrip) add_roundtrip(report, graph, selected, *options.roundtrip);
}

// The .sql files among the PATHs: each is checked by itself.
std::vector<History> lone_files(const Comparison& comparison) {
  std::vector<History> histories;
  if (comparison.scope != Comparison::Scope::paths) return histories;
  for (const std::string& path : comparison.paths) {
    if (!path.ends_with(".sql")) continue;
    std::optional<std::string> text = comparison.result->read(path);
    if (!text) throw Error(path + " cannot be read", "check the path");
    History history;
    history.dialect = "sql";
    history.revisions.push_back(
        sql_revision(std::make_shared<SourceFile>(SourceFile{path, std::move(*text)})));
    histories.push_back(std::move(history));
  }
  return histories;
}

std::vector<History> histories_of(const Comparison& comparison, const HistoryOptions& options) {
  std::vector<History> histories = lone_files(comparison);
  if (!histories.empty() && histories.size() == comparison.paths.size()) return histories;
  std::vector<History> found = load_histories(*comparison.result, options);
  std::move(found.begin(), found.end(), std::back_inserter(histories));
  return histories;
}

}  // namespace

Report analyse(const Comparison& comparison, const HistoryOptions& histories,
               const AnalysisOptions& options) {
  Report report;
  report.target = {options.pg_version, "", comparison.base_name, comparison.head_name,
                   comparison.merge_result};
  report.notes = comparison.notes;
  for (const History& history : histories_of(comparison, histories)) {
    analyse_history(report, history, comparison, options);
  }
  finish(report);
  return report;
}

}  // namespace migcheck
