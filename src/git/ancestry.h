#pragma once

#include <vector>

#include "git/objects.h"

namespace migcheck {

// The best common ancestors of two commits, newest first: those that no other common ancestor
// descends from. None for unrelated histories; several after criss-cross merges. In a shallow clone
// histories end at its boundary: what is found there is a common ancestor, if perhaps not the best,
// so that a change may look larger than it is and never smaller.
std::vector<git_oid> merge_bases(const Objects& objects, const git_oid& a, const git_oid& b);

// Whether `commit` descends from `ancestor`, or is it, as far as the history was fetched.
bool is_ancestor(const Objects& objects, const git_oid& ancestor, const git_oid& commit);

}  // namespace migcheck
