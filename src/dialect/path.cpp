#include "dialect/path.h"

#include <vector>

#include "core/text.h"

namespace migcheck::path {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string join(std::string_view folder, std::string_view inner) {
  std::vector<std::string> parts;
  for (const std::string_view side : {folder, inner}) {
    for (const std::string_view part : split(side, '/')) {
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.emplace_back(part);
      } else if (parts.empty()) {
        return "..";
      } else {
        parts.pop_back();
      }
    }
  }
  return migcheck::join(parts, "/");
}

bool is_below(std::string_view path, std::string_view folder) {
  if (folder.empty()) return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace migcheck::path
