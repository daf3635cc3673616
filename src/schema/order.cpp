#include "schema/order.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace migcheck {

namespace {

using Places = std::map<std::string, std::vector<std::size_t>>;

// Which step comes directly after which.
struct Graph {
  std::vector<std::set<std::size_t>> after;
  std::vector<std::size_t> waiting_for;

  void add(std::size_t first, std::size_t second) {
    if (first != second && after[first].insert(second).second) ++waiting_for[second];
  }
};

template <typename Do>
void for_each_of(const Places& places, const std::vector<std::string>& keys, Do&& visit) {
  for (const std::string& key : keys) {
    const auto found = places.find(key);
    if (found == places.end()) continue;
    for (const std::size_t place : found->second) visit(place);
  }
}

bool contains(const std::vector<std::string>& keys, const std::string& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

// What is to be made anew has to be gone first. Steps that both free and make the same thing (they
// change a column's type) keep their order.
void add_makers_after_freers(const std::vector<Step>& steps, const Places& freers, Graph& graph) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const std::string& key : steps[i].makes) {
      for_each_of(freers, {key}, [&](std::size_t freer) {
        const bool peers = contains(steps[i].frees, key) && contains(steps[freer].makes, key);
        if (!peers || freer < i) graph.add(freer, i);
      });
    }
  }
}

Graph graph_of(const std::vector<Step>& steps) {
  Places makers;
  Places freers;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const std::string& key : steps[i].makes) makers[key].push_back(i);
    for (const std::string& key : steps[i].makes_beside) makers[key].push_back(i);
    for (const std::string& key : steps[i].frees) freers[key].push_back(i);
  }
  Graph graph;
  graph.after.resize(steps.size());
  graph.waiting_for.resize(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for_each_of(makers, steps[i].needs, [&](std::size_t maker) { graph.add(maker, i); });
    for_each_of(freers, steps[i].releases, [&](std::size_t freer) { graph.add(i, freer); });
  }
  add_makers_after_freers(steps, freers, graph);
  return graph;
}

// Steps that wait only because others of a cycle wait are not part of it: whoever nobody waits
// for is taken away until only cycles and what lies between them is left.
std::vector<std::size_t> in_cycles(const Graph& graph, std::set<std::size_t> waiting) {
  const auto is_last = [&](std::size_t step) {
    return std::none_of(graph.after[step].begin(), graph.after[step].end(),
                        [&](std::size_t next) { return waiting.contains(next); });
  };
  while (std::erase_if(waiting, is_last) > 0) {
  }
  return {waiting.begin(), waiting.end()};
}

struct Sorted {
  std::vector<std::size_t> order;
  std::vector<std::size_t> blocked;  // steps of cycles
};

Sorted sorted(const std::vector<Step>& steps, Graph graph) {
  std::set<std::pair<int, std::size_t>> ready;
  std::set<std::size_t> waiting;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    waiting.insert(i);
    if (graph.waiting_for[i] == 0) ready.emplace(steps[i].rank, i);
  }
  Sorted result;
  while (!ready.empty()) {
    const std::size_t step = ready.begin()->second;
    ready.erase(ready.begin());
    waiting.erase(step);
    result.order.push_back(step);
    for (const std::size_t next : graph.after[step]) {
      if (--graph.waiting_for[next] == 0) ready.emplace(steps[next].rank, next);
    }
  }
  result.blocked = in_cycles(graph, waiting);
  return result;
}

// Replaces one of the blocked steps by its parts; whether there was one to split.
bool split_one(std::vector<Step>& steps, const std::vector<std::size_t>& blocked) {
  for (const std::size_t place : blocked) {
    if (!steps[place].split) continue;
    std::vector<Step> parts = steps[place].split();
    const auto at = steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(place));
    steps.insert(at, std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
    return true;
  }
  return false;
}

// By rank, what none of the constraints decides.
std::vector<std::size_t> with_the_rest(const std::vector<Step>& steps, Sorted result) {
  std::set<std::size_t> rest;
  for (std::size_t i = 0; i < steps.size(); ++i) rest.insert(i);
  for (const std::size_t done : result.order) rest.erase(done);
  std::vector<std::size_t> others(rest.begin(), rest.end());
  std::stable_sort(others.begin(), others.end(),
                   [&](std::size_t a, std::size_t b) { return steps[a].rank < steps[b].rank; });
  result.order.insert(result.order.end(), others.begin(), others.end());
  return std::move(result.order);
}

}  // namespace

std::vector<Step> ordered(std::vector<Step> steps) {
  Sorted result = sorted(steps, graph_of(steps));
  while (!result.blocked.empty() && split_one(steps, result.blocked)) {
    result = sorted(steps, graph_of(steps));
  }
  std::vector<Step> in_order;
  for (const std::size_t place : with_the_rest(steps, std::move(result))) {
    in_order.push_back(std::move(steps[place]));
  }
  return in_order;
}

}  // namespace migcheck
