#pragma once

#include <string>
#include <string_view>

#include "github/surface.h"

namespace migcheck {

// "check run", "review", "comment": for people.
const char* name_of(Surface surface);

// What to do about a refusal, to be put behind its reason; empty where nothing is known.
// `read_only` says why the token can perhaps only read, or is empty. Source of the words: GitHub's
// answers to tokens without the permission.
std::string permission_hint(Surface surface, std::string_view reason, const std::string& read_only);

}  // namespace migcheck
