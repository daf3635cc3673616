#pragma once

#include <string_view>
#include <vector>

#include "core/direction.h"
#include "dialect/graph.h"

namespace migcheck {

// The revisions that a name stands for: see revision_names.h.
std::vector<std::size_t> resolve_revisions(const RevisionGraph& graph, std::string_view name);

// What a RANGE of `migcheck sql` runs.
struct RevisionRange {
  Direction direction = Direction::upgrade;
  std::vector<std::size_t> revisions;  // in the order in which they run
};

// "" is base:heads, "TO" is base:TO, "FROM:TO" is what `alembic upgrade FROM:TO --sql` runs, or
// where that is nothing, what `alembic downgrade FROM:TO --sql` does. In TO, a `+N` or `-N` without
// a name counts from FROM. Where there is nothing to do (FROM is TO, or has it below), there are no
// revisions. A name that leads nowhere is an Error.
// Source: Alembic's documentation, "Working with Branches".
RevisionRange resolve_range(const RevisionGraph& graph, std::string_view range);

}  // namespace migcheck
