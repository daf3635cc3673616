#pragma once

// Internal to catalog_schema.h: asks the catalogs, a file for each of what is asked about.

#include <optional>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "schema/schema.h"

namespace migcheck::catalog {

using Row = Connection::Row;

// Everything is asked under an empty search path, so that names come out qualified.
extern const char* const own;

std::string comment_of(const std::string& catalog);
// "grantee privilege t|…", the owner left out; "-" without privileges of its own.
std::string acl_of(const std::string& acl, const std::string& owner);
Privileges privileges_of(const std::string& text);
std::vector<std::string> list_of(const std::string& text);
std::vector<sql::Option> options_of(const std::string& text);
Boxed<sql::Expression> expression_of(const std::string& text);
sql::TypeName type_of(const std::string& text);
std::string strip_semicolon(std::string text);

struct Reader {
  Connection& connection;
  Store<Relation> relations;
  Store<SchemaIndex> indexes;
  Store<SchemaType> types;
  Store<SchemaFunction> functions;
  Store<DefinedObject> objects;

  void read_relations();
  void read_columns();
  void read_sequences();
  void read_constraints();
  void read_domain_constraints();
  void read_indexes();
  void read_types();
  void read_functions();
  void read_objects();
  void read_parts();
};

}  // namespace migcheck::catalog
