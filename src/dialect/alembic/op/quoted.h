#pragma once

// Internal to op/.

#include <string>

namespace migcheck::alembic {

// In quotation marks, as other libraries than SQLAlchemy write names: whether they need them or
// not, and without doubling those inside.
inline std::string quoted(const std::string& text) { return "\"" + text + "\""; }

}  // namespace migcheck::alembic
