#pragma once

#include <memory>

#include "core/file_tree.h"
#include "git/objects.h"

namespace migcheck {

// The files of a commit.
std::unique_ptr<FileTree> commit_tree(std::shared_ptr<const Objects> objects,
                                      const git_oid& commit);

// A file's entry from its mode in a git tree or index. Source: gitformat-index(5), "mode".
FileEntry entry_of(std::string path, const git_oid& id, unsigned mode);

}  // namespace migcheck
