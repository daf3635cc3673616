#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/file_tree.h"

namespace migcheck {

// A FileTree whose files are given by the program:
//   MemoryTree tree({{"alembic.ini", "[alembic]\n"}, {"versions/1.py", "revision = '1'\n"}});
class MemoryTree : public FileTree {
 public:
  MemoryTree() = default;
  explicit MemoryTree(std::initializer_list<std::pair<const std::string, std::string>> files)
      : files_(files) {}
  explicit MemoryTree(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  void write(const std::string& path, std::string content) { files_[path] = std::move(content); }
  void remove(const std::string& path) { files_.erase(path); }
  void add_symlink(const std::string& path, std::string target) {
    write(path, std::move(target));
    kinds_[path] = FileEntry::Kind::symlink;
  }
  void add_submodule(const std::string& path) {
    write(path, "");
    kinds_[path] = FileEntry::Kind::submodule;
  }

  std::vector<FileEntry> list(std::string_view folder) const override {
    const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
    std::vector<FileEntry> entries;
    for (const auto& [path, _] : files_) {
      if (!path.starts_with(prefix)) continue;
      FileEntry entry;
      entry.path = path;
      entry.kind = kind(path);
      entries.push_back(std::move(entry));
    }
    return entries;
  }

  std::optional<std::string> read(std::string_view path) const override {
    const auto file = files_.find(std::string(path));
    if (file == files_.end() || kind(file->first) == FileEntry::Kind::submodule) return {};
    return file->second;
  }

 private:
  FileEntry::Kind kind(const std::string& path) const {
    const auto found = kinds_.find(path);
    return found == kinds_.end() ? FileEntry::Kind::regular : found->second;
  }

  std::map<std::string, std::string> files_;
  std::map<std::string, FileEntry::Kind> kinds_;
};

}  // namespace migcheck
