#include "report/style.h"

namespace migcheck {

std::string Style::paint(std::string_view code, std::string_view text) const {
  if (color_ == Color::no || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string Style::severity(Severity severity, std::string_view text) const {
  switch (severity) {
    case Severity::error:
      return paint("1;31", text);
    case Severity::warning:
      return paint("1;33", text);
    case Severity::notice:
      return paint("1;36", text);
    case Severity::off:
      break;
  }
  return std::string(text);
}

}  // namespace migcheck
