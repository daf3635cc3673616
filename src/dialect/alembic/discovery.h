#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/dialect.h"

namespace migcheck::alembic {

// Where one Alembic environment keeps its revisions.
struct Location {
  std::string config;                 // path of the ini or pyproject.toml; empty: there is none
  std::vector<std::string> folders;   // the versions folders, in Alembic's order
  bool recursive = false;             // recursive_version_locations
  std::vector<LoadProblem> problems;  // a folder that the configuration names is not there
};

// Every environment below project.start():
//  - an alembic.ini (or pyproject.toml with [tool.alembic]) in start itself wins alone, as
//    `alembic` in that folder would have it;
//  - else every one below, each of its sections with a script_location;
//  - and folders `versions` beside an env.py that no configuration names.
// An ini that cannot be read is an Error.
std::vector<Location> find_locations(const ProjectFiles& project);

// What script_location or version_locations means, relative to the root: it may be relative to the
// configuration's folder or to any above it, absolute by %(here)s, or `package:folder`. Nothing if
// there is no such folder.
std::optional<std::string> resolve_folder(const ProjectFiles& project,
                                          const std::string& config_folder,
                                          const std::string& value);

}  // namespace migcheck::alembic
