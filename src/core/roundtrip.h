#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/direction.h"
#include "core/lock.h"
#include "core/source_file.h"

namespace migcheck {

// A statement of an upgrade that was watched while it ran.
struct ObservedStatement {
  std::optional<std::size_t> number;  // in Script::statements; none: the engine has its own
  std::size_t line = 0;               // of the file of upgrade(), from 1; 0: not known
  std::string sql;

  // What it locked that its transaction had not locked like that before, by the strongest mode on
  // each relation, and the relations that it wrote anew.
  std::vector<RelationLock> locks;
};

// What happened to one revision in the rehearsal.
struct RoundtripRevision {
  std::string revision;
  std::optional<double> upgrade_ms, downgrade_ms, reupgrade_ms;  // milliseconds; none: not reached
  std::string status;                    // see rehearse() in roundtrip/roundtrip.h
  std::vector<std::string> schema_diff;  // one line per difference
  std::vector<std::string> rows_lost;    // one line per lost row
  std::vector<RelationLock> locks;       // as observed

  // What the upgrade itself changed or dropped for good: a line per column or table.
  std::vector<std::string> values_changed = {};

  // Those of the upgrade whose locks were to be seen, in order: not all of them.
  std::vector<ObservedStatement> statements = {};

  enum class Observed { all, ddl };  // of the statements in transactions
  Observed observed = Observed::all;
};

struct RoundtripResult {
  std::string engine;      // "sql" or "alembic"
  std::string pg_version;  // as the server says: "15.18"
  std::vector<RoundtripRevision> revisions;
  double total_ms = 0;
};

// Something that the rehearsal found wrong. The policies of subject roundtrip turn it into a
// Finding.
struct RoundtripProblem {
  enum class Kind {
    upgrade_failed,         // PostgreSQL refused a statement of upgrade()
    downgrade_failed,       // … of downgrade()
    reupgrade_failed,       // … of the second upgrade()
    schema_not_restored,    // after the downgrade the schema is not what it was before the upgrade
    reupgrade_differs,      // the second upgrade gave another schema than the first
    statement_skipped,      // an opaque statement could not be rehearsed
    base_failed,            // a revision below the change failed: the rehearsal stops there
    stopped,                // an upgrade failed, perhaps because of what could not be rehearsed
    not_judged,             // … or a downgrade did, or did not restore the schema
    column_order_differs,   // after the downgrade only the order of columns is another one
    enum_value_left,        // … only values of enum types are left, which PostgreSQL cannot drop
    upgrade_fails_on_rows,  // a statement of upgrade() fails as soon as its table has rows
    upgrade_fails_on_some_rows,  // … only on NULLs, duplicates or values at the limit of their type
    downgrade_fails_on_rows,     // likewise, of downgrade()
    downgrade_fails_on_some_rows,   // …
    constraint_fails_on_some_rows,  // … because they violate a constraint that upgrade() adds
    locks_differ,                   // the upgrade took other locks than are predicted
    rows_lost,                      // the downgrade loses or changes rows that the upgrade has left
    rows_left,                      // … leaves rows that the upgrade has added
    models_differ,                  // the project's models and the upgraded database differ
    values_changed,  // the upgrade changes or drops values, and the downgrade does not restore them
  };

  Kind kind = Kind::upgrade_failed;
  std::string revision;
  SourceFilePtr file;
  Span span;  // the statement's, or the revision's line
  std::optional<Direction> direction;
  std::string sql;     // the statement that failed; may be empty
  std::string detail;  // PostgreSQL's message with SQLSTATE, or the differences, one a line
  std::string upgrade_name, downgrade_name;  // of the revision's scripts
};

// "upgrade_failed": what conditions of policies call it.
const char* to_string(RoundtripProblem::Kind kind);

}  // namespace migcheck
