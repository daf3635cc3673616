#pragma once

// Internal to schema/: what an object refers to, as pg_depend has it, and the index of it.

#include <set>
#include <string>
#include <vector>

#include "schema/schema.h"

namespace migcheck {

// The kinds of what can be referred to and of what refers.
enum class ObjectClass { relation, index, type, function, object, constraint };

// An object of any kind: "r public.users". Of functions the name without the arguments.
std::string class_key(ObjectClass object_class, const std::string& name);

struct ClassedName {
  ObjectClass object_class;
  std::string name;
};
ClassedName from_class_key(const std::string& key);

// The class keys of everything that the object refers to, in no order; names of constraints that
// the object has are among them, so that the index tells which tables have one of that name.
std::vector<std::string> references_of(const Relation& relation);
std::vector<std::string> references_of(const SchemaIndex& index);
std::vector<std::string> references_of(const SchemaType& type);
std::vector<std::string> references_of(const SchemaFunction& function);
std::vector<std::string> references_of(const DefinedObject& object);

// Takes note of them in the object; what is noted stays the same list where it is equal.
void note_references(Relation& relation);
void note_references(SchemaIndex& index);
void note_references(SchemaType& type);
void note_references(SchemaFunction& function);
void note_references(DefinedObject& object);

// The same of one expression.
std::vector<std::string> references_of(const sql::Expression& expression);

// The literal of nextval('public.users_id_seq') and its kin, as a qualified name; empty where the
// expression is no such call or does not name its relation literally.
std::string sequence_of(const sql::Expression& expression);

// "public.\"Users\"" → "public.Users". Source: stringToQualifiedNameList.
std::string parsed_name(const std::string& text);

}  // namespace migcheck
