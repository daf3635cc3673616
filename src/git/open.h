#pragma once

#include <string>

#include "git/handles.h"

namespace migcheck {

// Finds and opens the repository that `path` lies in, as git would: GIT_DIR and GIT_WORK_TREE win
// over the search; GIT_CEILING_DIRECTORIES, GIT_DISCOVERY_ACROSS_FILESYSTEM, GIT_OBJECT_DIRECTORY
// and GIT_ALTERNATE_OBJECT_DIRECTORIES are honoured. git sets some of them for its hooks.
// Source: the environment variables of git(1).
// Null when there is none. Error when it is of a kind that libgit2 cannot read.
RepositoryHandle open_repository(const std::string& path);

// The file that the index is read from: GIT_INDEX_FILE, else the repository's own. During
// `git commit -a` and `git commit FILE` hooks are told of a temporary index with GIT_INDEX_FILE.
std::string index_file(git_repository* repository);

}  // namespace migcheck
