#pragma once

#include <string_view>

#include "core/ternary.h"

namespace migcheck {

// Whether a function that comes with PostgreSQL (or with uuid-ossp or pgcrypto) is volatile;
// unknown for any other name.
Ternary is_volatile_builtin(std::string_view function);

}  // namespace migcheck
