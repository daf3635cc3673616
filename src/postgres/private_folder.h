#pragma once

#include <string>

namespace migcheck {

// Whether the path is a folder of this account, no symbolic link, that nobody else may put anything
// into.
bool is_private_folder(const std::string& path);

}  // namespace migcheck
