#include "git/index.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "git/commit_tree.h"
#include "git/paths.h"

namespace migcheck {

namespace {

bool is_same_or_later(const git_index_time& time, const struct timespec& than) {
  const auto seconds = static_cast<std::int32_t>(than.tv_sec);
  if (time.seconds != seconds) return time.seconds > seconds;
  return time.nanoseconds >= static_cast<std::uint32_t>(than.tv_nsec);
}

bool equal(const git_index_time& time, const struct timespec& other) {
  return time.seconds == static_cast<std::int32_t>(other.tv_sec) &&
         time.nanoseconds == static_cast<std::uint32_t>(other.tv_nsec);
}

bool is_empty_blob(const git_oid& id) {
  return git_oid_streq(&id, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391") == 0;
}

// `git add --intent-to-add`: the path is known, nothing of it is staged.
bool is_staged(const git_index_entry& entry) {
  return (entry.flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) == 0;
}

class IndexTree : public FileTree {
 public:
  IndexTree(std::shared_ptr<const Objects> objects, Index index)
      : objects_(std::move(objects)), index_(std::move(index)) {}

  std::vector<FileEntry> list(std::string_view folder) const override {
    std::vector<FileEntry> entries;
    index_.each_below(folder, [&](const git_index_entry& entry) {
      if (is_staged(entry)) {
        entries.push_back(entry_of(entry.path, entry.id, entry.mode));
      }
    });
    return entries;
  }

  std::optional<std::string> read(std::string_view path) const override {
    const git_index_entry* entry = index_.find(path);
    if (entry == nullptr || !is_staged(*entry) || entry->mode == GIT_FILEMODE_COMMIT) {
      return std::nullopt;
    }
    return objects_->content(entry->id, path);
  }

 private:
  std::shared_ptr<const Objects> objects_;
  Index index_;
};

}  // namespace

Index Index::open(const std::string& file) {
  struct stat status = {};
  const bool exists = stat(file.c_str(), &status) == 0;
  // Opened by its name and not through the repository, so that core.ignorecase does not reorder it.
  IndexHandle handle;
  if (git_index_open(handle.out(), file.c_str()) != 0) {
    throw Error("cannot read the index \"" + file + "\": " + last_git_message(),
                "Turn off what libgit2 does not know with `git sparse-checkout reapply "
                "--no-sparse-index`, `git update-index --no-split-index` or `git -c "
                "index.skipHash=false update-index --force-write-index`");
  }
  Index index(std::move(handle));
  if (exists) index.written_ = status.st_mtim;
  return index;
}

const git_index_entry* Index::find(std::string_view path) const {
  const std::string name(path);
  for (const int stage : {GIT_INDEX_STAGE_NORMAL, GIT_INDEX_STAGE_OURS, GIT_INDEX_STAGE_THEIRS}) {
    const git_index_entry* entry = git_index_get_bypath(index_.get(), name.c_str(), stage);
    if (entry != nullptr) return entry;
  }
  return nullptr;
}

bool Index::has_below(std::string_view folder) const {
  if (folder.empty()) return git_index_entrycount(index_.get()) > 0;
  std::size_t position = 0;
  const std::string prefix = std::string(folder) + "/";
  return git_index_find_prefix(&position, index_.get(), prefix.c_str()) == 0;
}

void Index::each_below(std::string_view folder,
                       const std::function<void(const git_index_entry&)>& visit) const {
  std::size_t position = 0;
  const std::string prefix = std::string(folder) + "/";
  if (!folder.empty() && git_index_find_prefix(&position, index_.get(), prefix.c_str()) != 0) {
    return;
  }
  std::string_view visited;
  for (; position < git_index_entrycount(index_.get()); ++position) {
    const git_index_entry* entry = git_index_get_byindex(index_.get(), position);
    const std::string_view path = entry->path;
    if (!is_below(path, folder)) return;
    // A file in conflict has up to three entries: the common ancestor's, ours and theirs.
    if (git_index_entry_stage(entry) == GIT_INDEX_STAGE_ANCESTOR || path == visited) continue;
    visited = path;
    visit(*entry);
  }
}

bool Index::is_unchanged(const git_index_entry& entry, const struct stat& status) const {
  if (is_same_or_later(entry.mtime, written_)) return false;
  if (entry.file_size == 0 && !is_empty_blob(entry.id)) return false;
  const bool same_kind = S_ISLNK(status.st_mode) == (entry.mode == GIT_FILEMODE_LINK);
  return same_kind && entry.file_size == static_cast<std::uint32_t>(status.st_size) &&
         equal(entry.mtime, status.st_mtim) && equal(entry.ctime, status.st_ctim);
}

std::vector<std::string> Index::conflicts() const {
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < git_index_entrycount(index_.get()); ++i) {
    const git_index_entry* entry = git_index_get_byindex(index_.get(), i);
    if (git_index_entry_stage(entry) != GIT_INDEX_STAGE_NORMAL) paths.emplace_back(entry->path);
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

std::unique_ptr<FileTree> index_tree(std::shared_ptr<const Objects> objects, Index index) {
  return std::make_unique<IndexTree>(std::move(objects), std::move(index));
}

}  // namespace migcheck
