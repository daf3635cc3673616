#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/ternary.h"
#include "sql/table.h"

namespace migcheck {

// A type of a column with a drawback that shows when it is too late.
enum class TypeSmell {
  integer_key,
  smallint_key,
  serial,
  varchar_length,
  character,
  timestamp,
  rounded_timestamp,
  money,
  timetz,
  narrow_reference,  // cannot hold every key of the table that it refers to
  unwanted,          // the settings say so
};

struct TypeNote {
  TypeSmell smell = TypeSmell::serial;
  std::string column;
  sql::TypeName type;
  bool not_null = false;
  sql::Column::Identity identity = sql::Column::Identity::none;
  std::string default_sql = {};  // as it is written; empty: none
};

// A name that a statement gives to something.
struct NewName {
  sql::ObjectKind kind = sql::ObjectKind::other;
  std::string name;
};

// What taste, naming and security ask of a statement: the part of StatementFacts that says nothing
// of locks and rows.
struct PracticeFacts {
  std::vector<TypeNote> types;
  std::vector<NewName> names;
  std::vector<std::string> unqualified;  // new tables, views, … without a schema

  std::int64_t padding = 0;               // bytes of a row that another order of columns saves
  std::vector<std::string> better_order;  // of all columns

  std::string sequence_type;  // "integer" where it is written
  bool enumeration = false;   // CREATE TYPE … AS ENUM
  bool placed = true;         // ADD VALUE … BEFORE or AFTER

  std::string index_method;                // "btree"
  std::vector<std::string> index_options;  // the names in WITH (…)
  std::vector<std::string> key_types;      // of the key columns, as far as they are known

  std::string reserved_table;  // that belongs to PostgreSQL, to an extension, or to others
  std::string extension_version;

  bool security_definer = false;
  bool sets_search_path = false;
  bool grants_to_public = false;  // more than PUBLIC has anyway
  bool grants_all = false;
  bool makes_superuser = false;
  bool has_password = false;  // in clear text

  // Judged at the end of the script.
  bool enables_row_security = false;
  Ternary without_primary_key = Ternary::no;
  Ternary without_policy = Ternary::no;
  std::vector<std::string> commands_without_policy;
  std::vector<std::string> missing_columns;
  std::vector<std::string> uncommented;  // the table and its columns
  bool mixed_with_schema = false;        // of a GRANT
};

}  // namespace migcheck
