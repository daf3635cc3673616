#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/sql/layout.h"

namespace migcheck::sql_files {

// The files of one migration.
struct Migration {
  NamedFile named;
  std::string path;
  std::optional<std::string> downgrade;  // the file that undoes it
};

struct MigrationFiles {
  std::vector<Migration> list;  // in the order in which they run
  std::vector<LoadProblem> problems;
};

// Groups the files of a folder. One that undoes nothing is a problem, and so is a link.
MigrationFiles find_migrations(const ProjectFiles& project, const Layout& layout,
                               const std::string& folder);

}  // namespace migcheck::sql_files
