#include "git/paths.h"

#include <algorithm>
#include <filesystem>

#include "core/text.h"

namespace migcheck {

bool is_tree_path(std::string_view path) {
  const auto parts = split(path, '/');
  return std::none_of(parts.begin(), parts.end(), [](std::string_view part) {
    return part.empty() || part == "." || part == ".." || part == ".git";
  });
}

bool is_below(std::string_view path, std::string_view folder) {
  if (folder.empty()) return true;
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

std::optional<std::string> relative_to(const std::string& root, const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::equivalent(path, root, ignored)) return "";
  fs::path full = fs::absolute(path).lexically_normal();
  if (!full.has_filename()) full = full.parent_path();
  const fs::path real = fs::weakly_canonical(full.parent_path()) / full.filename();
  const fs::path relative = real.lexically_relative(fs::weakly_canonical(root + "/."));
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  return relative == "." ? "" : relative.generic_string();
}

}  // namespace migcheck
