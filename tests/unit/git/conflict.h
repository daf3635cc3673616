#pragma once

#include <string>

#include "support/temp_repository.h"

namespace migcheck::test {

struct Sides {
  std::string ours, theirs;  // commits; the branches are main and topic
};

// Two branches that disagree about every file but "fine": one is changed by both, one added by
// both, one changed here and deleted there, and the other way round. "ours" is checked out.
inline Sides conflicting_branches(const TempRepository& project) {
  Sides sides;
  project.write("both", "base\n");
  project.write("gone-here", "base\n");
  project.write("gone-there", "base\n");
  project.write("fine", "base\n");
  project.commit("Base");
  project.git({"switch", "--quiet", "-c", "topic"});
  project.write("both", "theirs\n");
  project.write("gone-here", "theirs\n");
  project.remove("gone-there");
  project.write("added", "theirs\n");
  project.write("fine", "theirs\n");
  sides.theirs = project.commit("Theirs");
  project.git({"switch", "--quiet", "main"});
  project.write("both", "ours\n");
  project.remove("gone-here");
  project.write("gone-there", "ours\n");
  project.write("added", "ours\n");
  sides.ours = project.commit("Ours");
  return sides;
}

}  // namespace migcheck::test
