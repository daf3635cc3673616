#include <algorithm>

#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

void Planner::recursing(int rank, const Relation& table, const std::string& action, Keys needs,
                        Keys releases) {
  Step step;
  step.rank = rank;
  step.needs = std::move(needs);
  step.releases = std::move(releases);
  recursing_[table.name].emplace_back(action, std::move(step));
}

// Where all children change in the same way, one statement for the parent is enough; where they do
// not, each relation is changed alone.
void Planner::add_recursing() {
  std::set<std::pair<std::string, std::string>> done;
  const auto changes = [&](const std::string& table, const std::string& action) {
    const auto found = recursing_.find(table);
    return found != recursing_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const auto& other) { return other.first == action; });
  };
  std::vector<std::pair<std::size_t, std::string>> by_depth;
  for (const auto& [name, actions] : recursing_) {
    by_depth.emplace_back(kept_ancestors(name).size(), name);
  }
  std::sort(by_depth.begin(), by_depth.end());
  for (const auto& [depth, name] : by_depth) {
    const std::vector<std::string> children = kept_descendants(name);
    const Relation* known =
        to_.relation(name) != nullptr ? to_.relation(name) : from_.relation(name);
    for (auto& [action, step] : recursing_[name]) {
      if (done.contains({name, action})) continue;
      const bool all = std::all_of(children.begin(), children.end(), [&](const std::string& child) {
        return changes(child, action);
      });
      for (const std::string& child : children) {
        if (all) done.emplace(child, action);
      }
      step.sql = "ALTER " + kind_words(*known) + (all ? " " : " ONLY ") + rendered_name(name) +
                 " " + action;
      steps_.push_back(step);
    }
  }
}

std::vector<std::string> Planner::kept_ancestors(const std::string& name) const {
  std::vector<std::string> found;
  for (const Relation* parent : kept_parents(name)) {
    found.push_back(parent->name);
    append(found, kept_ancestors(parent->name));
  }
  return found;
}

std::vector<std::string> Planner::kept_descendants(const std::string& name) const {
  std::vector<std::string> found;
  for (const std::string& child : to_.descendants(name)) {
    const std::vector<std::string> above = kept_ancestors(child);
    if (std::find(above.begin(), above.end(), name) != above.end()) found.push_back(child);
  }
  return found;
}

}  // namespace migcheck
