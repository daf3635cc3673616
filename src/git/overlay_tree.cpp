#include "git/overlay_tree.h"

#include <algorithm>
#include <map>

#include "core/change.h"
#include "git/repository.h"

namespace migcheck {

namespace {

enum class Fate { replaced, removed };
using Fates = std::map<std::string, Fate, std::less<>>;

class OverlayTree : public FileTree {
 public:
  OverlayTree(std::shared_ptr<const FileTree> below, std::shared_ptr<const FileTree> above,
              Fates fates)
      : below_(std::move(below)), above_(std::move(above)), fates_(std::move(fates)) {}

  std::vector<FileEntry> list(std::string_view folder) const override {
    std::vector<FileEntry> entries = below_->list(folder);
    std::erase_if(entries, [this](const FileEntry& entry) { return fates_.contains(entry.path); });
    for (FileEntry& entry : above_->list(folder)) {
      const auto fate = fates_.find(entry.path);
      if (fate != fates_.end() && fate->second == Fate::replaced) {
        entries.push_back(std::move(entry));
      }
    }
    std::sort(entries.begin(), entries.end(),
              [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
    return entries;
  }

  std::optional<std::string> read(std::string_view path) const override {
    const auto fate = fates_.find(path);
    if (fate == fates_.end()) return below_->read(path);
    return fate->second == Fate::replaced ? above_->read(path) : std::nullopt;
  }

 private:
  std::shared_ptr<const FileTree> below_, above_;
  Fates fates_;
};

// A renamed file is a deleted and an added one here.
Fates fates_of(const std::vector<FileChange>& changes) {
  Fates fates;
  for (const FileChange& change : changes) {
    const bool removes = change.kind == FileChange::Kind::deleted;
    if (change.kind == FileChange::Kind::renamed) fates[change.old_path] = Fate::removed;
    fates[change.path] = removes ? Fate::removed : Fate::replaced;
  }
  return fates;
}

}  // namespace

Overlay overlay(const std::shared_ptr<const FileTree>& start,
                const std::shared_ptr<const FileTree>& ours,
                const std::shared_ptr<const FileTree>& theirs) {
  Fates our_fates = fates_of(changes(*start, *ours, ""));
  std::vector<std::string> conflicts;
  for (const auto& [path, theirs_was] : fates_of(changes(*start, *theirs, ""))) {
    const auto fate = our_fates.find(path);
    if (fate == our_fates.end() || ours->read(path) == theirs->read(path)) continue;
    conflicts.push_back(path);
    if (fate->second == Fate::removed) our_fates.erase(fate);
  }
  return {std::make_shared<OverlayTree>(theirs, ours, std::move(our_fates)), std::move(conflicts)};
}

}  // namespace migcheck
