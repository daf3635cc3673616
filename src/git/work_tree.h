#pragma once

#include <memory>

#include "core/file_tree.h"
#include "git/index.h"
#include "git/objects.h"

namespace migcheck {

// The files of the work tree: the tracked ones that are on disk, and the untracked ones that are
// not ignored. Content is as on disk, without git's filters and line ending conversion. What a
// sparse checkout leaves out has its staged content.
std::unique_ptr<FileTree> work_tree(std::shared_ptr<const Objects> objects, Index index);

}  // namespace migcheck
