#include "dialect/alembic/project_modules.h"

#include "core/text.h"
#include "dialect/alembic/python/parser.h"
#include "dialect/path.h"

namespace migcheck::alembic {

namespace {

// A helper of migrations is small; a large module is an application's.
constexpr std::uint64_t maximum_size = 256 * 1024;

}  // namespace

// The path of the module's file, or nothing.
std::string ProjectModules::locate(const std::string& name, std::size_t level,
                                   const std::string& importer) const {
  const std::string relative = replace_all(name, ".", "/");
  const auto file_in = [&](const std::string& folder) -> std::string {
    for (const char* ending : {".py", "/__init__.py"}) {
      const std::string path = path::join(folder, relative + ending);
      const FileEntry* entry = project_.find(path);
      if (entry && entry->kind == FileEntry::Kind::regular) return path;
    }
    return {};
  };
  std::string folder(path::folder_of(importer));
  for (std::size_t up = 1; up < level; ++up) folder = path::folder_of(folder);
  if (level > 0) return file_in(folder);
  while (true) {
    for (const std::string& base : {folder, path::join(folder, "src")}) {
      if (std::string found = file_in(base); !found.empty()) return found;
    }
    if (folder.empty()) return {};
    folder = path::folder_of(folder);
  }
}

python::ModuleFinder::Found ProjectModules::find(const std::string& name, std::size_t level,
                                                 const std::string& importer) {
  const std::lock_guard lock(mutex_);
  const std::string path = locate(name, level, importer);
  if (path.empty() || path == importer) return {};
  const auto known = parsed_.find(path);
  if (known != parsed_.end()) return known->second;
  Found& found = parsed_[path];
  found.path = path;
  const SourceFilePtr file = project_.read(path);
  if (file && file->text.size() <= maximum_size) found.module = python::parse(file).module;
  return found;
}

}  // namespace migcheck::alembic
