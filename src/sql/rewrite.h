#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sql/name.h"

namespace migcheck::sql {

// What a text is: an expression by itself, or a statement (a query is one).
enum class Form { expression, statement };

// What is to stand in place of the names of a text. A function that is not set leaves its names as
// they are.
struct NameMap {
  // Tables, views, sequences and indexes; also where a literal names one: nextval('users_id_seq'),
  // currval, setval, pg_get_serial_sequence, 'users'::regclass. Names of WITH queries are not
  // asked.
  std::function<Name(const Name&)> relation;
  std::function<Name(const Name&)> type;  // of casts, arguments, results, columns
  std::function<Name(const Name&)>
      function;  // of calls, of EXECUTE FUNCTION, and of its own CREATE
  std::function<Name(const Name&)> collation;  // of COLLATE
  // A column that is written without a table, or with one that `own_table` names; only in texts
  // about a single table: checks, indexes, policies, triggers (NEW.x, OLD.x), rules. Inside of a
  // query with FROM, a column without a table is taken for one of its tables.
  std::function<std::string(const std::string&)> column;
  std::string own_table;
  // Columns of every table are asked for, also those that UPDATE and INSERT set.
  bool every_column = false;
  // What stands for table.column%TYPE, if anything is to.
  std::function<std::optional<TypeName>(const Name& table, const std::string& column)> column_type;
};

// The text with other names, as libpg_query's deparser writes it. Texts that do not parse, and what
// the deparser cannot write, come back unchanged. An unqualified result (empty schema) is written
// without a schema. A qualifier that is a relation's own name follows it. Names that are written
// with pg_catalog, and the grammar's own types, are not asked.
std::string rewritten(const std::string& sql, Form form, const NameMap& names);

// Which names a text mentions, without repetition, in the order of the text.
struct MentionedNames {
  std::vector<Name> relations;  // literals such as nextval('…') included, WITH queries excluded
  std::vector<Name> types;
  std::vector<Name> functions;
  std::vector<std::string> columns;  // their last part
  bool derived = false;              // there is a query in FROM or WITH, which has columns, too
};
MentionedNames names_in(const std::string& sql, Form form);

}  // namespace migcheck::sql
