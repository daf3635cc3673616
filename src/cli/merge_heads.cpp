#include "dialect/merge_heads.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include "cli/command.h"
#include "cli/merge_heads_output.h"
#include "cli/now.h"
#include "cli/replace_file.h"
#include "cli/ruleset.h"
#include "cli/selection_options.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "dialect/alembic/new_revision.h"

namespace migcheck {

namespace {

struct Options {
  SelectionOptions states;
  std::string strategy = "auto";
  std::string format = "text";
  bool write = false;
};

// Everything that the heads are worked out from.
struct Input {
  const Options& options;
  Comparison states;  // `head`: the work tree; `result`: what it is once the base is merged into it
  std::set<std::string> ids_on_base;
};

// Whether there is anything to compare with.
bool has_base(const SelectionOptions& options) {
  if (!options.selection.base.empty()) return true;
  const std::optional<Repository> repository = Repository::open_if_any(options.project.folder);
  return repository && repository->head() &&
         (repository->default_branch() || !Environment::of_process().event_name.empty());
}

// Without a base the work tree is looked at alone.
Comparison open_states(SelectionOptions options, HeadsReport& report) {
  if (!has_base(options)) {
    options.selection.all = true;
    report.notes.emplace_back("there is no base to compare with: name one with --base");
  }
  Comparison states = compare(options);
  report.notes.insert(report.notes.end(), states.notes.begin(), states.notes.end());
  report.base = states.base_name;
  return states;
}

// None where the base has no migrations yet.
std::set<std::string> find_ids_on_base(const Comparison& states, const HistoryOptions& options) {
  std::set<std::string> ids;
  if (!states.base) return ids;
  std::vector<History> histories;
  try {
    histories = load_histories(*states.base, options);
  } catch (const Error&) {
    return ids;
  }
  for (const History& history : histories) {
    for (const Revision& revision : history.revisions) ids.insert(revision.id);
  }
  return ids;
}

MergeSettings merge_settings(const FileTree& tree, const RevisionGraph& graph,
                             const History& history, const std::vector<std::size_t>& heads) {
  const alembic::NewRevisionSettings settings = alembic::settings_for_new_revisions(tree, history);
  MergeSettings merge;
  merge.naming = settings.naming;
  merge.date = now_in(settings.timezone);
  if (settings.script_template) merge.script_template = settings.script_template->text;
  // As Alembic: of several folders the one that the first head is in.
  merge.folder = history.folders.front();
  if (history.folders.size() > 1) {
    const std::string& path = graph.revisions()[heads.front()].path();
    merge.folder = path.substr(0, path.rfind('/'));
  }
  return merge;
}

HeadsPlan plan_heads(const Input& input, const RevisionGraph& graph, const History& history,
                     const std::vector<std::size_t>& heads) {
  HeadsPlan plan;
  plan.graph = &graph;
  plan.history = history_name(history);
  plan.heads = heads;
  plan.merge =
      plan_merge(graph, heads, merge_settings(*input.states.result, graph, history, heads));
  plan.rebase = input.states.base ? plan_rebase(graph, heads, input.ids_on_base)
                                  : Rebase{{}, "there is no base to compare with"};
  plan.rebased = input.options.strategy != "merge" && plan.rebase.impossible.empty();
  if (input.options.strategy == "rebase" && !plan.rebased) {
    throw Error("a rebase is not possible: " + plan.rebase.impossible, "use --strategy merge");
  }
  return plan;
}

// Heads that only the base has: the work tree has one head once it has them, too.
void note_heads_to_fetch(HeadsReport& report, const HeadsPlan& plan, const Comparison& states) {
  for (const std::size_t head : plan.heads) {
    const Revision& revision = plan.graph->revisions()[head];
    if (states.head->read(revision.path())) continue;
    report.notes.push_back(fmt::format("{} is only on {} yet: merge that into this branch, too",
                                       revision.id, states.base_name));
  }
}

// Nothing is written where it is not sure what the heads are, or where there is nowhere to.
void refuse_to_write(const Comparison& states, const History& history) {
  if (states.root.empty()) throw Error("there is no work tree to write to", "leave out --write");
  if (!history.problems.empty()) {
    const LoadProblem& problem = history.problems.front();
    throw Error("nothing is written while a migration cannot be read: " + problem.message,
                problem.hint, problem.file, problem.span);
  }
  for (const std::string& path : states.conflicts) {
    const bool is_migration =
        std::any_of(history.folders.begin(), history.folders.end(),
                    [&](const std::string& folder) { return path.starts_with(folder + "/"); });
    if (!is_migration) continue;
    throw Error("nothing is written: " + path + " was changed here and on " + states.base_name,
                "merge that into this branch first");
  }
}

void write_plan(HeadsPlan& plan, const std::string& root) {
  if (!plan.rebased) {
    create_file(root, plan.merge.path, plan.merge.text);
    plan.written = {plan.merge.path};
    return;
  }
  for (const Rebase::Step& step : plan.rebase.steps) {
    const SourceFile& file = *plan.graph->revisions()[step.revision].file;
    replace_file(root, file.path, file.text, step.text);
    plan.written.push_back(file.path);
  }
}

void add_plans(HeadsReport& report, const Input& input, const History& history,
               const RevisionGraph& graph) {
  for (const std::size_t head : graph.heads()) {
    report.heads.push_back(graph.revisions()[head].id);
  }
  for (const std::vector<std::size_t>& heads : heads_to_merge(graph)) {
    if (history.dialect != "alembic") {
      throw Error("the heads of " + history_name(history) + " cannot be merged",
                  "only Alembic has merge revisions");
    }
    HeadsPlan plan = plan_heads(input, graph, history, heads);
    note_heads_to_fetch(report, plan, input.states);
    if (input.options.write) {
      refuse_to_write(input.states, history);
      write_plan(plan, input.states.root);
    }
    report.plans.push_back(std::move(plan));
  }
}

int merge_heads(const Options& options) {
  HeadsReport report;
  Input input{options, open_states(options.states, report), {}};
  const Configuration configuration =
      configuration_of(input.states, start_of(input.states, options.states.project), {});
  HistoryOptions where = histories_of(input.states, options.states.project, configuration);
  where.content = Content::graph;
  input.ids_on_base = find_ids_on_base(input.states, where);
  const std::vector<History> histories = load_histories(*input.states.result, where);
  warn_of_problems(histories);
  report.histories = histories.size();
  std::vector<RevisionGraph> graphs;  // stays as it is once the plans point into it
  for (const History& history : histories) graphs.emplace_back(history.revisions);
  for (std::size_t i = 0; i < histories.size(); ++i) {
    add_plans(report, input, histories[i], graphs[i]);
  }
  std::cout << (options.format == "json" ? render_heads_json(report)
                                         : render_heads_text(report, color_of(STDOUT_FILENO)));
  return 0;
}

}  // namespace

Run add_merge_heads(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  add_project_options(app, options->states.project);
  app.add_option("--base", options->states.selection.base,
                 "The branch that the pull request goes to; by default the repository's own")
      ->type_name("REV");
  app.add_option("--strategy", options->strategy,
                 "merge: a merge revision; rebase: put what is not on the base yet behind the "
                 "base's head; auto: rebase where that is possible")
      ->check(CLI::IsMember({"auto", "merge", "rebase"}));
  app.add_flag("--write", options->write, "Change the work tree instead of printing");
  app.add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  return [options] { return merge_heads(*options); };
}

}  // namespace migcheck
