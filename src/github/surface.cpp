#include "github/surface.h"

#include <algorithm>

namespace migcheck {

const std::vector<std::string>& surface_names() {
  static const std::vector<std::string> names = {"check", "review", "comment", "summary"};
  return names;
}

const char* to_string(Surface surface) {
  return surface_names()[static_cast<std::size_t>(surface)].c_str();
}

Surface surface_from(std::string_view name) {
  const auto& names = surface_names();
  return static_cast<Surface>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace migcheck
