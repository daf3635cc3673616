#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"

namespace migcheck {

// Where findings are delivered to. Only the first three need a token.
enum class Surface { check, review, comment, summary };

// "check", "review", "comment", "summary".
const char* to_string(Surface surface);
Surface surface_from(std::string_view name);  // of a known name

// All names, in the order of the enumeration.
const std::vector<std::string>& surface_names();

// What became of one surface.
struct Outcome {
  std::set<const Finding*> delivered;
  std::vector<std::string> messages;  // what was delivered, and why something was not
  bool failed = false;
};

}  // namespace migcheck
