#include "roundtrip/alembic/project.h"

#include <filesystem>

#include "core/text.h"

namespace migcheck {

namespace {

// For a part of a URL: what is not a letter, a digit or one of "-._~/" as %XX.
std::string escaped(const std::string& text) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string made;
  for (const unsigned char c : text) {
    if (std::isalnum(c) != 0 ||
        std::string_view("-._~/").find(static_cast<char>(c)) != std::string_view::npos) {
      made += static_cast<char>(c);
    } else {
      made += {'%', digits[c >> 4], digits[c & 15]};
    }
  }
  return made;
}

}  // namespace

std::string with_address(std::string text, const Address& address) {
  const std::string url = "postgresql://" + escaped(address.role) + "@/" +
                          escaped(address.database) + "?host=" + escaped(address.folder);
  text = replace_all(std::move(text), "{url}", url);
  text = replace_all(std::move(text), "{host}", address.folder);
  text = replace_all(std::move(text), "{database}", address.database);
  return replace_all(std::move(text), "{user}", address.role);
}

std::chrono::seconds step_limit(const AlembicProject& project) {
  return std::chrono::ceil<std::chrono::seconds>(project.limits.step);
}

std::string working_folder(const AlembicProject& project) {
  const std::filesystem::path root(project.root);
  return (root / std::filesystem::path(project.config).parent_path()).lexically_normal().string();
}

}  // namespace migcheck
