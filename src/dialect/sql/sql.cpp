#include "dialect/sql/sql.h"

#include "dialect/sql/discovery.h"
#include "dialect/sql/folder.h"

namespace migcheck::sql_files {

std::optional<History> open(const ProjectFiles& project, const std::string& folder,
                            const HistoryOptions& options) {
  const Layout* layout = layout_of(project, folder);
  if (layout == nullptr) return std::nullopt;
  return read_folder(project, *layout, folder, options.content);
}

std::vector<History> discover(const ProjectFiles& project, const HistoryOptions& options) {
  std::vector<History> found;
  for (const std::string& folder : find_folders(project)) {
    if (auto history = open(project, folder, options)) found.push_back(std::move(*history));
  }
  return found;
}

}  // namespace migcheck::sql_files
