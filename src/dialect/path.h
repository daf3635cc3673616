#pragma once

#include <string>
#include <string_view>

// Paths relative to a tree's root, with forward slashes; "" is the root.
namespace migcheck::path {

std::string_view folder_of(std::string_view path);  // "a/b" of "a/b/c.py", "" of "c.py"
std::string_view name_of(std::string_view path);    // "c.py"

// `inner` below `folder`; "." and ".." are resolved. A path out of the root is "..".
std::string join(std::string_view folder, std::string_view inner);

// Whether the path is the folder itself or lies below it.
bool is_below(std::string_view path, std::string_view folder);

}  // namespace migcheck::path
