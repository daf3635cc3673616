#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/direction.h"
#include "core/lock.h"
#include "core/ternary.h"
#include "facts/deletion.h"
#include "facts/practice.h"
#include "facts/script_position.h"
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
  std::set<std::string> dropped_indexes;
  std::set<std::string> dropped_constraints;   // by constraint_key
  std::set<std::string> added_constraints;     // by constraint_key, and by same_constraint_key
  std::set<std::string> types;                 // that it creates
  std::map<std::string, std::string> renamed;  // tables: the new name by the old one
  std::set<std::string> generated;             // generated columns that it adds, by column_key
};

// What is known of an index that is created, beside the indexes that its table has.
struct IndexDetails {
  std::string equal;            // one that does all that this one will
  std::string longer;           // one that begins with the same columns
  std::string repeated_column;  // that it contains twice
  std::size_t keys = 0;
  bool dropped_before = false;  // the script drops one of its name
};

// A foreign key that a statement adds.
struct AddedForeignKey {
  std::vector<std::string> columns;
  std::string referenced;
  std::vector<std::string> referenced_columns;  // as they are written
  std::string on_delete;
  bool deferrable = false;
  bool locks_others = false;           // the referenced table is one that others use
  Ternary indexed = Ternary::unknown;  // at the script's end; see note_foreign_keys()
};

// What a statement does to partitions.
struct PartitionDetails {
  std::string parent;                  // of a partition that is created
  std::string default_partition;       // of the partitioned table
  Ternary scan = Ternary::no;          // of the partition that is attached
  Ternary default_scan = Ternary::no;  // of the default partition
  bool makes_default = false;
  std::size_t locked = 0;  // partitions, heavily
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
  std::string source = {};  // what it came from: a Python call as if it began a line, or the SQL
  const FactSettings* settings = &no_settings;
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
  bool inlined = false;       // a constraint written with its column
  bool type_missing = false;  // of an added column: nothing has made the type
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

  // In milliseconds; 0: none.
  std::optional<std::int64_t> lock_timeout, statement_timeout, idle_timeout;
  std::vector<std::string> held;  // relations whose reads or writes the transaction blocks already

  // The heavy locks on what others can see already, without `parts`.
  std::vector<RelationLock> on_existing;

  // What CASCADE takes along, or would; nothing where the schema cannot tell.
  std::optional<std::vector<Dependent>> dependents;
  std::vector<std::string> also_truncated;    // by CASCADE, besides the tables that are named
  std::vector<std::string> exclusive_tables;  // of `on_existing`: tables under ACCESS EXCLUSIVE
  std::string column_references;              // by a foreign key of the dropped column
  Ternary required = Ternary::unknown;  // the dropped column: every INSERT has to give it a value
  std::string narrowing;                // what ALTER COLUMN … TYPE does to values that do not fit
  std::string view_conflict;            // why CREATE OR REPLACE VIEW is refused
  std::string doubled_column;           // that is listed or assigned twice
  std::string numbered_column;          // serial or identity, which an INSERT fills itself
  std::string new_label_type;           // the enum of `new_label`
  std::string new_label;                // an enum's, that the same transaction has added
  bool own_columns = false;             // some of `columns` were added by this script
  bool has_star = false;                // of a view: SELECT *
  bool has_columns = true;              // the INSERT lists its columns
  bool guarded = false;                 // IF EXISTS, IF NOT EXISTS or OR REPLACE is written
  Ternary exists = Ternary::no;         // what it creates is there already
  bool by_runner = false;               // BEGIN and COMMIT around a block of the runner's
  ScriptPosition position;

  bool new_table = false;
  bool only_small_tables = false;  // each existing one that it is about, or locks heavily
  const FactSettings* settings = &no_settings;
  Ternary own_object = Ternary::no;     // what it drops or renames is the revision's own
  std::vector<std::string> mixed_with;  // tables whose schema its transaction changes as well

  bool if_not_exists = false;
  bool only = false;
  std::string required_by;      // what needs the index that is dropped: "constraint t_pkey"
  bool own_column = false;      // added by the script, to a table that was there before
  std::string relation_kind;    // of `table`: "table", "partitioned", "view", …
  std::string definition;       // of a constraint that is added: "CONSTRAINT a CHECK (…)"
  std::string constraint_kind;  // of one that is dropped: "primary key", …
  bool alone = true;            // the only action of its ALTER TABLE
  bool enforced = true;         // each constraint that it adds
  bool replaced = false;        // the script makes another one of what is dropped
  bool loses_primary_key = false;
  std::string check_culprit;            // a function in a CHECK that depends on more than the row
  std::string checked_column;           // of CHECK (column IS NOT NULL)
  Ternary domain_in_use = Ternary::no;  // of ALTER DOMAIN
  Ternary rechecks = Ternary::no;       // by ALTER COLUMN … TYPE: a CHECK reads all rows
  std::vector<std::string> key_lacks;   // columns of the partition key
  std::vector<std::string> other_ends;  // tables whose foreign keys go with what is dropped
  std::vector<AddedForeignKey> foreign_keys;
  std::string collation_clash;               // of a foreign key: "public.ci and default"
  std::vector<std::string> missing_indexes;  // statements that make them
  IndexDetails index_details;
  std::vector<std::string> steps;  // what leads to the same without its harm, as SQL
  PartitionDetails partition;
  std::optional<LockMode> held_mode;  // on `table`, before it
  bool locked_anyway = false;         // LOCK TABLE: a later statement takes the lock as well
  Ternary populated = Ternary::unknown, has_unique_index = Ternary::unknown;  // a materialized view
  std::string setting, setting_value;                                         // of SET
  bool disables_triggers = false;                                             // ALL or USER
  bool disables_autovacuum = false;
  bool unlogged = false;
  std::string tablespace;  // the new one
  bool column_not_null = false;
  int pg_version = 15;
  PracticeFacts practice;

  Direction direction = Direction::upgrade;
  bool in_transaction = true;
  bool conditional = false;
  std::string dialect;
  std::string sql, source;
  std::string reason;       // why it is opaque, or what the grammar says
  std::string observation;  // of an opaque one: Observation::text
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
