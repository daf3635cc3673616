#pragma once

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/lock.h"
#include "sql/expression.h"
#include "sql/name.h"
#include "sql/table.h"

// What one SQL statement does, as plain structs: nothing above this layer sees libpg_query.
namespace migcheck::sql {

// A named object; `part` is the trigger, policy, rule, column or constraint of it, where it is one.
struct ObjectRef {
  Name name;
  std::string part;

  // Of a function, aggregate, operator or cast: the types of its arguments, where they are written
  // ("NONE" has an empty name).
  std::optional<std::vector<TypeName>> arguments = {};
};

struct Drop {
  // kind is `function` for procedures and aggregates, too.
  ObjectKind kind = ObjectKind::other;
  std::vector<ObjectRef> objects;
  bool concurrently = false;
  bool cascade = false;
  bool if_exists = false;
};

struct Rename {
  ObjectKind kind = ObjectKind::other;
  ObjectKind relation_kind = ObjectKind::table;  // of what the column belongs to
  ObjectRef object;
  std::string new_name;
  bool if_exists = false;
};

// ALTER … SET SCHEMA.
struct SetSchema {
  ObjectKind kind = ObjectKind::other;
  Name object;
  std::string new_schema;
  std::optional<std::vector<TypeName>> arguments = {};  // of a function
};

struct ChangeOwner {
  ObjectKind kind = ObjectKind::other;
  Name object;
  std::optional<std::vector<TypeName>> arguments = {};  // of a function
  std::string owner = {};
};

struct CreateType {
  enum class Kind { enumeration, composite, range, base };
  Name type;
  Kind kind = Kind::enumeration;
  std::vector<std::string> labels;
  std::vector<Column> attributes = {};  // of a composite type
  std::vector<Option> options = {};     // of a range type: SUBTYPE and its kin
  std::string definition = {};          // the statement; of a range or base type
};

// ALTER TYPE … ADD VALUE, or RENAME VALUE where `renamed` is not empty.
struct AlterEnum {
  Name type;
  std::string value;
  std::string renamed;
  bool if_not_exists = false;
  std::string neighbour = {};  // BEFORE or AFTER this label
  bool after = false;
};

struct CreateDomain {
  Name domain;
  TypeName type;
  bool not_null = false;
  std::vector<Constraint> constraints;
  Boxed<Expression> default_value = {};
  Name collation = {};
};

struct AlterDomain {
  enum class Kind {
    set_default,
    drop_default,
    set_not_null,
    drop_not_null,
    add_constraint,
    drop_constraint,
    validate_constraint,
  };
  Name domain;
  Kind kind = Kind::set_default;
  std::string name;
  Boxed<Constraint> constraint;
  Boxed<Expression> expression = {};  // SET DEFAULT
  bool if_exists = false;
  bool cascade = false;
};

struct CreateSequence {
  Name sequence;
  bool temporary = false;
  bool if_not_exists = false;
  bool unlogged = false;
  SequenceOptions options = {};
};

struct AlterSequence {
  Name sequence;
  SequenceOptions options = {};
  bool if_exists = false;
};

struct CreateView {
  Name view;
  bool replace = false;
  bool temporary = false;
  std::vector<Name> reads;
  std::vector<std::string> columns = {};  // view (a, b)
  std::string query = {};                 // as SQL
  std::vector<Option> options = {};
  std::string check_option = {};  // "local", "cascaded"
  ReadExtent extent = {};
};

struct CreateSchema {
  std::string schema;
  bool if_not_exists = false;
  std::string owner = {};                  // AUTHORIZATION
  std::vector<std::string> elements = {};  // statements that are run in it
};

struct CreateExtension {
  std::string extension;
  bool if_not_exists = false;
  std::string schema = {};
  std::string version = {};
  bool cascade = false;
};

struct FunctionArgument {
  enum class Mode { in, out, in_out, variadic, table };
  std::string name;
  TypeName type;
  Mode mode = Mode::in;
  Boxed<Expression> default_value = {};

  bool operator==(const FunctionArgument&) const = default;
};

struct CreateFunction {
  enum class Volatility { volatile_, stable, immutable };
  Name function;
  std::string language;
  std::string body;
  Volatility volatility = Volatility::volatile_;
  bool replace = false;
  bool procedure = false;
  std::vector<FunctionArgument> arguments = {};
  std::optional<TypeName> returns = {};
  std::string definition = {};  // the statement, without OR REPLACE
  bool security_definer = false;
  bool sets_search_path = false;
};

// ALTER FUNCTION … (volatility, SET, COST, …): not its name, schema or owner.
struct AlterFunction {
  Name function;
  std::optional<std::vector<TypeName>> arguments = {};
  std::vector<Option> options = {};  // "volatility" = "stable", "strict" = "true", …
};

struct CreateTrigger {
  std::string name;
  Name table;
  Name function;
  std::optional<Name> from_table;  // CREATE CONSTRAINT TRIGGER … FROM
  bool replace = false;
  std::string definition = {};            // the statement, without OR REPLACE
  std::vector<std::string> columns = {};  // UPDATE OF …
  bool for_each_row = false;
};

// CREATE and ALTER of something that belongs to a table: policies, rules, extended statistics.
struct TableObject {
  ObjectKind kind = ObjectKind::other;
  std::string name;
  Name table;
  std::string schema = {};      // of extended statistics, where it is written
  bool alter = false;           // ALTER POLICY, ALTER STATISTICS
  bool replace = false;         // CREATE OR REPLACE RULE
  bool if_not_exists = false;   // of extended statistics
  std::string definition = {};  // the statement, without OR REPLACE
  std::string command = {};     // of a policy: "all", "select", …
  bool permissive = false;      // of a policy
};

// CREATE of something that only its definition says more of: collations, casts, operators,
// aggregates, text search objects, publications, servers, event triggers, default privileges.
struct CreateObject {
  ObjectKind kind = ObjectKind::other;
  ObjectRef object;
  bool replace = false;
  bool if_not_exists = false;
  std::string definition;
};

struct Insert {
  Name table;
  std::vector<std::string> columns;
  std::vector<Name> reads;
  bool from_query = false;           // INSERT … SELECT, not VALUES
  std::vector<Name> sequences = {};  // of nextval('…') with a literal
  ReadExtent extent = {};
  bool default_values = false;  // DEFAULT VALUES
  std::string repeated = {};    // a column that is listed twice

  // Positions that every row of VALUES fills with DEFAULT, or with a number below 1.
  std::set<std::size_t> unnumbered = {};
};

struct Update {
  Name table;
  std::vector<std::string> columns;
  Boxed<Expression> where;
  std::vector<Name> reads;
  bool only = false;
  std::string repeated = {};  // a column that is assigned twice, as a whole
};

struct Delete {
  Name table;
  Boxed<Expression> where;
  std::vector<Name> reads;
  bool only = false;
};

struct Merge {
  Name table;
  std::vector<Name> reads;
};

// set_config('name', 'value', local) in a query. Nothing for what is no literal.
struct SetConfig {
  std::optional<std::string> name, value;
  std::optional<bool> local;
  bool reset = false;        // the value is NULL
  bool conditional = false;  // it may not be called
};

// A query. Data-changing WITH clauses are in `writes`.
struct Select {
  std::vector<Name> reads;
  std::vector<Name> writes;
  std::vector<Name> functions;
  std::vector<Name> sequences;  // of nextval('…') and setval('…') with a literal
  std::vector<SetConfig> settings = {};
  bool for_update = false;
  ReadExtent extent = {};
};

struct Copy {
  Name table;  // empty for COPY (query)
  bool from = false;
  std::vector<Name> reads;
  ReadExtent extent = {};
};

struct Truncate {
  std::vector<Name> tables;
  bool cascade = false;
  bool restart_identity = false;
  bool only = false;  // before any of the tables
};

struct LockTable {
  std::vector<Name> tables;
  LockMode mode = LockMode::access_exclusive;
  bool only = false;  // before any of the tables
};

struct Reindex {
  enum class Kind { index, table, schema, system, database };
  Kind kind = Kind::table;
  Name object;
  bool concurrently = false;
};

struct Vacuum {  // and ANALYZE
  std::vector<Name> tables;
  bool vacuum = true;
  bool full = false;
};

struct Cluster {
  Name table;  // empty: all clustered tables
  std::string index;
};

struct Refresh {
  Name view;
  bool concurrently = false;
  bool with_data = true;
};

struct Transaction {
  enum class Kind { begin, commit, rollback, savepoint, release, rollback_to, prepare, other };
  Kind kind = Kind::begin;
  std::string savepoint = {};
  bool chain = false;  // COMMIT and ROLLBACK AND CHAIN
};

// SET, SET LOCAL, RESET.
struct SetVariable {
  std::string name;  // empty for RESET ALL
  std::vector<std::string> values;
  bool local = false;
  bool reset = false;  // RESET, or SET … TO DEFAULT
  bool from_current = false;
};

// DO $$ … $$: what runs inside is text.
struct DoBlock {
  std::string language;
  std::string body;
};

struct Comment {
  ObjectKind kind = ObjectKind::other;
  ObjectRef object;
  std::optional<std::string> text = {};  // NULL removes it
};

struct Grant {  // and REVOKE
  bool revoke = false;
  ObjectKind kind = ObjectKind::other;  // `other` for GRANT role
  bool all_in_schema = false;           // the objects are schemas
  bool defaults = false;                // ALTER DEFAULT PRIVILEGES: the objects are schemas; none
                                        // where it is for all
  bool grant_option = false;            // WITH GRANT OPTION, or GRANT OPTION FOR
  bool cascade = false;
  std::vector<ObjectRef> objects = {};
  std::vector<std::string> grantees = {};  // "public" for PUBLIC
  struct Privilege {
    std::string name;  // "select"; "all"
    std::vector<std::string> columns = {};
  };
  std::vector<Privilege> privileges = {};
  std::vector<std::string> for_roles = {};  // ALTER DEFAULT PRIVILEGES FOR ROLE
};

// ALTER PUBLICATION … ADD TABLE and its kin, CREATE PUBLICATION … FOR TABLE.
struct Publication {
  std::vector<Name> tables;
  bool create = false;
  std::string name = {};
  std::string definition = {};
  bool replaces = false;  // SET TABLE: those that it had are taken out
};

struct Call {
  Name function;
};

// Any other statement, known by PostgreSQL's own name for it.
struct Other {
  std::string tag;                   // the command in capitals: "ALTER SYSTEM"
  std::string role = {};             // of CREATE and ALTER ROLE
  std::vector<Option> options = {};  // of these: "superuser" = "true"; a password has no value
};

using Operation =
    std::variant<Other, CreateTable, CreateTableAs, AlterTable, CreateIndex, Drop, Rename,
                 SetSchema, ChangeOwner, CreateType, AlterEnum, CreateDomain, AlterDomain,
                 CreateSequence, AlterSequence, CreateView, CreateSchema, CreateExtension,
                 CreateFunction, AlterFunction, CreateTrigger, TableObject, CreateObject, Insert,
                 Update, Delete, Merge, Select, Copy, Truncate, LockTable, Reindex, Vacuum, Cluster,
                 Refresh, Transaction, SetVariable, DoBlock, Comment, Grant, Publication, Call>;

}  // namespace migcheck::sql
