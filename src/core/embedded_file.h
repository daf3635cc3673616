#pragma once

#include <string_view>

namespace migcheck {

// A file of the source tree as it was when migcheck was built. cmake/EmbedFolder.cmake generates
// the functions that return them, ordered by path.
struct EmbeddedFile {
  std::string_view path;  // relative to the source tree's root
  std::string_view text;
};

}  // namespace migcheck
