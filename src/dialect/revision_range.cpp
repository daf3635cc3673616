#include "dialect/revision_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "core/error.h"
#include "dialect/revision_names.h"

namespace migcheck {

namespace {

using Edges = RevisionGraph::Edges;
using Indices = std::vector<std::size_t>;
using IndexSet = std::set<std::size_t>;

IndexSet without(const IndexSet& set, const IndexSet& removed) {
  IndexSet rest;
  std::set_difference(set.begin(), set.end(), removed.begin(), removed.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

IndexSet common(const IndexSet& a, const IndexSet& b) {
  IndexSet both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

class RangeResolver {
 public:
  RangeResolver(const RevisionGraph& graph, std::string_view from, std::string_view to)
      : graph_(graph),
        names_(graph),
        from_(parse_revision_name(from)),
        to_(parse_revision_name(to)),
        current_(names_.find(from_)) {}

  RevisionRange resolve() const {
    if (to_.is_bare()) return *to_.steps < 0 ? downgrade(relative_target()) : upgrade();
    RevisionRange up = upgrade();
    if (!up.revisions.empty() || current_.empty()) return up;
    const Indices targets = names_.find(to_);
    return targets.size() > 1 ? up : downgrade(targets);
  }

 private:
  RevisionRange upgrade() const {
    IndexSet needed = with_ancestors(on_branch_of_from(upgrade_targets()), Edges::all);
    return {Direction::upgrade, in_order(without(needed, with_ancestors(current_, Edges::all)))};
  }

  Indices upgrade_targets() const {
    if (!to_.is_bare()) return names_.find(to_);
    return as_list(names_.walk(start_of_steps(), *to_.steps, to_.label, to_.text));
  }

  // Where FROM stands on the branch of TO, for "shop@+1"; none is base.
  std::optional<std::size_t> start_of_steps() const {
    Indices tips = names_.on_branch(current_, to_.label);
    if (tips.empty() && !to_.label.empty()) tips = tips_below(to_.label);
    if (tips.size() <= 1) return tips.empty() ? std::nullopt : std::optional(tips.front());
    throw Error(
        fmt::format("'{}' is ambiguous: it could count from {} revisions", to_.text, tips.size()),
        "name the revision, or a branch label in front of @");
  }

  // The uppermost revisions of a branch that FROM brings with it.
  Indices tips_below(std::string_view label) const {
    const IndexSet all = with_ancestors(current_, Edges::all);
    const Indices on_branch = names_.on_branch({all.begin(), all.end()}, label);
    Indices tips = on_branch;
    std::erase_if(tips, [&](std::size_t tip) {
      const Indices& children = graph_.children(tip);
      return std::find_first_of(on_branch.begin(), on_branch.end(), children.begin(),
                                children.end()) != on_branch.end();
    });
    return tips;
  }

  // "shop@base:heads" is about shop alone.
  Indices on_branch_of_from(Indices targets) const {
    if (from_.label.empty()) return targets;
    const Revision& branch = graph_.revisions()[names_.find_branch(from_.label)];
    const std::string label = branch.id == from_.label && !branch.branch_labels.empty()
                                  ? branch.branch_labels.front()
                                  : std::string(from_.label);
    std::erase_if(targets, [&](std::size_t target) {
      const std::vector<std::string> labels = graph_.branch_labels(target);
      return std::find(labels.begin(), labels.end(), label) == labels.end();
    });
    return targets;
  }

  // Goes back to the target, or to base where there is none.
  RevisionRange downgrade(const Indices& target) const {
    Indices roots = target.empty() ? graph_.bases() : graph_.children(target.front());
    if (!to_.label.empty() && roots.size() > 1) {
      const IndexSet below = with_ancestors({names_.find_branch(to_.label)}, Edges::down_revision);
      std::erase_if(roots, [&](std::size_t root) { return !below.contains(root); });
    }
    IndexSet dropped(roots.begin(), roots.end());
    for (const std::size_t root : roots) {
      const Indices above = graph_.descendants(root);
      dropped.insert(above.begin(), above.end());
    }
    Indices order = in_order(common(dropped, with_ancestors(current_, Edges::all)));
    std::reverse(order.begin(), order.end());
    return {order.empty() ? Direction::upgrade : Direction::downgrade, std::move(order)};
  }

  Indices relative_target() const {
    if (!current_.empty()) {
      const std::optional<std::size_t> start = start_of_steps();
      if (start && !is_below_branch(*start)) {
        return as_list(names_.walk(start, *to_.steps, {}, to_.text));
      }
    }
    throw Error(fmt::format("'{}' counts from a revision, and there is none", to_.text),
                fmt::format("write FROM:{0}, as in head:{0}", to_.text));
  }

  // Whether it is no part of the label's branch, only of what FROM and the branch share.
  bool is_below_branch(std::size_t revision) const {
    if (to_.label.empty()) return false;
    const bool is_current = std::find(current_.begin(), current_.end(), revision) != current_.end();
    const Indices below = graph_.ancestors(names_.find_branch(to_.label), Edges::down_revision);
    return !is_current && std::binary_search(below.begin(), below.end(), revision);
  }

  static Indices as_list(std::optional<std::size_t> revision) {
    return revision ? Indices{*revision} : Indices{};
  }

  IndexSet with_ancestors(const Indices& revisions, Edges edges) const {
    IndexSet all(revisions.begin(), revisions.end());
    for (const std::size_t revision : revisions) {
      const Indices ancestors = graph_.ancestors(revision, edges);
      all.insert(ancestors.begin(), ancestors.end());
    }
    return all;
  }

  Indices in_order(const IndexSet& wanted) const {
    Indices ordered = graph_.upgrade_order();
    std::erase_if(ordered, [&](std::size_t revision) { return !wanted.contains(revision); });
    return ordered;
  }

  const RevisionGraph& graph_;
  RevisionNames names_;
  RevisionName from_, to_;
  Indices current_;
};

}  // namespace

Indices resolve_revisions(const RevisionGraph& graph, std::string_view name) {
  return RevisionNames(graph).find(parse_revision_name(name));
}

RevisionRange resolve_range(const RevisionGraph& graph, std::string_view range) {
  const std::size_t colon = range.find(':');
  std::string_view from = colon == std::string_view::npos ? "base" : range.substr(0, colon);
  std::string_view to = colon == std::string_view::npos ? range : range.substr(colon + 1);
  if (from.empty()) from = "base";
  if (to.empty()) to = "heads";
  return RangeResolver(graph, from, to).resolve();
}

}  // namespace migcheck
