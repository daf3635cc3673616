#pragma once

#include <string>

#include "core/error.h"

namespace migcheck::test {

// The message and the hint of the Error that `action` throws, on two lines; "no error" if none.
template <typename Action>
std::string error_of(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return std::string(error.what()) + "\n" + error.hint();
  }
  return "no error";
}

}  // namespace migcheck::test
