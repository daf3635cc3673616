#pragma once

#include <optional>
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
};

struct Drop {
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
};

struct ChangeOwner {
  ObjectKind kind = ObjectKind::other;
  Name object;
};

struct CreateType {
  enum class Kind { enumeration, composite, range, base };
  Name type;
  Kind kind = Kind::enumeration;
  std::vector<std::string> labels;
};

// ALTER TYPE … ADD VALUE, or RENAME VALUE where `renamed` is not empty.
struct AlterEnum {
  Name type;
  std::string value;
  std::string renamed;
  bool if_not_exists = false;
};

struct CreateDomain {
  Name domain;
  TypeName type;
  bool not_null = false;
  std::vector<Constraint> constraints;
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
  std::optional<Constraint> constraint;
};

struct CreateSequence {
  Name sequence;
  bool temporary = false;
  bool if_not_exists = false;
};

struct AlterSequence {
  Name sequence;
};

struct CreateView {
  Name view;
  bool replace = false;
  bool temporary = false;
  std::vector<Name> reads;
};

struct CreateSchema {
  std::string schema;
  bool if_not_exists = false;
  bool has_elements = false;
};

struct CreateExtension {
  std::string extension;
  bool if_not_exists = false;
};

struct CreateFunction {
  enum class Volatility { volatile_, stable, immutable };
  Name function;
  std::string language;
  std::string body;
  Volatility volatility = Volatility::volatile_;
  bool replace = false;
  bool procedure = false;
};

struct CreateTrigger {
  std::string name;
  Name table;
  Name function;
  std::optional<Name> from_table;  // CREATE CONSTRAINT TRIGGER … FROM
  bool replace = false;
};

// CREATE and ALTER of something that belongs to a table: policies, rules, extended statistics.
struct TableObject {
  ObjectKind kind = ObjectKind::other;
  std::string name;
  Name table;
};

struct Insert {
  Name table;
  std::vector<std::string> columns;
  std::vector<Name> reads;
  bool from_query = false;  // INSERT … SELECT, not VALUES
};

struct Update {
  Name table;
  std::vector<std::string> columns;
  std::optional<Expression> where;
  std::vector<Name> reads;
};

struct Delete {
  Name table;
  std::optional<Expression> where;
  std::vector<Name> reads;
};

struct Merge {
  Name table;
  std::vector<Name> reads;
};

// A query. Data-changing WITH clauses are in `writes`.
struct Select {
  std::vector<Name> reads;
  std::vector<Name> writes;
  std::vector<Name> functions;
  std::vector<Name> sequences;  // of nextval('…') and setval('…') with a literal
  bool for_update = false;
};

struct Copy {
  Name table;  // empty for COPY (query)
  bool from = false;
  std::vector<Name> reads;
};

struct Truncate {
  std::vector<Name> tables;
  bool cascade = false;
};

struct LockTable {
  std::vector<Name> tables;
  LockMode mode = LockMode::access_exclusive;
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
  enum class Kind { begin, commit, rollback, savepoint, release, rollback_to, other };
  Kind kind = Kind::begin;
};

// SET, SET LOCAL, RESET.
struct SetVariable {
  std::string name;  // empty for RESET ALL
  std::vector<std::string> values;
  bool local = false;
  bool reset = false;  // RESET, or SET … TO DEFAULT
};

// DO $$ … $$: what runs inside is text.
struct DoBlock {
  std::string language;
  std::string body;
};

struct Comment {
  ObjectKind kind = ObjectKind::other;
  ObjectRef object;
};

struct Grant {  // and REVOKE
  bool revoke = false;
};

// ALTER PUBLICATION … ADD TABLE and its kin, CREATE PUBLICATION … FOR TABLE.
struct Publication {
  std::vector<Name> tables;
  bool create = false;
};

struct Call {
  Name function;
};

// Any other statement, known by PostgreSQL's own name for it.
struct Other {
  std::string tag;  // the command in capitals: "ALTER SYSTEM"
};

using Operation =
    std::variant<Other, CreateTable, CreateTableAs, AlterTable, CreateIndex, Drop, Rename,
                 SetSchema, ChangeOwner, CreateType, AlterEnum, CreateDomain, AlterDomain,
                 CreateSequence, AlterSequence, CreateView, CreateSchema, CreateExtension,
                 CreateFunction, CreateTrigger, TableObject, Insert, Update, Delete, Merge, Select,
                 Copy, Truncate, LockTable, Reindex, Vacuum, Cluster, Refresh, Transaction,
                 SetVariable, DoBlock, Comment, Grant, Publication, Call>;

}  // namespace migcheck::sql
