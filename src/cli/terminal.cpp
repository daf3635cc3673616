#include "cli/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace migcheck {

Color color_of(int file_descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (no_color && *no_color) return Color::no;
  if (terminal && std::string_view(terminal) == "dumb") return Color::no;
  return isatty(file_descriptor) == 1 ? Color::yes : Color::no;
}

}  // namespace migcheck
