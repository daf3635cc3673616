#pragma once

#include <string>
#include <string_view>

namespace migcheck {

// What a step prints is read by GitHub's runner, standard error too, and it obeys a line that
// begins with `::name::`, where white space before it, of any alphabet, does not count. Source:
// actions/runner, ActionCommand.TryParseV2.

// The lines of a text, made visible() before, so that the runner prints them and obeys none: what
// it would obey gets a bar before it.
std::string harmless_lines(std::string_view text);

}  // namespace migcheck
