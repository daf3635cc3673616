#pragma once

#include <vector>

#include "git/index.h"
#include "git/objects.h"

namespace migcheck {

// The best common ancestors (see merge_bases), newest first, at least one: none is an Error.
std::vector<git_oid> merge_bases_or_fail(const Objects& objects, const git_oid& a,
                                         const git_oid& b);

// The merge of two commits. The index has conflict entries where they do not go together.
Index merge_in_memory(const Objects& objects, const git_oid& ours, const git_oid& theirs);

}  // namespace migcheck
