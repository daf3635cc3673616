#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/change.h"
#include "core/file_tree.h"

namespace migcheck {

// How much of the larger of two texts is in the other one too, from 0 to 1: the share of its bytes
// that lie in lines which both have, in whatever order. Blank lines do not count.
double similarity(std::string_view a, std::string_view b);

// Turns pairs of a deleted and an added file into one renamed file: the same content first, then
// the most similar ones, from one half on. The search for similar ones is left out where there are
// so many lines in so many files that it would take long; empty files are never taken for renamed
// ones.
std::vector<FileChange> with_renames(std::vector<FileChange> changes, const FileTree& from,
                                     const FileTree& to);

}  // namespace migcheck
