#pragma once

#include <sys/stat.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/file_tree.h"
#include "git/objects.h"

namespace migcheck {

// An index as it was when it was read: the staged files, or the result of a merge. Where a file is
// in conflict, its entry is ours if there is one, else theirs.
class Index {
 public:
  explicit Index(IndexHandle index) : index_(std::move(index)) {}

  // Reads an index file; one that does not exist is empty. Error when libgit2 cannot read it.
  static Index open(const std::string& file);

  // The entry of a file or submodule; null where there is none.
  const git_index_entry* find(std::string_view path) const;

  // Whether it has anything below a folder.
  bool has_below(std::string_view folder) const;

  // Calls `visit` with the entry of every file below the folder, ordered by path.
  void each_below(std::string_view folder,
                  const std::function<void(const git_index_entry&)>& visit) const;

  // Whether the file on disk is surely the one that was staged, judging by its size and times.
  // Source: git's Documentation/technical/racy-git.txt.
  bool is_unchanged(const git_index_entry& entry, const struct stat& status) const;

  std::vector<std::string> conflicts() const;  // paths in order, each once

 private:
  IndexHandle index_;
  struct timespec written_ = {0, 0};  // when the file was; entries as young as that are not trusted
};

// The files of an index, with their staged content.
std::unique_ptr<FileTree> index_tree(std::shared_ptr<const Objects> objects, Index index);

}  // namespace migcheck
