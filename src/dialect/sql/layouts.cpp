#include "dialect/sql/layout.h"
#include "dialect/sql/layout_table.h"

namespace migcheck::sql_files {

namespace {

// What the layout reads of a folder's files.
std::vector<std::string> files_of(const ProjectFiles& project, const std::string& folder,
                                  const Layout& layout) {
  std::vector<std::string> files;
  const std::size_t prefix = folder.empty() ? 0 : folder.size() + 1;
  for (const FileEntry& entry : project.files_in(folder, ProjectFiles::Depth::recursive)) {
    const auto named = layout.read_name(std::string_view(entry.path).substr(prefix));
    if (!named || named->part == NamedFile::Part::downgrade) continue;
    if (named->part != NamedFile::Part::code) files.push_back(entry.path);
  }
  return files;
}

}  // namespace

const std::vector<Layout>& layouts() {
  static const std::vector<Layout> table = {diesel(), sqlx(),   golang_migrate(), flyway(),
                                            goose(),  dbmate(), numbered()};
  return table;
}

const Layout* layout_of(const ProjectFiles& project, const std::string& folder) {
  for (const Layout& layout : layouts()) {
    const std::vector<std::string> files = files_of(project, folder, layout);
    if (files.empty()) continue;
    if (!layout.concerns || layout.concerns(project, folder, files)) return &layout;
  }
  return nullptr;
}

}  // namespace migcheck::sql_files
