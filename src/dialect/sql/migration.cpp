#include "dialect/sql/migration.h"

#include <algorithm>

#include "dialect/path.h"

namespace migcheck::sql_files {

namespace {

using Part = NamedFile::Part;

class Finder {
 public:
  Finder(const ProjectFiles& project, const Layout& layout) : project_(project), layout_(layout) {}

  MigrationFiles find(const std::string& folder) {
    const std::size_t prefix = folder.empty() ? 0 : folder.size() + 1;
    for (const FileEntry& entry : project_.files_in(folder, ProjectFiles::Depth::recursive)) {
      const auto named = layout_.read_name(std::string_view(entry.path).substr(prefix));
      if (named) add(*named, entry);
    }
    for (const Migration& downgrade : downgrades_) pair(downgrade);
    std::stable_sort(
        found_.list.begin(), found_.list.end(),
        [](const Migration& a, const Migration& b) { return a.named.order < b.named.order; });
    return std::move(found_);
  }

 private:
  void add(const NamedFile& named, const FileEntry& entry) {
    if (entry.kind != FileEntry::Kind::regular) {
      found_.problems.push_back(not_a_file(entry));
    } else if (named.part == Part::downgrade) {
      downgrades_.push_back({named, entry.path, {}});
    } else {
      found_.list.push_back({named, entry.path, {}});
    }
  }

  // The tools go by the version alone; of several migrations with it, the name decides.
  void pair(const Migration& downgrade) {
    Migration* chosen = nullptr;
    for (Migration& migration : found_.list) {
      if (migration.named.same != downgrade.named.same || migration.downgrade) continue;
      const bool same_name = migration.named.name == downgrade.named.name;
      if (chosen == nullptr || same_name) chosen = &migration;
      if (same_name) break;
    }
    if (chosen != nullptr) {
      chosen->downgrade = downgrade.path;
    } else {
      found_.problems.push_back({project_.read(downgrade.path),
                                 {0, 0},
                                 "undoes version " + downgrade.named.version +
                                     ", and there is no migration of that version",
                                 "Add the migration, or remove this file"});
    }
  }

  const ProjectFiles& project_;
  const Layout& layout_;
  std::vector<Migration> downgrades_;
  MigrationFiles found_;
};

}  // namespace

MigrationFiles find_migrations(const ProjectFiles& project, const Layout& layout,
                               const std::string& folder) {
  return Finder(project, layout).find(folder);
}

}  // namespace migcheck::sql_files
