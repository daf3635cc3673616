#pragma once

#include <string>

#include "core/ternary.h"

namespace migcheck {

// PostgreSQL's table-level lock modes, weakest first.
// Source: PostgreSQL documentation, 13.3.1 Table-Level Locks.
enum class LockMode {
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive,
};

// PostgreSQL's words in capitals: "ACCESS EXCLUSIVE".
const char* to_string(LockMode mode);

// What other sessions cannot do while the lock is held, for the JSON report: "nothing", "writes"
// (from SHARE on: they conflict with ROW EXCLUSIVE) or "reads and writes" (ACCESS EXCLUSIVE).
const char* blocks(LockMode mode);

// A heavy lock blocks reads or writes.
bool is_heavy(LockMode mode);

// Whether a statement fails because of the rows that are there.
enum class RowFailure {
  no,
  unknown,
  depends,  // on what is in the rows: a constraint that is checked, a value that is converted
  yes,      // on any table that is not empty
};

// "no", "unknown", "depends" or "yes".
const char* to_string(RowFailure failure);

// What a statement does to one relation.
struct RelationLock {
  std::string relation;  // schema-qualified: public.users
  LockMode mode = LockMode::access_share;
  Ternary rewrite = Ternary::no;  // the table is written anew
  Ternary scan = Ternary::no;     // every row is read under this lock
  Ternary index_rebuild = Ternary::no;  // of an index: it is built anew

  bool operator==(const RelationLock&) const = default;
};

}  // namespace migcheck
