#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/value.h"
#include "dialect/alembic/sqlalchemy/name.h"

namespace migcheck::alembic {

struct SqlType;
using TypePtr = std::shared_ptr<const SqlType>;

// A type that CREATE TYPE (or CREATE DOMAIN) makes.
struct NamedType {
  enum class Kind { enumeration, domain };

  Kind kind = Kind::enumeration;
  Name name;
  std::optional<Name> schema;
  std::vector<std::string> labels;  // of an enumeration
  std::string definition;           // of a domain: what follows AS
  bool create_with_table = true;    // False: create_type=False, or it belongs to a MetaData
  bool inherits_schema = false;     // it is made in its table's schema
  bool schema_of_metadata = false;  // `schema` is not its own
};

// A column's type.
struct SqlType {
  // What decides how a Python value becomes a literal, and whether a key column is a SERIAL.
  enum class Family {
    null,
    text,
    integer,
    numeric,
    boolean,
    date,
    time,
    timestamp,
    interval,
    uuid,
    json,
    binary,
    array,
    hstore,
    range,
    enumeration,
    other
  };

  Family family = Family::null;
  std::string sql;     // as in a column definition; empty for the null type
  std::string serial;  // what an autoincrementing key column of this type is; empty: not possible
  std::optional<NamedType> named;
  TypePtr item;        // of an array
  int dimensions = 1;  // of an array

  // CHECK (column IN (…)) of Enum(native_enum=False, create_constraint=True).
  bool checks_labels = false;
  std::optional<Name> check_name;
  std::vector<std::string> labels;
  std::vector<std::string> members;       // of an enum class: the names that stand for the labels
  std::vector<std::string> member_texts;  // of one that derives from str: what they are as strings

  bool uuid_without_dashes = false;  // UUID(as_uuid=False): SQLAlchemy removes them

  bool is_null() const { return family == Family::null; }

  // `sql` with the table's schema for a type that inherits it.
  std::string sql_in(const std::optional<Name>& table_schema) const;
};

// The type that a value (a class or an instance) stands for. Refuses an unknown one.
// Source: SQLAlchemy's PGTypeCompiler.
TypePtr lower_type(const python::Value& value, std::string_view label,
                   const LoweringOptions& options);

TypePtr null_type();

// The type of SQL text such as "VARCHAR(32)": its family comes from the first word.
TypePtr type_of_sql(std::string sql);

// Built-in names of third-party column types.
// Source: those seen in open-source migrations; the packages' own `impl`.
std::optional<std::string> third_party_type(const python::External& type);

}  // namespace migcheck::alembic
