#include "git/directory_tree.h"

#include <algorithm>
#include <filesystem>

#include "core/error.h"
#include "git/disk.h"
#include "git/paths.h"

namespace migcheck {

namespace {

class DirectoryTree : public FileTree {
 public:
  explicit DirectoryTree(std::string root) : disk_(std::move(root)) {}

  std::vector<FileEntry> list(std::string_view folder) const override {
    std::vector<FileEntry> entries;
    if (!is_tree_folder(folder) || !disk_.is_folder(folder)) return entries;
    std::vector<std::string> pending = {std::string(folder)};
    while (!pending.empty()) {
      const std::string parent = std::move(pending.back());
      pending.pop_back();
      for (Disk::Item& item : disk_.items(parent)) {
        if (item.name == ".git") continue;
        std::string path = parent.empty() ? item.name : parent + "/" + item.name;
        if (item.is_folder()) {
          pending.push_back(std::move(path));
        } else if (item.is_file()) {
          entries.push_back(entry_of(std::move(path), item.status));
        }
      }
    }
    std::sort(entries.begin(), entries.end(),
              [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
    return entries;
  }

  std::optional<std::string> read(std::string_view path) const override {
    return is_tree_path(path) ? disk_.read(path) : std::nullopt;
  }

 private:
  Disk disk_;
};

}  // namespace

std::unique_ptr<FileTree> plain_folder(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) {
    throw Error("there is no folder \"" + path + "\"");
  }
  return std::make_unique<DirectoryTree>(std::filesystem::canonical(path).string());
}

}  // namespace migcheck
