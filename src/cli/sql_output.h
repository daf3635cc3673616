#pragma once

#include <span>
#include <string>

#include "core/revision.h"

namespace migcheck {

// The JSON of `migcheck sql --format json`: both directions of each revision, in the order given,
// with what could not be read and why. Without the bookkeeping in alembic_version. See
// docs/json-report.md.
std::string sql_json(std::span<const Revision* const> revisions);

}  // namespace migcheck
