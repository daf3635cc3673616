#pragma once

// Internal to schema/: one name in place of another, wherever an object has it. The overloads
// change what is a field of the object as well as its texts.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "schema/references.h"
#include "schema/schema.h"
#include "sql/rewrite.h"

namespace migcheck {

// In lists of names, and a name by itself.
void replace_name(std::vector<std::string>& list, const std::string& from, const std::string& to);
void replace_name(std::string& name, const std::string& from, const std::string& to);

// A map for texts that knows this one name only. A relation's is a type's, too.
sql::NameMap names_for(ObjectClass object_class, const std::string& from, const std::string& to);

void rename_in(Boxed<sql::Expression>& expression, const sql::NameMap& names);
void rename_in(std::string& statement, const sql::NameMap& names);
void rename_in(Relation& relation, const sql::NameMap& names);
void rename_in(SchemaIndex& index, const sql::NameMap& names);
void rename_in(SchemaType& type, const sql::NameMap& names);
void rename_in(SchemaFunction& function, const sql::NameMap& names);

}  // namespace migcheck
