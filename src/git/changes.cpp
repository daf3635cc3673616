#include <algorithm>
#include <map>

#include "git/repository.h"

namespace migcheck {

namespace {

using Contents = std::map<std::string, std::string>;

Contents contents(const FileTree& tree, const std::string& folder) {
  Contents read;
  for (const FileEntry& entry : tree.list(folder)) {
    if (entry.kind == FileEntry::Kind::submodule) continue;
    if (std::optional<std::string> text = tree.read(entry.path)) read[entry.path] = *text;
  }
  return read;
}

}  // namespace

std::vector<FileChange> changes(const FileTree& from, const FileTree& to,
                                const std::string& folder) {
  const Contents before = contents(from, folder);
  const Contents after = contents(to, folder);
  std::vector<FileChange> found;
  for (const auto& [path, text] : after) {
    const auto old = before.find(path);
    if (old == before.end()) {
      found.push_back({FileChange::Kind::added, path, ""});
    } else if (old->second != text) {
      found.push_back({FileChange::Kind::modified, path, path});
    }
  }
  for (const auto& [path, text] : before) {
    if (!after.contains(path)) found.push_back({FileChange::Kind::deleted, path, path});
  }
  std::sort(found.begin(), found.end(),
            [](const FileChange& a, const FileChange& b) { return a.path < b.path; });
  return found;
}

}  // namespace migcheck
