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
  std::vector<std::string> modifiers;
  int array_dimensions = 0;

  bool operator==(const TypeName&) const = default;
};

// "public.users"; without a schema just the name.
std::string to_string(const Name& name);

// As PostgreSQL's format_type prints it, roughly: "character varying(20)", "integer[]".
std::string to_string(const TypeName& type);

// An identifier as it has to be written in SQL: quoted where it needs to be.
std::string quoted(const std::string& identifier);

}  // namespace migcheck::sql
