#include "cli/merge_heads_output.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/text.h"
#include "core/unified_diff.h"
#include "report/style.h"
#include "report/visible.h"

namespace migcheck {

namespace {

using Json = nlohmann::ordered_json;

const Revision& revision_of(const HeadsPlan& plan, std::size_t index) {
  return plan.graph->revisions()[index];
}

std::vector<std::string> ids_of(const HeadsPlan& plan) {
  std::vector<std::string> ids;
  for (const std::size_t head : plan.heads) ids.push_back(revision_of(plan, head).id);
  return ids;
}

// The text as it is, tabs included, so that it can be applied; but what a terminal would obey is
// made visible.
std::string printable(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const bool plain = text[0] == '\n' || text[0] == '\t' || text.starts_with("\r\n");
    if (plain) {
      shown += text[0];
      text.remove_prefix(1);
      continue;
    }
    const Glyph glyph = next_glyph(text, 0);
    shown += glyph.text;
    text.remove_prefix(glyph.bytes);
  }
  return shown;
}

std::string painted_diff(std::string_view diff, const Style& style) {
  if (diff.ends_with('\n')) diff.remove_suffix(1);
  std::string text;
  for (const std::string_view line : split(diff, '\n')) {
    // With its line ending, so that a carriage return before it stays one.
    std::string shown = printable(std::string(line) + "\n");
    shown.pop_back();
    if (line.starts_with('-')) shown = style.severity(Severity::error, shown);
    if (line.starts_with('+')) shown = style.good(shown);
    text += shown + "\n";
  }
  return text;
}

std::string name_heads(const HeadsPlan& plan) {
  std::string text;
  for (const std::size_t head : plan.heads) {
    const Revision& revision = revision_of(plan, head);
    text += "  " + visible(revision.id) + "  " + visible(revision.path());
    if (!revision.message.empty()) text += "  " + visible_lines(revision.message).front();
    text += "\n";
  }
  return text;
}

// What each strategy would do, the chosen one first.
std::string rebase_text(const HeadsPlan& plan, const Style& style) {
  std::string text = style.bold("rebase") + ": ";
  if (!plan.rebase.impossible.empty()) {
    return text + "not possible, " + visible(plan.rebase.impossible) + "\n";
  }
  std::vector<std::string> moves;
  for (const Rebase::Step& step : plan.rebase.steps) {
    moves.push_back(fmt::format("{} follows {}", visible(revision_of(plan, step.revision).id),
                                visible(step.onto)));
  }
  return text + join(moves, ", ") + "\n\n" + painted_diff(rebase_diff(plan), style);
}

std::string merge_text(const HeadsPlan& plan, const Style& style) {
  std::string text = style.bold("merge") + ": " + visible(plan.merge.path) + "\n";
  if (!plan.merge.unsupported.empty()) {
    text += "  (by Alembic's default template, for script.py.mako has " +
            visible(plan.merge.unsupported) + ")\n";
  }
  return text + "\n" + printable(plan.merge.text);
}

std::string plan_text(const HeadsPlan& plan, const Style& style) {
  const std::string rebase = rebase_text(plan, style);
  const std::string merge = merge_text(plan, style);
  std::string text = style.bold(fmt::format("{} heads", plan.heads.size())) +
                     (plan.history.empty() ? "" : " in " + visible(plan.history)) + "\n" +
                     name_heads(plan) + "\n";
  if (!plan.written.empty()) {
    for (const std::string& path : plan.written) text += "wrote " + visible(path) + "\n";
    return text;
  }
  return text + (plan.rebased ? rebase + "\nor " + merge : merge + "\n" + rebase);
}

Json rebase_json(const HeadsPlan& plan) {
  if (!plan.rebase.impossible.empty()) return nullptr;
  Json steps = Json::array();
  for (const Rebase::Step& step : plan.rebase.steps) {
    const Revision& revision = revision_of(plan, step.revision);
    steps.push_back({{"revision", revision.id}, {"path", revision.path()}, {"onto", step.onto}});
  }
  return {{"steps", std::move(steps)}, {"diff", rebase_diff(plan)}};
}

Json plan_json(const HeadsPlan& plan) {
  const bool own_template = plan.merge.unsupported.empty();
  return {
      {"history", plan.history},
      {"heads", ids_of(plan)},
      {"strategy", plan.rebased ? "rebase" : "merge"},
      {"rebase", rebase_json(plan)},
      {"rebase_impossible", plan.rebase.impossible.empty() ? Json() : Json(plan.rebase.impossible)},
      {"merge",
       {{"revision", plan.merge.id},
        {"down_revisions", ids_of(plan)},
        {"message", plan.merge.message},
        {"path", plan.merge.path},
        {"text", plan.merge.text},
        {"unsupported_template", own_template ? Json() : Json(plan.merge.unsupported)}}},
      {"written", plan.written}};
}

std::string nothing_to_merge(const HeadsReport& report) {
  if (report.heads.empty()) return "no revisions: nothing to merge\n";
  if (report.heads.size() == 1) {
    return "one head, " + visible(report.heads.front()) + ": nothing to merge\n";
  }
  if (report.heads.size() == report.histories) {
    return fmt::format("one head in each of {} histories, {}: nothing to merge\n", report.histories,
                       visible(join(report.heads, ", ")));
  }
  return fmt::format("{} heads with different branch labels, {}: nothing to merge\n",
                     report.heads.size(), visible(join(report.heads, ", ")));
}

}  // namespace

std::string rebase_diff(const HeadsPlan& plan) {
  std::string diff;
  for (const Rebase::Step& step : plan.rebase.steps) {
    const SourceFile& file = *revision_of(plan, step.revision).file;
    diff += unified_diff(file.path, file.text, step.text);
  }
  return diff;
}

std::string render_heads_text(const HeadsReport& report, Color color) {
  const Style style(color);
  std::string text;
  for (const std::string& note : report.notes) text += style.bold("note: ") + visible(note) + "\n";
  if (report.plans.empty()) return text + nothing_to_merge(report);
  for (const HeadsPlan& plan : report.plans) {
    if (!text.empty()) text += "\n";
    text += plan_text(plan, style);
  }
  return text;
}

std::string render_heads_json(const HeadsReport& report) {
  Json plans = Json::array();
  for (const HeadsPlan& plan : report.plans) plans.push_back(plan_json(plan));
  Json json = {{"base", report.base.empty() ? Json() : Json(report.base)},
               {"heads", report.heads},
               {"groups", std::move(plans)},
               {"notes", report.notes}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace migcheck
