#include "dialect/graph.h"

#include <algorithm>
#include <set>

#include "dialect/topology.h"

namespace migcheck {

namespace {

using Indexes = std::vector<std::size_t>;

void add_once(Indexes& indexes, std::size_t index) {
  if (std::find(indexes.begin(), indexes.end(), index) == indexes.end()) indexes.push_back(index);
}

// What is reached from a revision over two kinds of edges, of which the second may be null.
Indexes reachable(std::size_t from, const std::vector<Indexes>& edges,
                  const std::vector<Indexes>* more) {
  std::vector<bool> seen(edges.size());
  Indexes found;
  Indexes todo = {from};
  while (!todo.empty()) {
    const std::size_t current = todo.back();
    todo.pop_back();
    if (seen[current]) continue;
    seen[current] = true;
    if (current != from) found.push_back(current);
    todo.insert(todo.end(), edges[current].begin(), edges[current].end());
    if (more) todo.insert(todo.end(), (*more)[current].begin(), (*more)[current].end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

RevisionGraph::RevisionGraph(std::span<const Revision> revisions) : revisions_(revisions) {
  index();
  connect();
  classify();
  normalize_dependencies();
  order();
}

void RevisionGraph::index() {
  std::unordered_map<std::string, Indexes> same_id;
  for (std::size_t i = 0; i < revisions_.size(); ++i) {
    by_id_[revisions_[i].id] = i;
    same_id[revisions_[i].id].push_back(i);
    for (const std::string& label : revisions_[i].branch_labels) by_label_.emplace(label, i);
  }
  for (auto& [id, indexes] : same_id) {
    if (indexes.size() > 1) duplicates_.push_back(std::move(indexes));
  }
  std::sort(duplicates_.begin(), duplicates_.end());
}

void RevisionGraph::connect() {
  parents_.resize(revisions_.size());
  dependencies_.resize(revisions_.size());
  children_.resize(revisions_.size());
  dependents_.resize(revisions_.size());
  for (std::size_t i = 0; i < revisions_.size(); ++i) {
    for (const std::string& id : revisions_[i].down_revisions) {
      if (const std::size_t parent = find(id); parent == npos) {
        missing_.push_back({i, id, false});
      } else {
        add_once(parents_[i], parent);
      }
    }
    for (const std::string& id : revisions_[i].depends_on) {
      const auto label = by_label_.find(id);
      const std::size_t named = label != by_label_.end() ? label->second : find(id);
      if (named == npos) {
        missing_.push_back({i, id, true});
      } else {
        add_once(dependencies_[i], named);
      }
    }
    for (const std::size_t parent : parents_[i]) children_[parent].push_back(i);
    for (const std::size_t dependency : dependencies_[i]) dependents_[dependency].push_back(i);
  }
}

void RevisionGraph::classify() {
  // Of revisions with the same id, none is a head if a child names the id.
  std::set<std::string_view> named;
  for (const Revision& revision : revisions_) {
    named.insert(revision.down_revisions.begin(), revision.down_revisions.end());
  }
  for (std::size_t i = 0; i < revisions_.size(); ++i) {
    if (!named.contains(revisions_[i].id)) heads_.push_back(i);
    if (revisions_[i].down_revisions.empty()) bases_.push_back(i);
    if (children_[i].size() > 1) branch_points_.push_back(i);
    if (revisions_[i].down_revisions.size() > 1) merge_points_.push_back(i);
  }
}

// Alembic follows a dependency only from the first revision that has it: those after it on the same
// branch get it through their parents.
void RevisionGraph::normalize_dependencies() {
  down_ = parents_;
  for (std::size_t i = 0; i < revisions_.size(); ++i) {
    for (const std::size_t dependency : dependencies_[i]) {
      if (!inherits_dependency(i, dependency)) add_once(down_[i], dependency);
    }
  }
}

// Whether an ancestor by down_revision names the dependency too. Which edges are left out matters
// only for the order of equals, so that the search may be bounded.
bool RevisionGraph::inherits_dependency(std::size_t revision, std::size_t dependency) const {
  constexpr std::size_t maximum_steps = 10'000;
  const Indexes& dependents = dependents_[dependency];
  if (dependents.size() < 2) return false;
  std::set<std::size_t> seen = {revision};
  Indexes todo = parents_[revision];
  while (!todo.empty() && seen.size() < maximum_steps) {
    const std::size_t ancestor = todo.back();
    todo.pop_back();
    if (!seen.insert(ancestor).second) continue;
    const Indexes& own = dependencies_[ancestor];
    if (std::find(own.begin(), own.end(), dependency) != own.end()) return true;
    todo.insert(todo.end(), parents_[ancestor].begin(), parents_[ancestor].end());
  }
  return false;
}

void RevisionGraph::order() {
  std::vector<Indexes> all_edges = parents_;
  for (std::size_t i = 0; i < revisions_.size(); ++i) {
    for (const std::size_t dependency : dependencies_[i]) add_once(all_edges[i], dependency);
  }
  cycles_ = topology::cycles(all_edges);
  upgrade_order_ = cycles_.empty() && duplicates_.empty() ? topology::alembic_order(down_)
                                                          : topology::any_order(all_edges);
}

std::size_t RevisionGraph::find(std::string_view id) const {
  const auto at = by_id_.find(std::string(id));
  return at == by_id_.end() ? npos : at->second;
}

std::size_t RevisionGraph::find_label(std::string_view label) const {
  const auto found = by_label_.find(std::string(label));
  return found == by_label_.end() ? npos : found->second;
}

std::vector<std::size_t> RevisionGraph::ancestors(std::size_t revision, Edges edges) const {
  return reachable(revision, parents_, edges == Edges::all ? &dependencies_ : nullptr);
}

std::vector<std::size_t> RevisionGraph::descendants(std::size_t revision, Edges edges) const {
  return reachable(revision, children_, edges == Edges::all ? &dependents_ : nullptr);
}

// Where Alembic stops carrying a label towards the base: at a merge, and at a fork, which here
// includes a revision that others depend on.
bool RevisionGraph::is_stop_for_labels(std::size_t revision) const {
  Indexes next = children_[revision];
  for (const std::size_t dependent : dependents_[revision]) add_once(next, dependent);
  return next.size() > 1 || revisions_[revision].down_revisions.size() > 1;
}

std::vector<std::string> RevisionGraph::branch_labels(std::size_t revision) const {
  std::set<std::string> labels;
  if (by_label_.empty()) return {};
  const auto add = [&](std::size_t index) {
    labels.insert(revisions_[index].branch_labels.begin(), revisions_[index].branch_labels.end());
  };
  add(revision);
  for (const std::size_t ancestor : ancestors(revision, Edges::down_revision)) add(ancestor);
  // Upwards: the labels of the descendants hold if the way to the tip is a single line.
  Indexes line;
  std::size_t current = revision;
  while (!is_stop_for_labels(current) && line.size() < revisions_.size()) {
    line.push_back(current);
    if (children_[current].empty()) {
      for (const std::size_t descendant : line) add(descendant);
      break;
    }
    current = children_[current].front();
  }
  return {labels.begin(), labels.end()};
}

}  // namespace migcheck
