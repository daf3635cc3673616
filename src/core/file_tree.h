#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migcheck {

// A file's place and kind in a FileTree.
struct FileEntry {
  enum class Kind { regular, symlink, submodule };

  std::string path;  // relative to the tree's root, with forward slashes
  Kind kind = Kind::regular;

  // git's id of the content where it is known without reading it, else empty: equal ids are equal
  // contents, within a tree and across trees.
  std::string id = {};
};

// The files of one state of a project: a commit, the index, the work tree, a merge made in memory,
// a plain folder. The one interface through which everything reads files; tests/support has one in
// memory.
class FileTree {
 public:
  virtual ~FileTree() = default;

  // All files below `folder` ("" is the root), recursively, ordered by path. A folder that is not
  // there has none. `.git` is never listed.
  virtual std::vector<FileEntry> list(std::string_view folder) const = 0;

  // The content of a regular file; nothing where there is none. A symlink is not followed: its
  // content is its target, as in git.
  virtual std::optional<std::string> read(std::string_view path) const = 0;
};

}  // namespace migcheck
