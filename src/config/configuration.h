#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/file_tree.h"

namespace migcheck {

// What a project says in migcheck.toml, .migcheck.toml or [tool.migcheck] of its pyproject.toml.
// None is needed.
struct Configuration {
  std::string path;  // the file; empty: there is none

  // [alembic.types]: a column type's class, by its dotted name or the last part of it → SQL.
  std::map<std::string, std::string> types;

  // alembic.naming_convention: "ix", "uq", "ck", "fk", "pk" → template. Empty: that of the
  // project's own target_metadata is taken.
  std::map<std::string, std::string> naming_convention;
};

// The configuration of the folder, or of the nearest one above it that has one. An Error with its
// place for what is not TOML, for an unknown key and for a value of the wrong kind.
Configuration load_configuration(const FileTree& tree, std::string_view folder);

}  // namespace migcheck
