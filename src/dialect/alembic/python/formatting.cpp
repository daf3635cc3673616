#include "dialect/alembic/python/formatting.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace migcheck::python {

std::size_t take_number(std::string_view& text) {
  std::size_t number = 0;
  while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    number = std::min(number * 10 + static_cast<std::size_t>(text[0] - '0'), maximum_width + 1);
    text.remove_prefix(1);
  }
  return number;
}

std::string printed(char type, const std::string& flags, int precision, double magnitude) {
  const std::string pattern = "%" + flags + ".*" + type;
  std::array<char, 1024> buffer;
  const int size =
      std::snprintf(buffer.data(), buffer.size(), pattern.c_str(), precision, magnitude);
  if (size < 0 || static_cast<std::size_t>(size) >= buffer.size()) return {};
  return {buffer.data(), static_cast<std::size_t>(size)};
}

}  // namespace migcheck::python
