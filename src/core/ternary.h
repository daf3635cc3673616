#pragma once

namespace migcheck {

// A fact that may not be known. Nothing in migcheck turns `unknown` into yes or no silently.
enum class Ternary { no, yes, unknown };

constexpr Ternary ternary(bool value) { return value ? Ternary::yes : Ternary::no; }

// Yes where one of them is, no where both are not.
constexpr Ternary either(Ternary a, Ternary b) {
  if (a == Ternary::yes || b == Ternary::yes) return Ternary::yes;
  return a == Ternary::unknown || b == Ternary::unknown ? Ternary::unknown : Ternary::no;
}

// Yes where both are, no where one of them is not.
constexpr Ternary both(Ternary a, Ternary b) {
  if (a == Ternary::no || b == Ternary::no) return Ternary::no;
  return a == Ternary::unknown || b == Ternary::unknown ? Ternary::unknown : Ternary::yes;
}

constexpr Ternary opposite(Ternary value) {
  if (value == Ternary::unknown) return value;
  return ternary(value == Ternary::no);
}

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
