#pragma once

// Internal to schema/: who may do what with an object that has just been made.
// Source: PostgreSQL documentation, 5.8 Privileges, and ALTER DEFAULT PRIVILEGES.

#include <map>
#include <string>

#include "schema/schema.h"

namespace migcheck {

using Granted = std::map<std::string, std::map<std::string, bool>>;

// What everybody may do without any GRANT.
Granted built_in_privileges(sql::ObjectKind kind);

// The key of the object that stands for ALTER DEFAULT PRIVILEGES [FOR ROLE role] [IN SCHEMA schema]
// … ON TABLES, and what it says is its `object`.
std::string default_privileges_object(sql::ObjectKind kind, const std::string& schema);
std::string default_privileges_key(sql::ObjectKind kind, const std::string& schema,
                                   const std::string& role);

// "IN SCHEMA app … ON TABLES" of such an object: its schema, empty for all, and its kind's words.
std::string schema_of_default_privileges(const DefinedObject& object);
std::string words_of_default_privileges(const DefinedObject& object);

// What the current role's new object of that kind gets, by default privileges that both schemas
// have. Nothing where it gets PostgreSQL's own.
Privileges privileges_of_new(const Schema& from, const Schema& to, sql::ObjectKind kind,
                             const std::string& schema);

}  // namespace migcheck
