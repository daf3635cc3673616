#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sql/name.h"
#include "sql/rewrite.h"

namespace migcheck::sql {

// A column of a table, or of what a query yields; without a type where it cannot be told.
struct ResultColumn {
  std::string name;
  std::optional<TypeName> type;
  std::string collation = {};

  bool operator==(const ResultColumn&) const = default;
};

// The columns of a relation, in order; null where they are not known.
using RelationColumns = std::shared_ptr<const std::vector<ResultColumn>>;

// What a query can be resolved against; nothing where the object is not known.
struct Catalog {
  std::function<RelationColumns(const Name& relation)> columns;
  std::function<std::optional<TypeName>(const Name& function)> returns;
  std::function<Name(const Name& type)> full_name = {};  // the type's name with its schema
  std::function<bool(const Name& type)> is_enum = {};
};

// What the query (SELECT, VALUES, TABLE, with WITH, UNION, subqueries in FROM, joins with USING or
// NATURAL, …) yields, in order; nothing where names cannot be told: a function in FROM without a
// column list, a relation that the catalog does not know under a `*`.
// Source: PostgreSQL documentation, 10.5 (types of UNION), 10.6 (output columns), SELECT (names:
// "?column?", the function's name, the cast's type name, "case", "coalesce", …).
std::optional<std::vector<ResultColumn>> columns_of(const std::string& query,
                                                    const Catalog& catalog);

// The query with every `*` and `t.*` written out, as PostgreSQL stores a view, and then with other
// names; nothing where that cannot be told.
std::optional<std::string> expanded(const std::string& query, const Catalog& catalog,
                                    const NameMap& names = {});

// Whether the query has a literal that PostgreSQL reads by its clock when it stores the query, as
// 'now'::timestamp and date 'tomorrow': nothing tells which moment it keeps then.
// Source: PostgreSQL documentation, 8.5.1.4 Special Values.
bool keeps_moment(const std::string& query);

// A column that a query reads: which relation's, under which name.
struct ReadColumn {
  Name relation;  // as it is written
  std::string column;

  bool operator==(const ReadColumn&) const = default;
};

// All columns that an expanded query reads, wherever they stand; nothing where one cannot be told.
std::optional<std::vector<ReadColumn>> columns_read(const std::string& query,
                                                    const Catalog& catalog);

// The expanded query after `from` of `relation` was renamed: it reads the new name and yields the
// same names as before (SELECT name → SELECT title AS name). `catalog` still has the old name.
// Nothing where a column cannot be told.
std::optional<std::string> with_column_renamed(const std::string& query, const Name& relation,
                                               const std::string& from, const std::string& to,
                                               const Catalog& catalog);

// The expanded query after a relation was renamed or moved: qualifiers without an alias follow.
std::optional<std::string> with_relation_renamed(const std::string& query, const Name& from,
                                                 const Name& to, const Catalog& catalog);

}  // namespace migcheck::sql
