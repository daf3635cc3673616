#pragma once

#include <cstddef>

namespace migcheck {

// A half-open range of byte offsets into a SourceFile's text. Lines and columns are made only when
// something is rendered (see source_file.h), so that spans can be compared and joined cheaply.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

}  // namespace migcheck
