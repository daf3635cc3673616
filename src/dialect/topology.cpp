#include "dialect/topology.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>

namespace migcheck::topology {

namespace {

using Indexes = std::vector<std::size_t>;

constexpr std::size_t unset = std::numeric_limits<std::size_t>::max();

class Tarjan {
 public:
  explicit Tarjan(const Edges& down)
      : down_(down), number_(down.size(), unset), low_(down.size()), on_stack_(down.size()) {}

  std::vector<Indexes> groups() {
    for (std::size_t node = 0; node < down_.size(); ++node) {
      if (number_[node] == unset) visit(node);
    }
    std::sort(groups_.begin(), groups_.end());
    return std::move(groups_);
  }

 private:
  struct Frame {
    std::size_t node;
    std::size_t next_edge;
  };

  void enter(std::size_t node) {
    number_[node] = low_[node] = count_++;
    stack_.push_back(node);
    on_stack_[node] = true;
    frames_.push_back({node, 0});
  }

  void visit(std::size_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::size_t node = frame.node;
      if (frame.next_edge == down_[node].size()) {
        leave(node);
        continue;
      }
      const std::size_t next = down_[node][frame.next_edge++];
      if (number_[next] == unset) {
        enter(next);
      } else if (on_stack_[next]) {
        low_[node] = std::min(low_[node], number_[next]);
      }
    }
  }

  void leave(std::size_t node) {
    frames_.pop_back();
    if (!frames_.empty()) {
      std::size_t& low = low_[frames_.back().node];
      low = std::min(low, low_[node]);
    }
    if (low_[node] == number_[node]) close_group(node);
  }

  void close_group(std::size_t root) {
    Indexes group;
    do {
      group.push_back(stack_.back());
      on_stack_[stack_.back()] = false;
      stack_.pop_back();
    } while (group.back() != root);
    const Indexes& own = down_[root];
    const bool loops = std::find(own.begin(), own.end(), root) != own.end();
    if (group.size() < 2 && !loops) return;
    std::sort(group.begin(), group.end());
    groups_.push_back(std::move(group));
  }

  const Edges& down_;
  Indexes number_, low_;
  std::vector<bool> on_stack_;
  Indexes stack_;
  std::vector<Frame> frames_;
  std::size_t count_ = 0;
  std::vector<Indexes> groups_;
};

Edges reversed(const Edges& down) {
  Edges up(down.size());
  for (std::size_t node = 0; node < down.size(); ++node) {
    for (const std::size_t below : down[node]) up[below].push_back(node);
  }
  return up;
}

// Alembic keeps the set of ancestors of each head. What it asks them is whether a head needs the
// candidate: the same as whether a node above the candidate has not been emitted yet.
class Walk {
 public:
  explicit Walk(const Edges& down)
      : down_(down), up_(reversed(down)), waiting_(down.size()), place_(down.size(), unset) {
    for (std::size_t node = 0; node < down.size(); ++node) {
      waiting_[node] = up_[node].size();
      if (up_[node].empty()) add_head(node);
    }
  }

  // Newest first. Empty if it took too long.
  Indexes run() {
    std::size_t current = 0;
    while (!heads_.empty()) {
      const std::size_t candidate = heads_[current];
      if (waiting_[candidate] > 0) {
        current = first_head_above(candidate);
        if (steps_ > maximum_steps) return {};
        continue;
      }
      emit(candidate);
      advance(current);
    }
    return std::move(output_);
  }

 private:
  static constexpr std::size_t maximum_steps = 20'000'000;

  void add_head(std::size_t node) {
    place_[node] = heads_.size();
    heads_.push_back(node);
  }

  void emit(std::size_t node) {
    output_.push_back(node);
    place_[node] = unset;
    for (const std::size_t below : down_[node]) --waiting_[below];
  }

  // Replaces the head that was emitted by the nodes below it that are no heads yet.
  void advance(std::size_t& current) {
    Indexes below;
    for (const std::size_t node : down_[heads_[current]]) {
      if (place_[node] == unset) below.push_back(node);
    }
    if (below.empty()) {
      remove_head(current);
      current = current > 0 ? current - 1 : 0;
      return;
    }
    heads_[current] = below[0];
    place_[below[0]] = current;
    for (std::size_t i = 1; i < below.size(); ++i) add_head(below[i]);
  }

  void remove_head(std::size_t at) {
    heads_.erase(heads_.begin() + static_cast<std::ptrdiff_t>(at));
    for (std::size_t i = at; i < heads_.size(); ++i) place_[heads_[i]] = i;
    steps_ += heads_.size();
  }

  // The place of the first head that the candidate is below of.
  std::size_t first_head_above(std::size_t candidate) {
    std::vector<bool>& seen = seen_;
    seen.assign(down_.size(), false);
    steps_ += down_.size() / 64;
    std::size_t first = unset;
    Indexes todo = up_[candidate];
    while (!todo.empty()) {
      const std::size_t node = todo.back();
      todo.pop_back();
      ++steps_;
      if (seen[node] || is_emitted(node)) continue;
      seen[node] = true;
      first = std::min(first, place_[node]);
      todo.insert(todo.end(), up_[node].begin(), up_[node].end());
    }
    return first;
  }

  // Nothing waits for it, and it is no head.
  bool is_emitted(std::size_t node) const { return waiting_[node] == 0 && place_[node] == unset; }

  const Edges& down_;
  const Edges up_;
  Indexes waiting_;  // how many nodes above have not been emitted
  Indexes heads_;
  Indexes place_;  // in heads_, or unset
  Indexes output_;
  std::vector<bool> seen_;
  std::size_t steps_ = 0;
};

}  // namespace

std::vector<Indexes> cycles(const Edges& down) { return Tarjan(down).groups(); }

Indexes any_order(const Edges& down) {
  const Edges up = reversed(down);
  Indexes waiting(down.size());
  std::priority_queue<std::size_t, Indexes, std::greater<>> ready;
  for (std::size_t node = 0; node < down.size(); ++node) {
    waiting[node] = down[node].size();
    if (waiting[node] == 0) ready.push(node);
  }
  Indexes order;
  while (!ready.empty()) {
    const std::size_t node = ready.top();
    ready.pop();
    order.push_back(node);
    for (const std::size_t above : up[node]) {
      if (--waiting[above] == 0) ready.push(above);
    }
  }
  for (std::size_t node = 0; node < down.size(); ++node) {
    if (waiting[node] > 0) order.push_back(node);
  }
  return order;
}

Indexes alembic_order(const Edges& down) {
  Indexes order = Walk(down).run();
  if (order.size() != down.size()) return any_order(down);
  std::reverse(order.begin(), order.end());
  return order;
}

}  // namespace migcheck::topology
