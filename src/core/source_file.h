#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/span.h"

namespace migcheck {

// A file as it was read from a commit, the index or the work tree.
struct SourceFile {
  std::string path;  // relative to the repository's root, with forward slashes
  std::string text;  // the bytes as they are
};

// Statements, revisions and findings point into the same file, so it is shared.
using SourceFilePtr = std::shared_ptr<const SourceFile>;

// A place for people: both from 1. Columns count characters (Unicode code points), not bytes.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;

  bool operator==(const Position&) const = default;
};

// The position of the byte at `offset`; an offset behind the end is the end.
Position position_at(std::string_view text, std::size_t offset);

// The text of a line (from 1) without its line ending; empty where there is no such line.
std::string_view line_text(std::string_view text, std::size_t line);

// The byte offset of the first byte of a line (from 1); the text's size where there is no such line.
std::size_t line_offset(std::string_view text, std::size_t line);

// The bytes of a line (from 1) without its line ending.
Span line_span(std::string_view text, std::size_t line);

}  // namespace migcheck
