#pragma once

#include <string>
#include <vector>

#include "dialect/dialect.h"

namespace migcheck::sql_files {

// The folders below project.start() that hold migrations in SQL, by the names of the files in them.
// A folder that may as well be something else is none: what lies among tests or examples, what is
// written for another database, and, where only numbers in the names speak for it, every folder
// that is not called `migrations` or has other SQL files in it, too.
std::vector<std::string> find_folders(const ProjectFiles& project);

}  // namespace migcheck::sql_files
