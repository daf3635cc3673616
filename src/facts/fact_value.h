#pragma once

#include <string>

#include "facts/fact.h"

namespace migcheck {

// A text that is empty says nothing: it is unknown.
inline FactValue to_fact(const std::string& text) {
  if (text.empty()) return UnknownFact{};
  return text;
}

}  // namespace migcheck
