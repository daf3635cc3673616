#include "roundtrip/alembic/write_tree.h"

#include <filesystem>
#include <fstream>

#include "core/error.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

void write_entry(const FileEntry& entry, const std::string& text, const fs::path& place) {
  fs::create_directories(place.parent_path());
  if (entry.kind == FileEntry::Kind::symlink) {
    fs::create_symlink(text, place);
    return;
  }
  std::ofstream file(place, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw Error("cannot write " + place.string(), "make room there, or set TMPDIR");
}

}  // namespace

void write_tree(const FileTree& tree, const std::string& folder) {
  fs::create_directories(folder);
  for (const FileEntry& entry : tree.list("")) {
    if (entry.kind == FileEntry::Kind::submodule) continue;
    if (const auto text = tree.read(entry.path)) {
      write_entry(entry, *text, fs::path(folder) / entry.path);
    }
  }
}

}  // namespace migcheck
