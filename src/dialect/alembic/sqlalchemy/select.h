#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/chain.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/query.h"

namespace migcheck::alembic {

// Where a chain begins to be a select: sa.select(…) is its base, table.select() one of its steps,
// a.union(b) too.
struct Start {
  bool found = false;
  std::size_t next_step = 0;             // the first one behind it
  const python::Value* table = nullptr;  // of table.select()

  // Of union(a, b) and a.union(b): what stands between the operands; empty: it is no compound.
  std::string_view compound;
  std::vector<python::Value> operands = {};
};

Start find_start(const Chain& chain);

// What a method is called on.
const python::Value& receiver(const python::External& call);

// One item of FROM, and the tables that need not be named beside it.
struct FromItem {
  std::string sql;
  std::vector<TableReferencePtr> tables;
};

// A select, taken apart.
class Select {
 public:
  Select(const python::Value& value, const Scope& scope);

  std::string sql(Labels labels);
  std::vector<ReferencedColumn> columns();

 private:
  // --- select.cpp: the clauses ---
  std::vector<python::Value> column_values() const;
  std::vector<Fragment> column_fragments(const Scope& scope) const;
  std::vector<Fragment> conditions(std::string_view method, const Scope& scope) const;
  std::vector<Fragment> all_conditions(const Scope& scope) const;
  std::vector<Fragment> named_conditions(const Scope& scope) const;
  std::string columns_sql(const Scope& scope, Labels labels) const;
  std::string name_clause(const std::string& name, std::string_view method,
                          const Scope& scope) const;
  std::string list(std::string_view method, std::string_view keyword, const Scope& scope) const;
  std::string distinct_sql(const Scope& scope) const;
  std::string limits_sql(const Scope& scope) const;
  std::string lock_sql(const Scope& scope) const;
  std::string body_sql(const Scope& scope, const std::vector<FromItem>& items, Labels labels) const;
  std::string compound_sql(const Scope& scope, Labels labels) const;

  // --- select_from.cpp: what it reads from ---
  std::vector<FromItem> from_items(const Scope& scope) const;
  std::vector<FromItem> correlated(std::vector<FromItem> items) const;
  std::vector<TableReferencePtr> correlated_tables() const;
  FromItem join_item(const python::Value& value, const Scope& scope) const;
  void apply_join(std::vector<FromItem>& items, const FromItem& right, const Arguments& arguments,
                  bool outer, const Scope& scope) const;
  void add_join_step(std::vector<FromItem>& items, const Chain::Step& step,
                     const Scope& scope) const;
  FromItem item_of(const python::Value& value, const Scope& scope) const;

  std::vector<const Chain::Step*> steps(std::string_view method) const;

  Scope scope_;
  Chain chain_;
  Start start_;
};

}  // namespace migcheck::alembic
