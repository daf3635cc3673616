#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/source_file.h"

namespace migcheck::alembic {

// What an ini section or a pyproject.toml says about one environment. Paths are as they are
// written, with %(here)s replaced by "/" and the folder of the file, relative to the root.
struct Settings {
  SourceFilePtr file;
  Span span;  // where script_location stands, or the section
  std::optional<std::string> script_location;
  std::vector<std::string> version_locations;
  bool recursive = false;
};

// The sections of an ini that have a script_location; where none has, the section [alembic]. None
// if there is no such section. Throws Error if the file cannot be read.
std::vector<Settings> settings_of_ini(const SourceFilePtr& file);

// [tool.alembic]; nothing if there is none. Throws Error if it cannot be read.
std::optional<Settings> settings_of_pyproject(const SourceFilePtr& file);

}  // namespace migcheck::alembic
