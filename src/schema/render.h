#pragma once

#include <string>
#include <vector>

#include "schema/schema.h"

namespace migcheck {

// The model's objects as SQL. Names come out qualified and quoted where they need to be.

// "public.users" of a key of the model; "users" stays as it is.
std::string rendered_name(const std::string& qualified);
std::string rendered_names(const std::vector<std::string>& identifiers);  // "a, b"
std::string rendered_literal(const std::string& text);                    // 'it''s'
std::string uppercased(const std::string& keywords);                      // "SET NULL"

// As it can be written in DDL: "integer", "interval day to second(3)", "app.mood[]".
std::string rendered_type(const sql::TypeName& type);

std::string rendered_options(const std::vector<sql::Option>& options);  // "fillfactor=70, …"

// A foreign object's: "user 'x', …".
std::string rendered_foreign_options(const std::vector<sql::Option>& options);

// What stands in CREATE TABLE and ADD COLUMN. `sequence` is an identity column's, or null.
std::string rendered_column(const SchemaColumn& column, const std::string& table,
                            const Relation* sequence);

// "GENERATED ALWAYS AS IDENTITY (…)".
std::string rendered_identity(const SchemaColumn& column, const std::string& table,
                              const Relation* sequence);

// The expression as DEFAULT takes it: what is more than a constant or a call, in parentheses.
std::string rendered_default(const std::string& expression);

// "ALWAYS", "BY DEFAULT".
std::string rendered_identity_kind(sql::Column::Identity identity);

// " COLLATE …", or nothing.
std::string rendered_collation(const std::string& collation);

// "CONSTRAINT name CHECK (…)", as ADD takes it. `index` is the one behind it, or null.
std::string rendered_constraint(const SchemaConstraint& constraint, const SchemaIndex* index);

std::string rendered_index(const SchemaIndex& index, const std::string& table);

// The keys of an index, an exclusion constraint or PARTITION BY, without the parentheses.
std::string rendered_keys(const std::vector<sql::IndexKey>& keys,
                          const std::vector<std::string>& operators = {});

// " INCREMENT BY 2 …": what is not the default of a sequence of that type.
std::string rendered_sequence_options(const SchemaSequence& sequence);

// The same for ALTER: what has another value than before.
std::string rendered_sequence_changes(const SchemaSequence& before, const SchemaSequence& after);

// CREATE TYPE and CREATE DOMAIN; without the constraints that are NOT VALID.
std::string rendered_type_definition(const SchemaType& type);
std::string rendered_domain_constraint(const SchemaConstraint& constraint);

// "public.add(a integer, text)": what names a function in ALTER, DROP, COMMENT and GRANT.
std::string rendered_signature(const SchemaFunction& function);

}  // namespace migcheck
