#pragma once

#include <string_view>

namespace migcheck {

// Whether `path` may name something in a tree: relative, without empty, "." and ".." parts, and not
// in .git. Everything else names nothing, whoever asks for it.
bool is_tree_path(std::string_view path);

// Whether it may name a folder of a tree: the same, or "" for the root.
inline bool is_tree_folder(std::string_view path) { return path.empty() || is_tree_path(path); }

// Whether `path` lies somewhere below `folder`; everything lies below "".
bool is_below(std::string_view path, std::string_view folder);

}  // namespace migcheck
