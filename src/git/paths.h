#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migcheck {

// Whether `path` may name something in a tree: relative, without empty, "." and ".." parts, and not
// in .git. Everything else names nothing, whoever asks for it.
bool is_tree_path(std::string_view path);

// Whether it may name a folder of a tree: the same, or "" for the root.
inline bool is_tree_folder(std::string_view path) { return path.empty() || is_tree_path(path); }

// Whether `path` lies somewhere below `folder`; everything lies below "".
bool is_below(std::string_view path, std::string_view folder);

// `path` on the disk (absolute or relative to the current folder, there or not) relative to the
// folder `root`, with forward slashes; "" for the root itself, nothing for what lies outside. A
// symlink at its end is meant itself, the ones before are followed.
std::optional<std::string> relative_to(const std::string& root, const std::string& path);

}  // namespace migcheck
