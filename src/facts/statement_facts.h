#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/direction.h"
#include "core/lock.h"
#include "core/ternary.h"
#include "facts/settings.h"
#include "facts/transaction.h"
#include "schema/schema.h"
#include "sql/operation.h"

namespace migcheck {

// What a script does anywhere, which says something about its other statements.
struct ScriptOutline {
  std::set<std::string> views;  // that it creates
  std::set<std::string> dropped_tables;
  std::set<std::string> dropped_columns;  // by column_key
};

// What a statement is judged by, apart from itself.
struct FactContext {
  const Schema& schema;  // before the statement
  const TransactionState& transaction;
  Direction direction = Direction::upgrade;
  bool in_transaction = true;  // the runner's, before what the script says itself
  bool conditional = false;
  int pg_version = 15;
  std::string_view dialect = {};              // "alembic", "sql"
  const TransactionState* upgrade = nullptr;  // in a downgrade: what its upgrade did
  const ScriptOutline* outline = nullptr;     // of the script that it stands in
  std::string_view sql = {};                  // the statement
  std::string_view source = {};               // what it came from: a Python call, or the SQL
  const FactSettings* settings = nullptr;     // nothing is known of the project where null
};

// One thing that a statement does: an action of ALTER TABLE, a constraint of an added column, a
// dropped object. Most statements do one thing. Getters for all of it stand in statement_table.cpp.
struct StatementFacts {
  std::string kind;  // "add_column", "create_index", …: see the table

  std::string table;  // what it locks first; schema-qualified
  std::string column;
  std::string constraint;
  std::string index;
  std::string object;      // dropped, renamed or refused, where it is not one of the above
  std::string new_name;    // of a rename
  std::string referenced;  // the table that a foreign key points to
  std::vector<std::string> columns;
  std::string type, old_type;
  std::string default_text, culprit;  // the default, and the function in it that matters

  bool concurrently = false;
  bool not_valid = false;
  bool using_index = false;
  bool inlined = false;  // a constraint written with its column
  bool unique = false;
  bool not_null = false;
  bool has_default = false;   // another one than NULL
  bool fills_itself = false;  // serial, identity, generated
  bool stored_generated = false;
  bool cascade = false;
  bool has_where = false;
  bool full = false;
  bool goes_anyway = false;    // an index of a table or column that the same script drops
  bool old_name_kept = false;  // a view under the old name follows
  Ternary volatile_default = Ternary::no;
  Ternary constrained_domain = Ternary::no;
  Ternary narrowed = Ternary::unknown;  // the rows that it changes are few
  bool fails_in_transaction = false;
  Ternary has_cast = Ternary::unknown;  // of ALTER COLUMN … TYPE
  Ternary index_rebuild = Ternary::no;  // by ALTER COLUMN … TYPE

  Ternary rewrite = Ternary::no;
  Ternary scan = Ternary::no;
  RowFailure fails_on_rows = RowFailure::no;
  std::vector<RelationLock> locks;
  bool locks_complete = true;  // false: what it runs may lock more
  // Indexes and owned sequences among `locks` whose table is there as well: they add nothing for
  // people.
  std::vector<std::string> parts;

  std::optional<std::int64_t> lock_timeout, statement_timeout;  // in milliseconds; 0: none
  std::vector<std::string> held;  // relations whose reads or writes the transaction blocks already

  bool new_table = false;
  bool only_small_tables = false;          // each existing one that it is about, or locks heavily
  const FactSettings* settings = nullptr;  // never null once it is made
  Ternary own_object = Ternary::no;        // what it drops or renames is the revision's own
  std::vector<std::string> mixed_with;     // tables whose schema its transaction changes as well

  Direction direction = Direction::upgrade;
  bool in_transaction = true;
  bool conditional = false;
  std::string dialect;
  std::string sql, source;
  std::string reason;  // why it is opaque, or what the grammar says
};

// Everything that one statement does, in its order; never empty.
std::vector<StatementFacts> statement_facts(const sql::Operation& operation,
                                            const FactContext& context);

// The same for what could not be read: `kind` is "opaque", "refused" or "syntax_error".
StatementFacts unread_facts(const std::string& kind, const std::string& reason,
                            const FactContext& context);

// The locks of one thing that a statement does, without `parts`.
std::vector<RelationLock> notable_locks(const StatementFacts& facts);

// The locks of the whole statement: each relation once, with its strongest mode.
std::vector<RelationLock> merged_locks(const std::vector<StatementFacts>& facts);

// Whether it changes the schema, in a way that a downgrade could take back.
bool is_undoable_change(const StatementFacts& facts);

// Whether it changes many rows: an UPDATE, a DELETE, an INSERT from a query, COPY.
bool is_data_change(const StatementFacts& facts);

// Adds a lock to the list, or strengthens the one that is there.
void add_lock(std::vector<RelationLock>& locks, const RelationLock& lock);

}  // namespace migcheck
