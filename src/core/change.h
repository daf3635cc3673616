#pragma once

#include <string>

namespace migcheck {

// How one file differs between two states of the project.
struct FileChange {
  enum class Kind { added, modified, deleted, renamed };

  Kind kind = Kind::modified;
  std::string path;      // in the newer state; for a deleted file, in the older one
  std::string old_path;  // in the older state; empty for an added file
};

}  // namespace migcheck
