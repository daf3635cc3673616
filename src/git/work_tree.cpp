#include "git/work_tree.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "git/commit_tree.h"
#include "git/disk.h"
#include "git/paths.h"

namespace migcheck {

namespace {

bool is_left_out(const git_index_entry& entry) {
  return (entry.flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
}

bool by_path(const FileEntry& a, const FileEntry& b) { return a.path < b.path; }

std::string without_slash(std::string folder) {
  if (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder;
}

class WorkTree : public FileTree {
 public:
  WorkTree(std::shared_ptr<const Objects> objects, Index index)
      : objects_(std::move(objects)),
        index_(std::move(index)),
        disk_(without_slash(git_repository_workdir(objects_->repository()))) {}

  std::vector<FileEntry> list(std::string_view folder) const override {
    std::vector<FileEntry> entries;
    if (!is_tree_folder(folder)) return entries;
    std::vector<std::string> pending;
    if (leads_into_tree(folder)) pending.emplace_back(folder);
    while (!pending.empty()) {
      const std::string parent = std::move(pending.back());
      pending.pop_back();
      for (Disk::Item& item : items(parent)) {
        std::string path = parent.empty() ? item.name : parent + "/" + item.name;
        add(item, std::move(path), entries, pending);
      }
    }
    std::sort(entries.begin(), entries.end(), by_path);
    add_left_out(folder, entries);
    return entries;
  }

  std::optional<std::string> read(std::string_view path) const override {
    if (!is_tree_path(path)) return std::nullopt;
    const git_index_entry* staged = index_.find(path);
    if (staged != nullptr && staged->mode == GIT_FILEMODE_COMMIT) return std::nullopt;
    const std::size_t slash = path.rfind('/');
    const std::string_view folder =
        slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    if (leads_into_tree(folder) && (staged != nullptr || !is_ignored(std::string(path)))) {
      if (auto content = disk_.read(path)) return content;
    }
    if (staged != nullptr && is_left_out(*staged) && !disk_.status(path)) {
      return objects_->content(staged->id, path);
    }
    return std::nullopt;
  }

 private:
  // A folder that may not be read holds nothing that git could see, unless something of it is
  // tracked.
  std::vector<Disk::Item> items(const std::string& folder) const {
    if (!disk_.may_read_folder(folder) && !index_.has_below(folder)) return {};
    return disk_.items(folder);
  }

  void add(const Disk::Item& item, std::string path, std::vector<FileEntry>& entries,
           std::vector<std::string>& pending) const {
    if (item.name == ".git") return;
    const git_index_entry* staged = index_.find(path);
    if (item.is_folder()) {
      if (staged != nullptr && staged->mode == GIT_FILEMODE_COMMIT) {
        entries.push_back(migcheck::entry_of(std::move(path), staged->id, staged->mode));
      } else if (index_.has_below(path) || (!is_repository(path) && !is_ignored(path + "/"))) {
        pending.push_back(std::move(path));
      }
    } else if (item.is_file() && (staged != nullptr || !is_ignored(path))) {
      FileEntry entry = migcheck::entry_of(std::move(path), item.status);
      if (staged != nullptr && index_.is_unchanged(*staged, item.status)) {
        entry.id = to_hex(staged->id);
      }
      entries.push_back(std::move(entry));
    }
  }

  // Adds the tracked files that a sparse checkout keeps away from the disk.
  void add_left_out(std::string_view folder, std::vector<FileEntry>& entries) const {
    std::vector<FileEntry> left_out;
    index_.each_below(folder, [&](const git_index_entry& staged) {
      if (!is_left_out(staged)) return;
      FileEntry entry = migcheck::entry_of(staged.path, staged.id, staged.mode);
      if (!std::binary_search(entries.begin(), entries.end(), entry, by_path)) {
        left_out.push_back(std::move(entry));
      }
    });
    const auto middle = entries.insert(entries.end(), left_out.begin(), left_out.end());
    std::inplace_merge(entries.begin(), middle, entries.end(), by_path);
  }

  // Whether the way to `folder` stays inside of this work tree: no symlink, no submodule, no
  // repository of its own.
  bool leads_into_tree(std::string_view folder) const {
    if (folder.empty()) return true;
    if (!disk_.is_folder(folder)) return false;
    for (std::size_t slash = 0; slash != std::string_view::npos;) {
      slash = folder.find('/', slash + 1);
      const std::string part(folder.substr(0, slash));
      const git_index_entry* staged = index_.find(part);
      if (staged != nullptr && staged->mode == GIT_FILEMODE_COMMIT) return false;
      if (!index_.has_below(part) && is_repository(part)) return false;
    }
    return index_.has_below(folder) || !is_ignored(std::string(folder) + "/");
  }

  bool is_repository(const std::string& folder) const {
    return disk_.status(folder + "/.git").has_value();
  }

  // Whether .gitignore & co. exclude an untracked path or one of the folders that it is in. A
  // folder's path ends with a slash.
  bool is_ignored(const std::string& path) const {
    int ignored = 0;
    if (git_ignore_path_is_ignored(&ignored, objects_->repository(), path.c_str()) != 0) {
      throw Error("cannot tell whether \"" + path + "\" is ignored: " + last_git_message());
    }
    return ignored != 0;
  }

  std::shared_ptr<const Objects> objects_;
  Index index_;
  Disk disk_;
};

}  // namespace

std::unique_ptr<FileTree> work_tree(std::shared_ptr<const Objects> objects, Index index) {
  return std::make_unique<WorkTree>(std::move(objects), std::move(index));
}

}  // namespace migcheck
