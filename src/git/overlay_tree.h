#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/file_tree.h"

namespace migcheck {

// The merge, file by file, of what has changed from `start` to `ours` into `theirs`: for states
// that are no commits, such as the work tree and the index. `theirs` with our added and modified
// files, and without those that we deleted. A file that both changed differently is ours, where it
// exists there, and is named in `conflicts`.
struct Overlay {
  std::shared_ptr<const FileTree> tree;
  std::vector<std::string> conflicts;  // ordered by path
};
Overlay overlay(const std::shared_ptr<const FileTree>& start,
                const std::shared_ptr<const FileTree>& ours,
                const std::shared_ptr<const FileTree>& theirs);

}  // namespace migcheck
