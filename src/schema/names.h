#pragma once

// Names of objects, and those that PostgreSQL chooses where a statement gives none.

#include <functional>
#include <string>
#include <vector>

#include "sql/table.h"

namespace migcheck {

// "first_second_label", with the longer of the two parts cut, at a character's boundary, until the
// whole fits into 63 bytes. `second` may be empty.
// Source: makeObjectName in PostgreSQL's src/backend/commands/indexcmds.c.
std::string object_name(std::string first, std::string second, const std::string& label);

// The first of label, label1, label2, … whose object_name() is not taken.
// Source: ChooseRelationName and ChooseConstraintName.
std::string free_name(const std::string& first, const std::string& second, const std::string& label,
                      const std::function<bool(const std::string&)>& is_taken);

// The columns' names as a part of a generated name: "a_b".
// Source: ChooseIndexNameAddition and ChooseForeignKeyConstraintNameAddition.
std::string name_addition(const std::vector<std::string>& columns);

// What an index calls its keys and included columns, each name once; an expression by its outermost
// function or type, else "expr". Source: ChooseIndexColumnNames and FigureIndexColname.
std::vector<std::string> index_column_names(const std::vector<sql::IndexKey>& keys,
                                            const std::vector<std::string>& include);

// "public.users" → {"public", "users"}.
sql::Name unqualified(const std::string& name);

// The same name in another schema, and another name in the same schema.
std::string in_schema(const std::string& schema, const std::string& qualified);
std::string sibling(const std::string& qualified, const std::string& name);

// As it has to be written in SQL: public."Users".
std::string quoted_name(const std::string& qualified);

}  // namespace migcheck
