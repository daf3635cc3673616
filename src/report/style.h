#pragma once

#include <string>
#include <string_view>

#include "core/finding.h"
#include "report/format.h"

namespace migcheck {

// The escape sequences of a terminal's colours; all empty where there is no colour.
class Style {
 public:
  explicit Style(Color color) : color_(color) {}

  std::string bold(std::string_view text) const { return paint("1", text); }
  std::string gutter(std::string_view text) const { return paint("1;34", text); }
  std::string good(std::string_view text) const { return paint("32", text); }
  std::string severity(Severity severity, std::string_view text) const;

 private:
  std::string paint(std::string_view code, std::string_view text) const;

  Color color_;
};

}  // namespace migcheck
