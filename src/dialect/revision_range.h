#pragma once

#include <string_view>
#include <vector>

#include "core/direction.h"
#include "dialect/graph.h"

namespace migcheck {

// How a user names revisions, as Alembic understands it: an id or the beginning of one, a branch
// label, `base`, `head`, `heads`, `LABEL@head`, `LABEL@heads`, `LABEL@ID`, and any of them with
// `+N` or `-N` behind it (a bare `+N` counts from base, a bare `-N` from head).
// Source: Alembic's documentation, "Partial Revision Identifiers", "Relative Migration
// Identifiers", "Working with Branches".

// The revisions that `name` stands for: none for `base`, several for `heads`. A name that stands
// for nothing, or for more than it may, is an Error that lists what was meant or what it could be.
std::vector<std::size_t> resolve_revisions(const RevisionGraph& graph, std::string_view name);

// What a RANGE of `migcheck sql` runs.
struct RevisionRange {
  Direction direction = Direction::upgrade;
  std::vector<std::size_t> revisions;  // in the order in which they run
};

// "" is base:heads, "TO" is base:TO, "FROM:TO" upgrades, or downgrades where TO lies below FROM.
// An empty range (FROM is TO) has no revisions; two revisions of which neither lies below the
// other are an Error.
RevisionRange resolve_range(const RevisionGraph& graph, std::string_view range);

}  // namespace migcheck
