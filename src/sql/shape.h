#pragma once

#include <string>
#include <string_view>

namespace migcheck::sql {

// The text of a statement on one line, without comments and the final semicolon, and with `?` for
// each string and number: the same for statements that differ in their values only.
std::string shape_of(std::string_view sql);

}  // namespace migcheck::sql
