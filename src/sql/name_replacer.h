#pragma once

// Internal to sql/: puts other names into a tree, place by place.

#include <functional>
#include <map>
#include <set>

#include "sql/name_scope.h"
#include "sql/name_walk.h"

namespace migcheck::sql {

// A repeated field of String nodes: [catalog.][schema.]name.
struct NameField {
  std::size_t* count;
  Node*** items;

  std::span<Node* const> nodes() const { return {*items, *count}; }
};

#define MIGCHECK_NAME_FIELD(message, field) \
  NameField { &(message)->n_##field, &(message)->field }

class NameReplacer {
 public:
  NameReplacer(Tree& tree, const NameMap& names, ColumnsAsked columns)
      : tree_(tree), names_(names), columns_(columns) {}

  void replace(NameField field, const std::function<Name(const Name&)>& map);
  void replace_relation(PgQuery__RangeVar* relation, const NameScope* scope);
  void replace_type(PgQuery__TypeName* type);
  void replace_literal(Node* node);
  void replace_column(PgQuery__ColumnRef* column, const NameScope* scope);
  void replace_locked(PgQuery__LockingClause* clause, const NameScope* scope);
  void replace_column_names(std::span<Node* const> strings);
  void replace_column_name(char*& name);
  void keep_output_name(PgQuery__ResTarget* output);  // before its column is renamed
  void replace_targets(std::span<Node* const> targets);  // that INSERT and UPDATE set
  void replace_type_name(PgQuery__RangeVar* type);  // of CREATE TYPE … AS (…)

  bool has_changed() const { return changed_; }

  // Nothing else is asked for this node.
  void leave(const void* node) { done_.insert(node); }

 private:
  bool settle_column_type(PgQuery__TypeName* type);
  void replace_qualifier(PgQuery__ColumnRef* column, const PgQuery__RangeVar* relation);
  Name mapped(const Name& name, const std::function<Name(const Name&)>& map) const;
  Node* string_node(const std::string& text);
  void put(char*& place, const std::string& text);
  void put(Node*& place, const std::string& text);  // of a String node

  Tree& tree_;
  const NameMap& names_;
  ColumnsAsked columns_;
  std::map<const PgQuery__RangeVar*, std::pair<Name, Name>> replaced_;  // old and new name
  std::set<const void*> done_;
  bool changed_ = false;
};

}  // namespace migcheck::sql
