#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file_tree.h"

namespace migcheck {

// Reading below a folder of the disk without ever leaving it: symlinks are not followed, neither at
// the end of a path nor in the middle.
class Disk {
 public:
  explicit Disk(std::string root);  // without a final slash, unless it is "/"

  struct Item {
    std::string name;
    struct stat status;

    bool is_folder() const { return S_ISDIR(status.st_mode); }
    bool is_file() const { return S_ISREG(status.st_mode) || S_ISLNK(status.st_mode); }
  };

  // What a folder holds, in no order; nothing where there is no such folder. Error when it may not
  // be read.
  std::vector<Item> items(std::string_view folder) const;

  // The content of a regular file, or a symlink's target; nothing where there is neither. Error
  // when it may not be read.
  std::optional<std::string> read(std::string_view path) const;

  // The status of what is there, without following a symlink.
  std::optional<struct stat> status(std::string_view path) const;

  bool may_read_folder(std::string_view folder) const;

  // Whether `folder` and everything on the way to it are folders, and not symlinks to some.
  bool is_folder(std::string_view folder) const;

 private:
  std::string absolute(std::string_view path) const;

  std::string root_;
};

FileEntry entry_of(std::string path, const struct stat& status);

}  // namespace migcheck
