#pragma once

#include <vector>

#include "roundtrip/roundtrip.h"

namespace migcheck {

// Which of the two `wanted` comes down to: automatic is sql, unless a revision of Alembic's that is
// rehearsed has statements that cannot be known without running it.
Engine engine_for(Engine wanted, const std::vector<RoundtripStep>& steps);

// Whether it has statements that cannot be known without running it. What Alembic itself refuses
// needs no Alembic.
bool is_opaque(const Script& script);

}  // namespace migcheck
