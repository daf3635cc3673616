#include "core/finding.h"

#include <algorithm>

namespace migcheck {

const char* to_string(Severity severity) {
  switch (severity) {
    case Severity::off:
      return "off";
    case Severity::notice:
      return "notice";
    case Severity::warning:
      return "warning";
    case Severity::error:
      break;
  }
  return "error";
}

const char* to_string(Subject subject) {
  switch (subject) {
    case Subject::statement:
      return "statement";
    case Subject::revision:
      return "revision";
    case Subject::history:
      return "history";
    case Subject::roundtrip:
      break;
  }
  return "roundtrip";
}

std::optional<Severity> severity_from(const std::string& name) {
  for (const Severity severity :
       {Severity::off, Severity::notice, Severity::warning, Severity::error}) {
    if (name == to_string(severity)) return severity;
  }
  return std::nullopt;
}

Severity weaker(Severity severity) {
  return severity == Severity::error ? Severity::warning : std::min(severity, Severity::notice);
}

}  // namespace migcheck
