#pragma once

#include "core/source_file.h"

namespace migcheck {

// A place in lines and columns, for output: both from 1, the end column is exclusive.
struct Region {
  Position start, end;

  bool operator==(const Region&) const = default;
};

}  // namespace migcheck
