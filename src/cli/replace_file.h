#pragma once

#include <string>

namespace migcheck {

// Files are written beside the target and moved there, so that nobody ever sees half a file. What
// cannot be written is an Error.

// Where the user says; keeps the mode of a file that is there. A pipe or a device, which cannot be
// replaced, is written into.
void write_file(const std::string& path, const std::string& content);

// Writing to a work tree. `root` is its folder with a final slash, `path` is relative to it.
// Neither writes outside of `root`, whatever symlinks there are on the way.

// Error when there is such a file already.
void create_file(const std::string& root, const std::string& path, const std::string& content);

// Error when the file does not hold `expected` any more, or is not a regular file. Keeps its mode.
void replace_file(const std::string& root, const std::string& path, const std::string& expected,
                  const std::string& content);

}  // namespace migcheck
