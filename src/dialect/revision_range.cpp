#include "dialect/revision_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "core/did_you_mean.h"
#include "core/error.h"
#include "core/text.h"

namespace migcheck {

namespace {

using Indices = std::vector<std::size_t>;
using IndexSet = std::set<std::size_t>;

std::vector<std::string> ids_of(const RevisionGraph& graph, const Indices& revisions) {
  std::vector<std::string> ids;
  for (const std::size_t revision : revisions) ids.push_back(graph.revisions()[revision].id);
  return ids;
}

bool has_label(const RevisionGraph& graph, std::size_t revision, std::string_view label) {
  const std::vector<std::string> labels = graph.branch_labels(revision);
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

Indices with_label(const RevisionGraph& graph, Indices revisions, std::string_view label) {
  std::erase_if(revisions, [&](std::size_t revision) {
    return !label.empty() && !has_label(graph, revision, label);
  });
  return revisions;
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

// The revision that carries a branch label itself, not only inherits it.
std::size_t labelled(const RevisionGraph& graph, std::string_view label) {
  const std::span<const Revision> revisions = graph.revisions();
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    const std::vector<std::string>& labels = revisions[i].branch_labels;
    if (std::find(labels.begin(), labels.end(), label) != labels.end()) return i;
  }
  return RevisionGraph::npos;
}

Indices with_prefix(const RevisionGraph& graph, std::string_view prefix) {
  Indices found;
  for (std::size_t i = 0; i < graph.revisions().size(); ++i) {
    if (graph.revisions()[i].id.starts_with(prefix)) found.push_back(i);
  }
  return found;
}

std::size_t resolve_id(const RevisionGraph& graph, std::string_view label, std::string_view id) {
  if (id.empty()) fail_unknown(graph, id);
  std::size_t found = graph.find(id);
  if (found != RevisionGraph::npos) return found;
  found = labelled(graph, id);
  if (found != RevisionGraph::npos) return found;
  const Indices candidates = with_label(graph, with_prefix(graph, id), label);
  if (candidates.empty()) fail_unknown(graph, id);
  if (candidates.size() == 1) return candidates.front();
  throw Error(fmt::format("'{}' is the beginning of {} revision ids: {}", id, candidates.size(),
                          join(ids_of(graph, candidates), ", ")),
              "give more of the id");
}

Indices only_head(const RevisionGraph& graph, std::string_view label) {
  const Indices heads = with_label(graph, graph.heads(), label);
  if (heads.size() <= 1) return heads;
  throw Error(
      fmt::format("there are {} heads: {}", heads.size(), join(ids_of(graph, heads), ", ")),
      "name one of them, or write 'heads' for all; 'migcheck merge-heads' proposes a merge");
}

// A name without +N or -N.
Indices resolve_plain(const RevisionGraph& graph, std::string_view name) {
  std::string_view label;
  if (const std::size_t at = name.find('@'); at != std::string_view::npos) {
    label = name.substr(0, at);
    name = name.substr(at + 1);
    if (labelled(graph, label) == RevisionGraph::npos) fail_unknown(graph, label);
  }
  if (name == "base") return {};
  if (name == "heads") return with_label(graph, graph.heads(), label);
  if (name == "head") return only_head(graph, label);
  return {resolve_id(graph, label, name)};
}

// A name's parts: "abc-2" is {"abc", -2}.
struct Relative {
  std::string_view name;
  int steps = 0;
};

std::optional<Relative> split_relative(std::string_view text) {
  const std::size_t sign = text.find_last_of("+-");
  if (sign == std::string_view::npos || sign + 1 == text.size()) return std::nullopt;
  Relative relative{text.substr(0, sign)};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + sign + 1, end, relative.steps);
  if (error != std::errc{} || stop != end) return std::nullopt;
  if (text[sign] == '-') relative.steps = -relative.steps;
  return relative;
}

// One step from a revision (or from base: none) up or down the graph; it must be the only one.
Indices step(const RevisionGraph& graph, const Indices& from, int sign, std::string_view text) {
  Indices next;
  if (sign > 0) {
    next = from.empty() ? graph.bases() : graph.children(from.front());
  } else if (!from.empty()) {
    next = graph.parents(from.front());
  }
  if (next.empty() && (sign > 0 || from.empty())) {
    throw Error(fmt::format("'{}' leads out of the history", text), "take fewer steps");
  }
  if (next.size() > 1) {
    throw Error(fmt::format("'{}' is ambiguous: it could lead to {}", text,
                            join(ids_of(graph, next), " or ")),
                "name the revision");
  }
  return next;
}

Indices walk(const RevisionGraph& graph, Indices from, int steps, std::string_view text) {
  for (; steps > 0; --steps) from = step(graph, from, 1, text);
  for (; steps < 0; ++steps) from = step(graph, from, -1, text);
  return from;
}

Indices resolve_relative_to(const RevisionGraph& graph, std::string_view text,
                            std::string_view start) {
  // An id may itself end in -N: the whole text is tried first.
  const std::optional<Relative> relative = split_relative(text);
  if (!relative || graph.find(text) != RevisionGraph::npos) return resolve_plain(graph, text);
  std::string_view name = relative->name;
  if (name.empty()) name = start.empty() ? (relative->steps > 0 ? "base" : "head") : start;
  return walk(graph, resolve_plain(graph, name), relative->steps, text);
}

IndexSet with_ancestors(const RevisionGraph& graph, const Indices& revisions) {
  IndexSet all(revisions.begin(), revisions.end());
  for (const std::size_t revision : revisions) {
    const Indices ancestors = graph.ancestors(revision);
    all.insert(ancestors.begin(), ancestors.end());
  }
  return all;
}

Indices in_upgrade_order(const RevisionGraph& graph, const IndexSet& wanted) {
  Indices ordered = graph.upgrade_order();
  std::erase_if(ordered, [&](std::size_t revision) { return !wanted.contains(revision); });
  return ordered;
}

IndexSet without(const IndexSet& set, const IndexSet& removed) {
  IndexSet rest;
  std::set_difference(set.begin(), set.end(), removed.begin(), removed.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

}  // namespace

Indices resolve_revisions(const RevisionGraph& graph, std::string_view name) {
  return resolve_relative_to(graph, name, {});
}

RevisionRange resolve_range(const RevisionGraph& graph, std::string_view range) {
  const std::size_t colon = range.find(':');
  const std::string_view from_name =
      colon == std::string_view::npos ? "base" : range.substr(0, colon);
  std::string_view to_name = colon == std::string_view::npos ? range : range.substr(colon + 1);
  if (to_name.empty()) to_name = "heads";
  const Indices from = resolve_revisions(graph, from_name.empty() ? "base" : from_name);
  const Indices to = resolve_relative_to(graph, to_name, from_name);

  const IndexSet below_from = with_ancestors(graph, from);
  const IndexSet below_to = with_ancestors(graph, to);
  RevisionRange resolved;
  if (std::includes(below_to.begin(), below_to.end(), below_from.begin(), below_from.end())) {
    resolved.revisions = in_upgrade_order(graph, without(below_to, below_from));
    return resolved;
  }
  if (!std::includes(below_from.begin(), below_from.end(), below_to.begin(), below_to.end())) {
    throw Error(fmt::format("'{}' and '{}' are on different branches", from_name, to_name),
                "name a revision and one of its ancestors");
  }
  resolved.direction = Direction::downgrade;
  resolved.revisions = in_upgrade_order(graph, without(below_from, below_to));
  std::reverse(resolved.revisions.begin(), resolved.revisions.end());
  return resolved;
}

}  // namespace migcheck
