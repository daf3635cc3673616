#pragma once

#include <functional>
#include <string>
#include <vector>

namespace migcheck {

// One statement of a change of a schema, and what it has to do with others. Keys are names with
// their kind: "relation public.users", "column public.users.id", "type public.mood".
struct Step {
  int rank = 0;  // where it stands among steps that do not need each other; see statements_plan.h
  std::string sql;
  std::vector<std::string> makes = {};     // is there, or has changed, after it
  std::vector<std::string> needs = {};     // has to be there before it, if a step makes it
  std::vector<std::string> frees = {};     // is gone after it
  std::vector<std::string> releases = {};  // is used until it: who frees that comes later

  // Like `makes`, of what comes to stand beside the old one of that name: it need not be gone.
  std::vector<std::string> makes_beside = {};

  // The same in several statements, for where the single one is part of a cycle: a table, then its
  // defaults. May be empty.
  std::function<std::vector<Step>()> split = {};
};

// The steps in an order in which PostgreSQL accepts them; among those that are free to go, lower
// ranks first, then the order given. A cycle is broken by splitting one of its steps.
std::vector<Step> ordered(std::vector<Step> steps);

}  // namespace migcheck
