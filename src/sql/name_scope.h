#pragma once

// Internal to sql/: which names stand for what at a place of a query.

#include <map>
#include <optional>
#include <set>

#include "sql/tree.h"

namespace migcheck::sql {

// The names that a statement brings in, and the scope around it.
struct NameScope {
  const NameScope* outer = nullptr;
  bool has_from = false;
  std::set<std::string> queries;                         // of WITH
  std::map<std::string, const PgQuery__RangeVar*> from;  // by alias or name; null for what has an
                                                         // alias or is no relation

  bool is_query(const std::string& name) const;

  // The entry of `from`, of the innermost scope that has one.
  std::optional<const PgQuery__RangeVar*> find(const std::string& qualifier) const;
  bool inside_from() const { return has_from || (outer != nullptr && outer->inside_from()); }
};

// Adds the items of a FROM clause.
void add_from(NameScope& scope, std::span<Node* const> items);
void add_relation(NameScope& scope, const PgQuery__RangeVar* relation);

}  // namespace migcheck::sql
