#include "git/ancestry.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>

namespace migcheck {

namespace {

// Goes back from two commits at once, newest commits first, and marks who is reached from where.
// The idea: what both reach is a common ancestor; its own ancestors are stale, as it is better. The
// walk ends when only stale commits are left to visit.
class Walk {
 public:
  explicit Walk(const Objects& objects) : objects_(objects) {}

  std::vector<git_oid> common_ancestors(const git_oid& a, const git_oid& b) {
    reach(a, from_a);
    reach(b, from_b);
    while (interesting_ > 0) visit_newest();
    std::vector<git_oid> found;
    for (const auto& [id, node] : nodes_) {
      if (node.marks == (from_a | from_b)) found.push_back(id);
    }
    std::stable_sort(found.begin(), found.end(), [this](const git_oid& left, const git_oid& right) {
      return nodes_.at(right).date < nodes_.at(left).date;
    });
    return found;
  }

 private:
  enum Mark : unsigned { from_a = 1, from_b = 2, stale = 4 };

  struct Node {
    git_time_t date = 0;
    std::vector<git_oid> parents;
    unsigned marks = 0;
    bool queued = false;
  };

  struct Queued {
    git_time_t date;
    git_oid id;
    bool operator<(const Queued& other) const { return date < other.date; }
  };

  Node& node(const git_oid& id) {
    const auto [place, is_new] = nodes_.try_emplace(id);
    if (is_new) {
      const CommitHandle commit = objects_.commit(id);
      place->second.date = git_commit_time(commit.get());
      place->second.parents = objects_.parents(commit.get());
    }
    return place->second;
  }

  void reach(const git_oid& id, unsigned marks) {
    Node& reached = node(id);
    if ((reached.marks & marks) == marks) return;
    if (reached.queued && (reached.marks & stale) == 0 && (marks & stale) != 0) --interesting_;
    reached.marks |= marks;
    if (reached.queued) return;
    reached.queued = true;
    if ((reached.marks & stale) == 0) ++interesting_;
    queue_.push({reached.date, id});
  }

  void visit_newest() {
    const git_oid id = queue_.top().id;
    queue_.pop();
    Node& visited = nodes_.at(id);
    visited.queued = false;
    if ((visited.marks & stale) == 0) --interesting_;
    const bool is_common = (visited.marks & (from_a | from_b)) == (from_a | from_b);
    const unsigned marks = visited.marks | (is_common ? stale : 0U);
    for (const git_oid& parent : visited.parents) reach(parent, marks);
  }

  const Objects& objects_;
  std::map<git_oid, Node, OrderOfIds> nodes_;
  std::priority_queue<Queued> queue_;
  std::size_t interesting_ = 0;  // queued and not stale
};

bool descends_from(const Objects& objects, const git_oid& commit, const git_oid& ancestor) {
  std::set<git_oid, OrderOfIds> seen;
  std::vector<git_oid> pending = {commit};
  while (!pending.empty()) {
    const git_oid id = pending.back();
    pending.pop_back();
    if (git_oid_equal(&id, &ancestor) != 0) return true;
    if (!seen.insert(id).second) continue;
    for (const git_oid& parent : objects.parents(objects.commit(id).get())) {
      pending.push_back(parent);
    }
  }
  return false;
}

}  // namespace

std::vector<git_oid> merge_bases(const Objects& objects, const git_oid& a, const git_oid& b) {
  std::vector<git_oid> found = Walk(objects).common_ancestors(a, b);
  if (found.size() < 2) return found;
  // Wrong dates can let the walk see an ancestor of another result too early.
  std::vector<git_oid> best;
  for (const git_oid& candidate : found) {
    const bool is_redundant = std::any_of(found.begin(), found.end(), [&](const git_oid& other) {
      return git_oid_equal(&candidate, &other) == 0 && descends_from(objects, other, candidate);
    });
    if (!is_redundant) best.push_back(candidate);
  }
  return best;
}

bool is_ancestor(const Objects& objects, const git_oid& ancestor, const git_oid& commit) {
  const std::vector<git_oid> common = Walk(objects).common_ancestors(ancestor, commit);
  return std::any_of(common.begin(), common.end(),
                     [&ancestor](const git_oid& id) { return git_oid_equal(&id, &ancestor) != 0; });
}

}  // namespace migcheck
