#include "git/commit_tree.h"

#include <utility>

#include "core/error.h"
#include "git/paths.h"

namespace migcheck {

namespace {

class CommitTree : public FileTree {
 public:
  CommitTree(std::shared_ptr<const Objects> objects, const git_oid& commit)
      : objects_(std::move(objects)), root_(objects_->tree_of_commit(commit)) {}

  std::vector<FileEntry> list(std::string_view folder) const override {
    std::vector<FileEntry> entries;
    if (!is_tree_folder(folder)) return entries;
    if (folder.empty()) {
      collect(root_.get(), "", 0, entries);
    } else if (const Found found = find(folder); found.mode == GIT_FILEMODE_TREE) {
      collect(objects_->tree(found.id).get(), std::string(folder) + "/", 0, entries);
    }
    return entries;
  }

  std::optional<std::string> read(std::string_view path) const override {
    if (!is_tree_path(path)) return std::nullopt;
    const Found found = find(path);
    switch (found.mode) {
      case GIT_FILEMODE_BLOB:
      case GIT_FILEMODE_BLOB_EXECUTABLE:
      case GIT_FILEMODE_LINK:
        return objects_->content(found.id, path);
      default:
        return std::nullopt;
    }
  }

 private:
  struct Found {
    git_oid id{};
    git_filemode_t mode = GIT_FILEMODE_UNREADABLE;
  };

  // git_tree_entry_bypath() cannot tell a path that is not there from a subtree that was not
  // fetched, so this goes down part by part.
  Found find(std::string_view path) const {
    TreeHandle subtree;
    const git_tree* tree = root_.get();
    while (true) {
      const std::size_t slash = path.find('/');
      const std::string name(path.substr(0, slash));
      const git_tree_entry* entry = git_tree_entry_byname(tree, name.c_str());
      if (entry == nullptr) return {};
      const Found found{*git_tree_entry_id(entry), git_tree_entry_filemode(entry)};
      if (slash == std::string_view::npos) return found;
      if (found.mode != GIT_FILEMODE_TREE) return {};
      subtree = objects_->tree(found.id);
      tree = subtree.get();
      path.remove_prefix(slash + 1);
    }
  }

  // git orders a tree so that going through it in depth gives the paths in order.
  void collect(const git_tree* tree, const std::string& prefix, int depth,
               std::vector<FileEntry>& entries) const {
    constexpr int deepest = 2048;  // as in git, core.maxTreeDepth
    if (depth > deepest) throw Error("the folder \"" + prefix + "\" is nested too deeply");
    for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
      const git_tree_entry* entry = git_tree_entry_byindex(tree, i);
      const git_oid& id = *git_tree_entry_id(entry);
      if (!is_tree_path(git_tree_entry_name(entry))) continue;  // only a forged tree has them
      std::string path = prefix + git_tree_entry_name(entry);
      if (git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE) {
        collect(objects_->tree(id).get(), path + "/", depth + 1, entries);
      } else {
        const unsigned mode = git_tree_entry_filemode(entry);
        entries.push_back(entry_of(std::move(path), id, mode));
      }
    }
  }

  std::shared_ptr<const Objects> objects_;
  TreeHandle root_;
};

}  // namespace

std::unique_ptr<FileTree> commit_tree(std::shared_ptr<const Objects> objects,
                                      const git_oid& commit) {
  return std::make_unique<CommitTree>(std::move(objects), commit);
}

FileEntry entry_of(std::string path, const git_oid& id, unsigned mode) {
  FileEntry entry;
  entry.path = std::move(path);
  entry.id = to_hex(id);
  if (mode == GIT_FILEMODE_COMMIT) {
    entry.kind = FileEntry::Kind::submodule;
    return entry;
  }
  if (mode == GIT_FILEMODE_LINK) entry.kind = FileEntry::Kind::symlink;
  return entry;
}

}  // namespace migcheck
