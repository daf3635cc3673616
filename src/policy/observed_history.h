#pragma once

#include <span>

#include "core/executed.h"
#include "dialect/history.h"

namespace migcheck {

// The history with what its opaque statements were seen to execute in a rehearsal, so that it can
// be judged as if it had been read. Each opaque statement stays, with an Observation; behind it
// come the statements that ran from its lines, or from lines that no statement was read from:
// marked as observed, in the order in which they ran, at the opaque statement's place, under its
// condition and in its transaction.
//
// Left out is what was read as well, what only reads, and the same change of rows with other
// values. An opaque statement that executed something which PostgreSQL's grammar refuses,
// or which is not there as a whole, is not followed up.
//
// `executed`: the first entry for a revision and direction counts. Those without one, and
// statements that Alembic refuses, stay as they are.
History with_observed(History history, std::span<const ExecutedScript> executed);

}  // namespace migcheck
