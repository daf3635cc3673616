#pragma once

#include <memory>
#include <string>

#include "core/file_tree.h"

namespace migcheck {

// The files below a folder that is in no repository (or whose repository does not matter). Error
// when there is no such folder.
std::unique_ptr<FileTree> plain_folder(const std::string& path);

}  // namespace migcheck
