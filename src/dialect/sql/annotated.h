#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"
#include "dialect/dialect.h"

// What formats have in common that keep both directions in one file, under comments.
namespace migcheck::sql_files {

// The lines of a text, without their ends.
std::vector<Span> lines_of(std::string_view text);

// Whether one of the first files holds the text: those of a folder are alike, so that not all have
// to be read.
bool any_holds(const ProjectFiles& project, const std::vector<std::string>& files,
               std::string_view text);

// What stands behind `--` at the beginning of a line, without the white space around it; empty
// where the line is no comment.
std::string_view comment_of(std::string_view line);

}  // namespace migcheck::sql_files
