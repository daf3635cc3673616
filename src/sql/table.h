#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/boxed.h"
#include "sql/expression.h"
#include "sql/name.h"

namespace migcheck::sql {

// A parameter of WITH (…), SET (…) or of CREATE EXTENSION; a value is text, empty where none
// stands.
struct Option {
  std::string name;  // "toast.fillfactor" where it has a namespace
  std::string value;

  bool operator==(const Option&) const = default;
};

// A key of an index, of an exclusion constraint or of PARTITION BY.
struct IndexKey {
  std::string column;  // empty for an expression
  Boxed<Expression> expression;
  std::string operator_class;
  Name operator_class_name = {};  // the same with its schema, where one is written
  std::vector<Option> operator_class_options = {};
  std::string collation;
  bool default_order = true;  // ascending, nulls last
  bool descending = false;
  std::optional<bool> nulls_first = {};  // where it is written
  std::string exclusion_operator = {};   // WITH …: of an exclusion constraint; "=" or "schema.op"
  Name collation_name = {};              // with its schema, where one is written

  bool operator==(const IndexKey&) const = default;
};

// What is written of a sequence: of CREATE and ALTER SEQUENCE, of an identity column.
struct SequenceOptions {
  Boxed<TypeName> type = {};
  std::optional<std::string> start = {}, increment = {}, minimum = {}, maximum = {}, cache = {};
  bool no_minimum = false;
  bool no_maximum = false;
  std::optional<bool> cycle = {};
  std::optional<std::string> restart = {};  // "" for RESTART without a value
  bool owned_by_none = false;
  Name owner_table = {};  // OWNED BY table.column
  std::string owner_column = {};
  std::string sequence_name = {};  // of an identity column

  bool operator==(const SequenceOptions&) const = default;
};

// A constraint of a table, a column or a domain as it is written.
struct Constraint {
  enum class Kind { not_null, check, primary_key, unique, exclusion, foreign_key };

  Kind kind = Kind::check;
  std::string name;                  // empty: PostgreSQL will choose one
  std::vector<std::string> columns;  // a column's own constraint names that column
  Boxed<Expression> check;
  bool not_valid = false;
  bool enforced = true;
  bool deferrable = false;
  bool initially_deferred = false;
  bool no_inherit = false;
  std::string using_index;
  Name references;
  std::vector<std::string> referenced_columns;
  std::string on_delete;  // "", "cascade", "set null", "set default", "restrict"
  std::string on_update;
  std::string match = {};                     // "", "full"
  std::vector<std::string> set_columns = {};  // ON DELETE SET NULL (…), SET DEFAULT (…)
  std::vector<IndexKey> keys = {};            // of an exclusion constraint
  std::string method = {};                    // of an exclusion constraint's index
  Boxed<Expression> where = {};       // of an exclusion constraint
  std::vector<std::string> include = {};
  std::vector<Option> index_options = {};
  std::string index_tablespace = {};
  bool nulls_not_distinct = false;
};

struct Column {
  enum class Identity { none, always, by_default };
  enum class Generated { no, stored, virtual_ };

  std::string name;
  TypeName type;
  bool not_null = false;
  bool has_default = false;  // a DEFAULT clause is written, even DEFAULT NULL
  Boxed<Expression> default_value;
  Identity identity = Identity::none;
  Generated generated = Generated::no;
  Boxed<Expression> generated_as;
  std::string collation;
  std::vector<Constraint> constraints;  // check, primary key, unique, foreign key
  Boxed<SequenceOptions> identity_options = {};
  std::string storage = {};          // "external"; empty where it is not written
  std::string compression = {};      // "lz4"
  Name collation_name = {};          // the collation with its schema, where one is written
  std::vector<Option> options = {};  // of a foreign table's column
};

enum class Persistence { permanent, unlogged, temporary };

// LIKE table [INCLUDING …] among the elements of a table.
struct Like {
  Name table;
  std::size_t position = 0;  // how many columns of the statement stand before it
  bool comments = false, compression = false, constraints = false, defaults = false,
       generated = false, identity = false, indexes = false, statistics = false, storage = false;
};

// PARTITION BY.
struct PartitionKey {
  std::string strategy;  // "range", "list", "hash"
  std::vector<IndexKey> keys;

  bool operator==(const PartitionKey&) const = default;
};

// CREATE TABLE and CREATE FOREIGN TABLE.
struct CreateTable {
  Name table;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Name> inherits;
  std::vector<Name> like;
  std::optional<Name> partition_of;
  bool default_partition = false;
  std::optional<std::vector<std::string>> partition_key;  // columns; "" for an expression
  Persistence persistence = Persistence::permanent;
  bool if_not_exists = false;
  bool foreign = false;
  bool of_type = false;
  std::vector<Like> likes = {};
  std::optional<PartitionKey> partition_by = {};
  std::string partition_bound = {};  // "FOR VALUES FROM (1) TO (2)", "DEFAULT"
  Name type = {};                    // OF type
  std::vector<Option> options = {};  // WITH (…); of a foreign table OPTIONS (…)
  std::string tablespace = {};
  std::string access_method = {};
  std::string server = {};     // of a foreign table
  std::string on_commit = {};  // "drop", "delete rows"
};

// How much a query reads of the relations that it names.
struct ReadExtent {
  // It reads one relation, and nothing narrows that down: no condition, no LIMIT, no join.
  bool all_rows = false;
  std::vector<std::string> columns = {};  // that it mentions anywhere, without qualifiers; "*"

  bool operator==(const ReadExtent&) const = default;
};

// CREATE TABLE AS, SELECT INTO and CREATE MATERIALIZED VIEW.
struct CreateTableAs {
  Name table;
  std::vector<std::string> columns;
  std::vector<Name> reads;
  Persistence persistence = Persistence::permanent;
  bool materialized_view = false;
  bool with_data = true;
  bool if_not_exists = false;
  std::string query = {};  // as SQL
  std::vector<Option> options = {};
  std::string tablespace = {};
  std::string access_method = {};
  ReadExtent extent = {};
};

enum class ObjectKind {
  table,
  foreign_table,
  view,
  materialized_view,
  index,
  sequence,
  column,
  constraint,
  domain_constraint,
  type,  // enum, composite, range or, in RENAME, any
  domain,
  attribute,
  schema,
  function,  // procedures and aggregates too
  trigger,
  policy,
  rule,
  extension,
  statistics,
  publication,
  subscription,
  collation,
  conversion,
  cast,
  operator_,
  operator_class,
  operator_family,
  text_search_configuration,
  text_search_dictionary,
  text_search_parser,
  text_search_template,
  foreign_server,
  foreign_data_wrapper,
  user_mapping,
  language,
  access_method,
  event_trigger,
  transform,
  role,
  database,
  tablespace,
  default_privileges,
  other,
};

const char* to_string(ObjectKind kind);

// What a partition holds. A bound of a range may be the column `minvalue` or `maxvalue`, as the
// grammar has it.
struct PartitionBound {
  enum class Strategy { list, range, hash, rest };  // `rest` is DEFAULT
  Strategy strategy = Strategy::rest;
  std::vector<Expression> values;        // of a list
  std::vector<Expression> lower, upper;  // of a range

  bool operator==(const PartitionBound&) const = default;
};

// One action of ALTER TABLE (ALTER INDEX, ALTER VIEW, …).
struct AlterAction {
  enum class Kind {
    add_column,
    drop_column,
    set_type,
    set_default,
    drop_default,
    set_not_null,
    drop_not_null,
    set_expression,
    drop_expression,
    add_identity,
    set_identity,
    drop_identity,
    set_statistics,
    set_column_options,
    set_storage,
    set_compression,
    add_constraint,
    drop_constraint,
    validate_constraint,
    alter_constraint,
    attach_partition,
    detach_partition,
    inherit,
    no_inherit,
    set_options,
    set_logged,
    set_unlogged,
    set_access_method,
    set_tablespace,
    cluster_on,
    set_without_cluster,
    switch_trigger,
    switch_rule,
    row_security,
    replica_identity,
    owner,
    of_type,
    other,
  };

  Kind kind = Kind::other;
  std::string name;  // the column, constraint, index or trigger
  Boxed<Column> column;
  Boxed<Constraint> constraint;
  Boxed<TypeName> type;
  std::string collation;
  Boxed<Expression> expression;                // USING, or the default
  std::vector<std::string> options;                    // names of storage parameters
  Name other;                                          // the partition or the parent
  bool default_bound = false;                          // ATTACH PARTITION … DEFAULT
  Boxed<PartitionBound> partition_bound = {};  // ATTACH PARTITION
  bool concurrently = false;                           // DETACH PARTITION
  bool finalize = false;
  std::vector<Option> settings = {};  // SET (…) with values, RESET (…) without
  bool reset = false;                 // RESET (…)
  Boxed<SequenceOptions> sequence = {};  // ADD and SET GENERATED … AS IDENTITY
  std::optional<Column::Identity> identity = {};
  std::string value = {};    // storage, compression, statistics target, owner, tablespace, access
                             // method, replica identity ("full", "nothing", "default", "index"),
                             // row security ("enable", "disable", "force", "no force"), a
                             // trigger's or rule's state ("O", "D", "R", "A"); where that is of all
                             // triggers, `name` is empty and `options` is "ALL" or "USER"
  std::string bound = {};    // ATTACH PARTITION: "FOR VALUES IN ('a')", "DEFAULT"
  Name collation_name = {};  // with its schema, where one is written
  bool if_exists = false;
  bool if_not_exists = false;
  bool cascade = false;
};

struct AlterTable {
  Name table;
  ObjectKind kind = ObjectKind::table;
  bool if_exists = false;
  bool only = false;
  std::vector<AlterAction> actions;
};

struct CreateIndex {
  std::string name;  // empty: PostgreSQL will choose one
  Name table;
  std::string method;
  std::vector<IndexKey> keys;
  std::vector<std::string> include;
  Boxed<Expression> where;
  bool only = false;
  bool unique = false;
  bool concurrently = false;
  bool if_not_exists = false;
  std::vector<Option> options = {};
  std::string tablespace = {};
  bool nulls_not_distinct = false;
};

}  // namespace migcheck::sql
