#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/dialect.h"
#include "dialect/path.h"

namespace migcheck {

namespace {

// Folders that hold other people's code.
constexpr std::array foreign_folders = {"node_modules", "site-packages", ".venv",      "venv",
                                        ".tox",         ".nox",          "__pycache__"};

bool is_foreign(const FileEntry& entry) {
  const std::vector<std::string_view> parts = split(path::folder_of(entry.path), '/');
  return std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
    return std::find(foreign_folders.begin(), foreign_folders.end(), part) != foreign_folders.end();
  });
}

bool path_before(const FileEntry& entry, std::string_view path) { return entry.path < path; }

}  // namespace

ProjectFiles::ProjectFiles(const FileTree& tree, std::string start)
    : tree_(tree), start_(path::join(start, "")), files_(tree.list("")) {
  std::erase_if(files_, is_foreign);
  std::sort(files_.begin(), files_.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
}

bool ProjectFiles::has_folder(std::string_view folder) const {
  if (folder.empty()) return true;
  const std::string prefix = std::string(folder) + "/";
  const auto at = std::lower_bound(files_.begin(), files_.end(), prefix, path_before);
  return at != files_.end() && at->path.starts_with(prefix);
}

const FileEntry* ProjectFiles::find(std::string_view path) const {
  const auto at = std::lower_bound(files_.begin(), files_.end(), path, path_before);
  return at != files_.end() && at->path == path ? &*at : nullptr;
}

std::vector<FileEntry> ProjectFiles::files_in(std::string_view folder, Depth depth) const {
  const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
  std::vector<FileEntry> found;
  auto at = std::lower_bound(files_.begin(), files_.end(), prefix, path_before);
  for (; at != files_.end() && at->path.starts_with(prefix); ++at) {
    const bool direct = at->path.find('/', prefix.size()) == std::string::npos;
    if (direct || depth == Depth::recursive) found.push_back(*at);
  }
  return found;
}

bool ProjectFiles::in_start(std::string_view path) const { return path::is_below(path, start_); }

SourceFilePtr ProjectFiles::read(const std::string& path) const {
  std::optional<std::string> text = tree_.read(path);
  if (!text) return nullptr;
  return std::make_shared<const SourceFile>(SourceFile{path, std::move(*text)});
}

LoadProblem not_a_file(const FileEntry& entry) {
  auto file = std::make_shared<const SourceFile>(SourceFile{entry.path, ""});
  const bool symlink = entry.kind == FileEntry::Kind::symlink;
  return {file,
          {0, 0},
          symlink ? "is a symbolic link, which is not followed" : "is a submodule",
          "Put the file itself into the folder of the migrations"};
}

}  // namespace migcheck
