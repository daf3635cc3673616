#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/alembic/sqlalchemy/column.h"
#include "dialect/alembic/sqlalchemy/index.h"
#include "dialect/alembic/sqlalchemy/naming_convention.h"

namespace migcheck::alembic {

// A table to be created, or the part of one that a column is added to.
struct Table {
  Name name;
  std::optional<Name> schema;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;  // in the order of CREATE TABLE, the primary key first
  std::vector<Index> indexes;
  std::string comment;
  std::vector<std::string> prefixes;
  std::string options;  // what follows the closing parenthesis
  NamingConvention convention;
  IfExists if_not_exists = IfExists::no;
  bool belongs_to_metadata = false;  // sa.Table, whose columns may take types from other tables

  std::string sql_name() const { return quote_qualified(schema, name); }
  NamedTable named() const { return {schema, name}; }
};

// Keywords that a table takes, for a Signature.
inline constexpr std::string_view table_keywords =
    "schema comment prefixes info quote quote_schema if_not_exists implicit_returning "
    "extend_existing keep_existing must_exist sqlite_autoincrement listeners autoload "
    "postgresql_ignore_search_path postgresql_tablespace postgresql_partition_by "
    "postgresql_with_oids postgresql_on_commit postgresql_inherits postgresql_using";

// Fills in what the keywords say.
void read_table_options(const Arguments& arguments, Table& table);

// Adds columns, constraints and indexes, and completes the table: the key, unique=True, index=True.
void add_table_items(const std::vector<python::Value>& items, const LoweringOptions& options,
                     Table& table);

// sa.Table("name", metadata, …) or the call of op.create_table(…).
Table lower_table(const python::Value& value, const LoweringOptions& options);

// The columns of the key that the database fills in by itself: SERIAL, identity, server default.
std::vector<Name> generated_key_columns(const Table& table);

// "name TYPE DEFAULT … NOT NULL" and the inline checks.
// Source: SQLAlchemy's PGDDLCompiler.get_column_specification.
std::string column_sql(const Column& column, const Table& table);

std::string create_table_sql(const Table& table);

// All statements that create a table: types, the table, indexes, comments. Types that are in
// `created_types` are left out, as the others are added to it.
std::vector<std::string> create_table_statements(const Table& table,
                                                 std::vector<std::string>& created_types,
                                                 const LoweringOptions& options);

std::string create_type_sql(const NamedType& type, const std::optional<Name>& table_schema,
                            const LoweringOptions& options);
std::string drop_type_sql(const NamedType& type, const std::optional<Name>& table_schema);

std::string column_comment_sql(const Column& column, const Table& table,
                               const LoweringOptions& options);

}  // namespace migcheck::alembic
