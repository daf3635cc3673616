#pragma once

// Internal to sql/: PostgreSQL's rules of which column a name in a query stands for.

#include <map>
#include <memory>
#include <string_view>

#include "sql/query.h"
#include "sql/tree.h"

namespace migcheck::sql {

using ResultColumns = std::optional<std::vector<ResultColumn>>;

// One thing in FROM under its alias or name.
struct FromItem {
  std::string alias;
  Name relation;  // as it is written; empty for anything but a table or view
  RelationColumns columns;
  // How many columns an alias list names, and their own names: users AS u (a, b)
  std::size_t renamed = 0;
  std::vector<std::string> originals;
  bool has_alias = false;

  const ResultColumn* column(std::string_view name) const;
  std::string original(const std::string& name) const;
};

// What a column of `*` is: of one item, or of both sides of USING.
struct Visible {
  std::string_view name;           // in the item's columns
  std::size_t item = 0;            // the one that `*` takes it from
  std::vector<std::size_t> other;  // sides of USING
  bool merged = false;             // of FULL JOIN: neither side's

  std::vector<std::size_t> items() const;
};

struct Level {
  const Level* outer = nullptr;
  std::vector<FromItem> items;
  std::vector<Visible> visible;
  std::map<std::string, RelationColumns> queries;  // of WITH
  bool known = true;                               // all items' columns are

  const RelationColumns* query(const std::string& name) const;
};

RelationColumns shared(ResultColumns columns);

// What a ColumnRef stands for.
struct Resolved {
  enum class Kind { column, whole_row, unknown };
  Kind kind = Kind::unknown;
  const Level* level = nullptr;
  std::vector<std::size_t> items;  // of the level
  std::string name;
  std::optional<TypeName> type = {};
  std::string collation = {};
  bool local = true;  // of the level that was asked, not of one around it
};

Resolved resolve(const Level& level, const PgQuery__ColumnRef* reference);

// The name that PostgreSQL gives to what a query yields.
// Source: FigureColname in PostgreSQL's src/backend/parser/parse_target.c.
std::string output_name(const Node* expression);

// The type of an expression whose subqueries `type_of_query` tells.
struct TypeRules {
  const Level& level;
  const Catalog& catalog;
  std::function<std::optional<TypeName>(const Node* query)> type_of_query;
};
std::optional<TypeName> type_of_expression(const Node* node, const TypeRules& rules);

}  // namespace migcheck::sql
