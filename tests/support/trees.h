#pragma once

#include <string>
#include <vector>

#include "core/change.h"
#include "core/file_tree.h"

// Trees and changes as text, so that a test compares one string or one vector.
namespace migcheck::test {

inline std::vector<std::string> paths(const FileTree& tree, std::string_view folder = "") {
  std::vector<std::string> found;
  for (const FileEntry& entry : tree.list(folder)) found.push_back(entry.path);
  return found;
}

// "path" of a regular file, "path@" of a symlink, "path/" of a submodule; one a line.
inline std::string listing(const FileTree& tree, std::string_view folder = "") {
  std::string text;
  for (const FileEntry& entry : tree.list(folder)) {
    text += entry.path;
    if (entry.kind == FileEntry::Kind::symlink) text += "@";
    if (entry.kind == FileEntry::Kind::submodule) text += "/";
    text += "\n";
  }
  return text;
}

// "A path", "M path", "D path" or "R old -> new"; one a line.
inline std::string text_of(const std::vector<FileChange>& changes) {
  std::string text;
  for (const FileChange& change : changes) {
    switch (change.kind) {
      case FileChange::Kind::added:
        text += "A " + change.path;
        break;
      case FileChange::Kind::modified:
        text += "M " + change.path;
        break;
      case FileChange::Kind::deleted:
        text += "D " + change.path;
        break;
      case FileChange::Kind::renamed:
        text += "R " + change.old_path + " -> " + change.path;
        break;
    }
    text += "\n";
  }
  return text;
}

}  // namespace migcheck::test
