#pragma once

#include <string>

#include "dialect/sql/layout.h"

namespace migcheck::sql_files {

// Reads a folder of migrations as a history: each follows the one before it, in the order of the
// tool. Those of the same version are revisions with the same id, behind the same one.
History read_folder(const ProjectFiles& project, const Layout& layout, const std::string& folder,
                    Content content);

}  // namespace migcheck::sql_files
