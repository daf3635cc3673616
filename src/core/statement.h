#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/span.h"

namespace migcheck::sql {
struct ParsedStatement;
}

namespace migcheck {

// What an opaque statement did when its migration was rehearsed.
struct Observation {
  std::string text;             // a sentence
  bool is_followed_up = false;  // it executed something, and that stands behind it
};

// One SQL statement of a migration, with the place that it came from. Where the SQL could not be
// determined without running the migration, it is opaque: `sql` is empty and `opaque_reason` says
// what stood in the way. Unknown values never become SQL.
struct Statement {
  std::string sql;  // as Alembic would print it, without the final semicolon
  Span span;        // in the revision's file: the Python call, or the SQL text itself
  std::string opaque_reason;

  // Whether it runs inside the runner's transaction. COMMIT and BEGIN around an autocommit block
  // are statements of their own, as in the output of `alembic upgrade --sql`.
  bool in_transaction = true;

  // It stands in a branch whose condition is not known before the migration runs: at that place,
  // for that reason.
  bool conditional = false;
  Span condition;
  std::string condition_reason;

  // Opaque because Alembic itself raises here: the migration fails.
  bool refused = false;

  // Not read: it is what the opaque statement before it was seen to execute.
  bool observed = false;

  // Of an opaque one; none: nobody looked.
  std::optional<Observation> observation = {};

  // What sql::parse() makes of `sql`, where somebody has had to know already; else null.
  std::shared_ptr<const std::vector<sql::ParsedStatement>> parsed = {};

  bool is_opaque() const { return !opaque_reason.empty(); }
};

}  // namespace migcheck
