#pragma once

#include <optional>
#include <string>

#include "git/objects.h"

namespace migcheck {

// See Repository::resolve.
git_oid resolve_commit(const Objects& objects, const std::string& revision);

// The commit that a revision names, where there is one.
std::optional<git_oid> find_commit(const Objects& objects, const std::string& revision);

// See Repository::default_branch.
std::optional<std::string> find_default_branch(const Objects& objects);

}  // namespace migcheck
