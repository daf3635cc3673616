#include "cli/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/alembic_project.h"
#include "cli/changes.h"
#include "cli/condition_notes.h"
#include "cli/rehearsal.h"
#include "core/did_you_mean.h"
#include "core/error.h"
#include "core/text.h"
#include "dialect/graph.h"
#include "dialect/sql/sql.h"
#include "dialect/sql/sql_revision.h"
#include "policy/catalogue.h"
#include "policy/check.h"
#include "policy/observed_history.h"

namespace migcheck {

namespace {

template <typename Property>
bool any_file(const Revision& revision, Property property) {
  return property(revision.path()) || property(revision.file_of(Direction::upgrade)->path) ||
         property(revision.file_of(Direction::downgrade)->path);
}

// Takes away what was shipped before the project took up migcheck: the revision of that id, and
// what it stands on.
void skip_up_to(const std::string& id, const RevisionGraph& graph, std::vector<bool>& selected) {
  std::vector<std::size_t> reached;
  for (std::size_t i = 0; i < selected.size(); ++i) {
    if (graph.revisions()[i].id == id) reached.push_back(i);
  }
  std::set<std::size_t> skipped;
  while (!reached.empty()) {
    const std::size_t revision = reached.back();
    reached.pop_back();
    if (!skipped.insert(revision).second) continue;
    selected[revision] = false;
    for (const std::size_t parent : graph.parents(revision)) reached.push_back(parent);
    for (const std::size_t needed : graph.dependencies(revision)) reached.push_back(needed);
  }
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
        selected.push_back(
            any_file(revision, [&](const std::string& path) { return comparison.names(path); }));
        break;
      case Comparison::Scope::changed:
        selected.push_back(
            any_file(revision, [&](const std::string& path) { return changed.contains(path); }));
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

// What the rehearsal found and saw, without its result, which is the report's.
RoundtripOutcome rehearsed(Report& report, const RevisionGraph& graph,
                           const std::vector<bool>& selected, const RoundtripOptions& options) {
  RoundtripOutcome outcome = rehearse_visibly(plan_roundtrip(graph, selected), options);
  report.notes.insert(report.notes.end(), outcome.notes.begin(), outcome.notes.end());
  if (!report.roundtrip) {
    report.roundtrip = std::move(outcome.result);
    return outcome;
  }
  RoundtripResult& result = *report.roundtrip;
  result.total_ms += outcome.result.total_ms;
  std::move(outcome.result.revisions.begin(), outcome.result.revisions.end(),
            std::back_inserter(result.revisions));
  return outcome;
}

void add_check_result(Report& report, CheckResult result) {
  std::move(result.findings.begin(), result.findings.end(), std::back_inserter(report.findings));
  std::move(result.explained.begin(), result.explained.end(),
            std::back_inserter(report.statements));
  report.summary.statements += result.statements;
  report.summary.opaque_statements += result.opaque_statements;
  report.summary.unknown_statements += result.unknown_statements;
  report.summary.superseded += result.superseded;
}

// Nobody begins a transaction around the statements of this project.
void without_transactions(History& history) {
  for (Revision& revision : history.revisions) {
    for (Script* script : {&revision.upgrade, &revision.downgrade}) {
      for (Statement& statement : script->statements) statement.in_transaction = false;
    }
  }
}

void note_paths(const History& history, const std::vector<bool>& selected, Checked& checked) {
  for (std::size_t i = 0; i < selected.size(); ++i) {
    if (!selected[i]) continue;
    const Revision& revision = history.revisions[i];
    checked.paths.insert(revision.path());
    checked.paths.insert(revision.file_of(Direction::downgrade)->path);
  }
}

// How to rehearse a history of this project.
RoundtripOptions rehearsal_of(const History& history, const Comparison& comparison,
                              const AnalysisOptions& options) {
  RoundtripOptions roundtrip = *options.roundtrip;
  roundtrip.dialect = history.dialect;
  if (history.dialect == "alembic") {
    add_place(roundtrip.alembic, history, comparison);
  } else {
    roundtrip.engine = Engine::sql;
    roundtrip.check_models = false;
  }
  roundtrip.limits = options.ruleset.configuration.rehearsal.limits;
  return roundtrip;
}

void add_condition_notes(Report& report, const History& history,
                         const std::vector<bool>& selected) {
  ConditionNotes conditions;
  for (std::size_t i = 0; i < selected.size(); ++i) {
    if (!selected[i]) continue;
    conditions.add(history.revisions[i], Direction::upgrade);
    conditions.add(history.revisions[i], Direction::downgrade);
  }
  conditions.say(report.notes);
}

void analyse_history(Analysis& analysis, const History& history, const Comparison& comparison,
                     const HistoryOptions& histories, const AnalysisOptions& options) {
  Report& report = analysis.report;
  report.target.dialect = history.dialect;
  const RevisionGraph graph(history.revisions);
  Changes changes = changes_of(history, comparison, histories);
  std::vector<bool> selected = select(history, comparison, changes);
  skip_up_to(options.ruleset.configuration.start_after.text, graph, selected);
  for (const std::size_t head : graph.heads()) report.heads.push_back(history.revisions[head].id);
  const auto count = std::count(selected.begin(), selected.end(), true);
  report.summary.revisions_loaded += history.revisions.size();
  report.summary.revisions_checked += static_cast<std::size_t>(count);
  note_paths(history, selected, analysis.checked);
  std::optional<RoundtripOutcome> rehearsal;
  if (options.roundtrip && count > 0) {
    rehearsal = rehearsed(report, graph, selected, rehearsal_of(history, comparison, options));
  }
  const bool has_seen = rehearsal && !rehearsal->executed.empty();
  const History completed = has_seen ? with_observed(history, rehearsal->executed) : History();
  CheckInput input{has_seen ? completed : history, graph, selected, std::move(changes.shipped),
                   std::move(changes.deleted)};
  input.added = added_by(changes, history, comparison);
  input.pg_version = options.pg_version;
  input.explain_locks = options.explain_locks;
  input.rules = &options.ruleset.rules;
  input.settings = &options.ruleset.settings;
  input.today = options.today;
  if (rehearsal) {
    input.rehearsal = &rehearsal->problems;
    input.rehearsed = report.roundtrip->revisions;
  }
  CheckResult result = check_history(input);
  if (!options.policies) {
    std::erase_if(result.findings,
                  [](const Finding& finding) { return finding.subject != Subject::roundtrip; });
  }
  add_check_result(report, std::move(result));
  add_condition_notes(report, history, selected);
}

bool has_file(const History& history, const std::string& path) {
  return std::any_of(history.revisions.begin(), history.revisions.end(),
                     [&](const Revision& revision) { return revision.has_file(path); });
}

// A .sql file among the PATHs that belongs to no history is checked by itself.
History lone_file(const Comparison& comparison, const std::string& path) {
  std::optional<std::string> text = comparison.result->read(path);
  if (!text) throw Error(path + " cannot be read", "check the path");
  History history;
  history.dialect = "sql";
  history.has_downgrades = false;
  history.revisions.push_back(
      sql_revision(std::make_shared<SourceFile>(SourceFile{path, std::move(*text)})));
  return history;
}

// Where every PATH is a .sql file only histories of such files matter, and there may be none.
std::vector<History> histories_of_files(const Comparison& comparison,
                                        const HistoryOptions& options) {
  const bool all_sql = std::all_of(comparison.paths.begin(), comparison.paths.end(),
                                   [](const std::string& path) { return path.ends_with(".sql"); });
  if (!all_sql || !options.migrations.empty()) return load_histories(*comparison.result, options);
  std::vector<History> histories =
      sql_files::discover(ProjectFiles(*comparison.result, options.start), options);
  std::erase_if(histories, [&](const History& history) {
    return std::none_of(comparison.paths.begin(), comparison.paths.end(),
                        [&](const std::string& path) { return has_file(history, path); });
  });
  return histories;
}

std::vector<History> histories_of(const Comparison& comparison, const HistoryOptions& options) {
  if (comparison.scope != Comparison::Scope::paths) {
    return load_histories(*comparison.result, options);
  }
  std::vector<History> histories = histories_of_files(comparison, options);
  std::vector<History> lone;
  for (const std::string& path : comparison.paths) {
    const bool known = std::any_of(histories.begin(), histories.end(),
                                   [&](const History& history) { return has_file(history, path); });
    if (path.ends_with(".sql") && !known) lone.push_back(lone_file(comparison, path));
  }
  std::move(histories.begin(), histories.end(), std::back_inserter(lone));
  return lone;
}

// The revision that `start-after` names must be there: else everything would be checked, or
// nothing.
void check_start(const Configuration& configuration, const std::vector<History>& histories) {
  const Setting& start = configuration.start_after;
  if (start.line == 0) return;
  std::vector<std::string> ids;
  for (const History& history : histories) {
    for (const Revision& revision : history.revisions) ids.push_back(revision.id);
  }
  if (std::find(ids.begin(), ids.end(), start.text) != ids.end()) return;
  const auto meant = did_you_mean(start.text, ids);
  fail_at(configuration, start, fmt::format("there is no revision `{}`", start.text),
          meant ? fmt::format("did you mean `{}`?", *meant)
                : std::string("give the whole id, as `migcheck history` prints it"));
}

void add_baseline(Analysis& analysis, const AnalysisOptions& options) {
  const std::optional<Baseline>& baseline = options.ruleset.baseline;
  if (!baseline || !options.use_baseline) return;
  std::vector<Finding>& findings = analysis.report.findings;
  for (Finding& stale :
       apply_baseline(*baseline, options.ruleset.rules, analysis.checked, findings)) {
    findings.push_back(std::move(stale));
  }
}

}  // namespace

Analysis analyse(const Comparison& comparison, const HistoryOptions& options_of_histories,
                 const AnalysisOptions& options) {
  Analysis analysis;
  analysis.report.target = {options.pg_version, "", comparison.base_name, comparison.head_name,
                            comparison.merge_result};
  analysis.report.notes = comparison.notes;
  const std::vector<std::string>& notes = options.ruleset.notes;
  analysis.report.notes.insert(analysis.report.notes.end(), notes.begin(), notes.end());
  analysis.checked.rehearsed = options.roundtrip.has_value();
  HistoryOptions wanted = options_of_histories;
  wanted.parse_sql = true;
  std::vector<History> histories = histories_of(comparison, wanted);
  check_start(options.ruleset.configuration, histories);
  for (History& history : histories) {
    const bool none = options.ruleset.configuration.transactions == Transactions::none;
    if (none) without_transactions(history);
    analyse_history(analysis, history, comparison, options_of_histories, options);
  }
  add_baseline(analysis, options);
  finish(analysis.report);
  analysis.report.policies = texts_of(analysis.report.findings, options.ruleset.rules.project());
  return analysis;
}

}  // namespace migcheck
