#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "facts/fact.h"

namespace migcheck {

// A text that is empty says nothing: it is unknown.
inline FactValue to_fact(const std::string& text) {
  if (text.empty()) return UnknownFact{};
  return text;
}

inline FactValue to_fact(const std::optional<std::int64_t>& number) {
  if (!number) return UnknownFact{};
  return *number;
}

}  // namespace migcheck
