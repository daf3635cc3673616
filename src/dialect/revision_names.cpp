#include "dialect/revision_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>

#include "core/did_you_mean.h"
#include "core/error.h"
#include "core/text.h"

namespace migcheck {

namespace {

using Indices = RevisionNames::Indices;

// Alembic finds ids by their beginning only if they have this many characters.
constexpr std::size_t shortest_partial = 4;

std::vector<std::string> ids_of(const RevisionGraph& graph, const Indices& revisions) {
  std::vector<std::string> ids;
  for (const std::size_t revision : revisions) ids.push_back(graph.revisions()[revision].id);
  return ids;
}

[[noreturn]] void fail_unknown(const RevisionGraph& graph, std::string_view name) {
  std::vector<std::string> known;
  for (const Revision& revision : graph.revisions()) {
    known.push_back(revision.id);
    known.insert(known.end(), revision.branch_labels.begin(), revision.branch_labels.end());
  }
  const std::optional<std::string> meant = did_you_mean(name, known);
  throw Error(fmt::format("there is no revision or branch label '{}'", name),
              meant ? fmt::format("did you mean '{}'?", *meant)
                    : std::string("'migcheck history' lists the revisions"));
}

[[noreturn]] void fail_out_of_history(std::string_view text) {
  throw Error(fmt::format("'{}' leads out of the history", text), "take fewer steps");
}

// Takes "+2" or "-2" from the end of a name.
std::optional<int> take_steps(std::string_view& text) {
  const std::size_t sign = text.find_last_of("+-");
  if (sign == std::string_view::npos || sign + 1 == text.size()) return std::nullopt;
  int steps = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + sign + 1, end, steps);
  if (error != std::errc{} || stop != end || text[sign + 1] == '-') return std::nullopt;
  if (text[sign] == '-') steps = -steps;
  text = text.substr(0, sign);
  return steps;
}

bool contains(const Indices& sorted, std::size_t index) {
  return std::binary_search(sorted.begin(), sorted.end(), index);
}

}  // namespace

RevisionName parse_revision_name(std::string_view text) {
  RevisionName name;
  name.text = text;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    name.label = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  name.steps = take_steps(text);
  name.symbol = text;
  return name;
}

Indices RevisionNames::find(const RevisionName& name) const {
  // An id may itself end in -N, although Alembic refuses to make one.
  if (const std::size_t found = graph_.find(name.text); found != RevisionGraph::npos) {
    return {found};
  }
  if (!name.steps) return find_plain(name.label, name.symbol);
  if (name.is_bare() && *name.steps < 0) {
    Indices found;
    for (const std::size_t head : on_branch(real_heads(), name.label)) {
      if (const auto below = walk(head, *name.steps, {}, name.text)) found.push_back(*below);
    }
    return found;
  }
  const auto start = name.is_bare() ? std::nullopt : find_start(name.label, name.symbol);
  const auto found = walk(start, *name.steps, name.label, name.text);
  return found ? Indices{*found} : Indices{};
}

std::optional<std::size_t> RevisionNames::find_one(const RevisionName& name) const {
  const Indices found = find(name);
  if (found.size() > 1) {
    throw Error(fmt::format("'{}' stands for {} revisions: {}", name.text, found.size(),
                            join(ids_of(graph_, found), ", ")),
                "name one of them");
  }
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::size_t RevisionNames::find_branch(std::string_view label) const { return find_id({}, label); }

Indices RevisionNames::on_branch(Indices revisions, std::string_view label) const {
  if (label.empty()) return revisions;
  const std::size_t branch = find_branch(label);
  const Indices above = graph_.descendants(branch, RevisionGraph::Edges::down_revision);
  const Indices below = graph_.ancestors(branch, RevisionGraph::Edges::down_revision);
  std::erase_if(revisions, [&](std::size_t revision) {
    return revision != branch && !contains(above, revision) && !contains(below, revision);
  });
  return revisions;
}

std::optional<std::size_t> RevisionNames::walk(std::optional<std::size_t> from, int steps,
                                               std::string_view label,
                                               std::string_view text) const {
  for (int i = 0; i < std::abs(steps); ++i) {
    if (steps < 0 && !from) fail_out_of_history(text);
    const Indices& next = steps < 0 ? graph_.parents(*from)
                          : from    ? graph_.children(*from)
                                    : graph_.bases();
    const Indices chosen = steps < 0 ? next : on_branch(next, label);
    if (chosen.size() > 1) {
      throw Error(fmt::format("'{}' is ambiguous: it could lead to {}", text,
                              join(ids_of(graph_, chosen), " or ")),
                  "name the revision");
    }
    if (chosen.empty() && steps > 0) fail_out_of_history(text);
    from = chosen.empty() ? std::nullopt : std::optional(chosen.front());
  }
  return from;
}

Indices RevisionNames::find_plain(std::string_view label, std::string_view symbol) const {
  if (symbol == "base") {
    if (!label.empty()) find_branch(label);
    return {};
  }
  if (symbol == "heads") return label.empty() ? real_heads() : on_branch(graph_.heads(), label);
  if (symbol != "head") return {find_id(label, symbol)};
  Indices heads = on_branch(graph_.heads(), label);
  if (heads.size() <= 1) return heads;
  throw Error(
      fmt::format("there are {} heads: {}", heads.size(), join(ids_of(graph_, heads), ", ")),
      "name one of them, or write 'heads' for all; 'migcheck merge-heads' proposes a merge");
}

std::optional<std::size_t> RevisionNames::find_start(std::string_view label,
                                                     std::string_view symbol) const {
  RevisionName name;
  name.text = name.symbol = symbol;
  name.label = label;
  return find_one(name);
}

std::size_t RevisionNames::find_id(std::string_view label, std::string_view id) const {
  if (id.empty()) fail_unknown(graph_, id);
  Indices found;
  if (const std::size_t exact = graph_.find(id); exact != RevisionGraph::npos) {
    found = {exact};
  } else if (const std::size_t labelled = graph_.find_label(id); labelled != RevisionGraph::npos) {
    found = {labelled};
  } else {
    found = on_branch(find_partial(id), label);
  }
  if (found.empty()) fail_unknown(graph_, id);
  if (found.size() > 1) {
    throw Error(fmt::format("'{}' is the beginning of {} revision ids: {}", id, found.size(),
                            join(ids_of(graph_, found), ", ")),
                "give more of the id");
  }
  if (on_branch(found, label).empty()) {
    throw Error(fmt::format("revision '{}' is not on the branch '{}'",
                            graph_.revisions()[found.front()].id, label),
                "leave the label out, or name a revision of its branch");
  }
  return found.front();
}

// A label's beginning counts as one of its revision's.
Indices RevisionNames::find_partial(std::string_view id) const {
  const auto begins = [&](const std::string& whole) {
    return whole.size() >= shortest_partial && whole.starts_with(id);
  };
  Indices found;
  for (std::size_t i = 0; i < graph_.revisions().size(); ++i) {
    const Revision& revision = graph_.revisions()[i];
    const std::vector<std::string>& labels = revision.branch_labels;
    if (begins(revision.id) || std::any_of(labels.begin(), labels.end(), begins)) {
      found.push_back(i);
    }
  }
  return found;
}

// `heads` leaves out what others depend on.
Indices RevisionNames::real_heads() const {
  Indices heads = graph_.heads();
  std::erase_if(heads, [&](std::size_t head) { return !graph_.dependents(head).empty(); });
  return heads;
}

}  // namespace migcheck
