#pragma once

#include <string>

namespace migcheck {

// Writing to a work tree. `root` is its folder with a final slash, `path` is relative to it. Both
// write a temporary file beside the target and move it there, so that nobody ever sees half a file;
// neither writes outside of `root`, whatever symlinks there are on the way.

// Error when there is such a file already.
void create_file(const std::string& root, const std::string& path, const std::string& content);

// Error when the file does not hold `expected` any more, or is not a regular file. Keeps its mode.
void replace_file(const std::string& root, const std::string& path, const std::string& expected,
                  const std::string& content);

}  // namespace migcheck
