#pragma once

#include <string>

#include "core/file_tree.h"

namespace migcheck {

// Writes all files of a tree below a folder on the disk, which is made. Submodules are left out.
// Error where something cannot be written.
void write_tree(const FileTree& tree, const std::string& folder);

}  // namespace migcheck
