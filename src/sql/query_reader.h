#pragma once

// Internal to sql/: goes through a query with all that it contains, and resolves its names.

#include <deque>

#include "sql/query_scope.h"

namespace migcheck::sql {

class QueryReader {
 public:
  // What is to happen at each place; those that are not set are passed over. The tree may be
  // changed at the place, not elsewhere.
  struct Hooks {
    bool types = true;  // false: nobody asks for the types and collations of columns
    std::function<void(PgQuery__SelectStmt*, const Level&)> select;  // after its FROM is known
    std::function<void(PgQuery__ColumnRef*, const Resolved&)> column;
    std::function<void(const FromItem&, const std::string& column)> join_column;  // of USING
    // (…).name, of a value of that type, where it can be told.
    std::function<void(Node* name, const std::optional<TypeName>&)> field;
  };

  QueryReader(Tree& tree, const Catalog& catalog, Hooks hooks)
      : tree_(tree), catalog_(catalog), hooks_(std::move(hooks)) {}

  // Reads the text's one query; nothing where it is not one, or its columns cannot be told.
  ResultColumns read();

  // A name was met that cannot be resolved, or a form that is not known here.
  bool failed() const { return failed_; }

 private:
  ResultColumns query(const Node* node, const Level* outer);
  ResultColumns select(PgQuery__SelectStmt* statement, const Level* outer);
  ResultColumns set_operation(PgQuery__SelectStmt* statement, const Level& level);
  ResultColumns values(PgQuery__SelectStmt* statement, const Level& level);
  ResultColumns targets(PgQuery__SelectStmt* statement, const Level& level);
  void read_with(const PgQuery__WithClause* with, Level& level);
  void read_common(PgQuery__CommonTableExpr* common, Level& level, bool recursive);

  // The indexes of the visible columns that the item adds.
  void add_item(const Node* node, Level& level);
  void add_relation(const PgQuery__RangeVar* relation, Level& level);
  void add_subquery(const PgQuery__RangeSubselect* subquery, Level& level);
  void add_function(const PgQuery__RangeFunction* function, Level& level);
  void add_join(const PgQuery__JoinExpr* join, Level& level);
  void merge(const PgQuery__JoinExpr* join, Level& level, std::size_t from, std::size_t middle);
  void rename_columns(FromItem& item, const std::vector<std::string>& names);
  void push_item(FromItem item, const PgQuery__Alias* alias, Level& level);

  void read_expression(const Node* node, const Level& level);
  void read_clauses(PgQuery__SelectStmt* statement, const Level& level,
                    const ResultColumns& columns);
  void read_sorting(std::span<Node* const> clauses, const Level& level,
                    const ResultColumns& columns);
  void read_column(PgQuery__ColumnRef* column, const Level& level);
  void read_fields(PgQuery__AIndirection* read, const Level& level);
  ResultColumn result_column(const PgQuery__ResTarget* target, const Level& level);
  std::optional<TypeName> type_in(const Node* node, const Level& level);

  Level& new_level(const Level* outer);

  Tree& tree_;
  const Catalog& catalog_;
  Hooks hooks_;
  std::deque<Level> levels_;
  bool failed_ = false;
  bool quiet_ = false;  // types are told: no hooks
  int depth_ = 0;
};

// Whether the target is * or t.*.
bool is_star(const Node* target);

}  // namespace migcheck::sql
