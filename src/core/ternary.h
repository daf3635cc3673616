#pragma once

namespace migcheck {

// A fact that may not be known. Nothing in migcheck turns `unknown` into yes or no silently.
enum class Ternary { no, yes, unknown };

constexpr Ternary ternary(bool value) { return value ? Ternary::yes : Ternary::no; }

// "yes", "no" or "unknown".
constexpr const char* to_string(Ternary value) {
  switch (value) {
    case Ternary::no: return "no";
    case Ternary::yes: return "yes";
    case Ternary::unknown: break;
  }
  return "unknown";
}

}  // namespace migcheck
