#pragma once

#include <string>

#include "dialect/revision_range.h"

namespace migcheck {

// What runs in one transaction: all, as `alembic upgrade --sql` has it, or each migration for
// itself, where its tool runs it in one.
enum class TransactionScope { run, migration };

// The text of `migcheck sql`: for Alembic what `alembic upgrade --sql` (or downgrade) prints for
// the range, without the bookkeeping in alembic_version. What could not be read is a comment with
// its place and reason.
std::string sql_text(const RevisionGraph& graph, const RevisionRange& range,
                     TransactionScope scope);

}  // namespace migcheck
