#include <algorithm>

#include "git/objects.h"
#include "git/renames.h"
#include "git/repository.h"

namespace migcheck {

namespace {

std::vector<FileEntry> files(const FileTree& tree, const std::string& folder) {
  std::vector<FileEntry> entries = tree.list(folder);
  std::erase_if(entries,
                [](const FileEntry& entry) { return entry.kind == FileEntry::Kind::submodule; });
  return entries;
}

std::string id_of(const FileTree& tree, const FileEntry& entry) {
  if (!entry.id.empty()) return entry.id;
  const std::optional<std::string> text = tree.read(entry.path);
  git_oid id;
  if (!text || git_odb_hash(&id, text->data(), text->size(), GIT_OBJECT_BLOB) != 0) return "";
  return to_hex(id);
}

// Reads the files only where nothing else tells.
bool is_modified(const FileTree& from, const FileEntry& before, const FileTree& to,
                 const FileEntry& after) {
  if (before.kind != after.kind) return true;
  if (!before.id.empty() || !after.id.empty()) return id_of(from, before) != id_of(to, after);
  return from.read(before.path) != to.read(after.path);
}

}  // namespace

std::vector<FileChange> changes(const FileTree& from, const FileTree& to,
                                const std::string& folder) {
  const std::vector<FileEntry> before = files(from, folder);
  const std::vector<FileEntry> after = files(to, folder);
  std::vector<FileChange> found;
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    if (old == before.end() || (now != after.end() && now->path < old->path)) {
      found.push_back({FileChange::Kind::added, now->path, ""});
      ++now;
    } else if (now == after.end() || old->path < now->path) {
      found.push_back({FileChange::Kind::deleted, old->path, old->path});
      ++old;
    } else {
      if (is_modified(from, *old, to, *now)) {
        found.push_back({FileChange::Kind::modified, now->path, now->path});
      }
      ++old;
      ++now;
    }
  }
  return with_renames(std::move(found), from, to);
}

}  // namespace migcheck
