#pragma once

#include <string>
#include <vector>

namespace migcheck::sql {

// The name of an object as it is written: without a schema where none is given.
struct Name {
  std::string schema;
  std::string name;

  bool operator==(const Name&) const = default;
};

// A type as it is written, with the grammar's aliases resolved: `integer` is int4, `varchar(20)` is
// varchar with the modifier "20", `char` is bpchar with "1". Built-in types have no schema.
struct TypeName {
  Name name;
  std::vector<std::string> modifiers;  // "20"; names too: geometry(point,4326)
  int array_dimensions = 0;
  std::string interval_fields = {};  // "day to second"; of an interval that is restricted to them
  bool set_of = false;               // SETOF, of a function's result
  std::string column = {};           // table.column%TYPE: then `name` is the table

  bool operator==(const TypeName&) const = default;
};

// "public.users"; without a schema just the name.
std::string to_string(const Name& name);

// As PostgreSQL's format_type prints it: "character varying(20)", "integer[]"; other types with
// their schema where one is written, quoted where they need to be. It can be run.
// Source: format_type_extended in PostgreSQL's src/backend/utils/adt/format_type.c.
std::string to_string(const TypeName& type);

// An identifier as it has to be written in SQL: quoted where it needs to be, as PostgreSQL's
// quote_identifier decides.
std::string quoted(const std::string& identifier);

}  // namespace migcheck::sql
