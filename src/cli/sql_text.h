#pragma once

#include <string>

#include "dialect/revision_range.h"

namespace migcheck {

// The text of `migcheck sql`: what `alembic upgrade --sql` (or downgrade) prints for the range, in
// one transaction, without the bookkeeping in alembic_version. What could not be read is a comment
// with its place and reason.
std::string sql_text(const RevisionGraph& graph, const RevisionRange& range);

}  // namespace migcheck
