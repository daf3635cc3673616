#include "sql/name_scope.h"

namespace migcheck::sql {

bool NameScope::is_query(const std::string& name) const {
  for (const NameScope* scope = this; scope != nullptr; scope = scope->outer) {
    if (scope->queries.contains(name)) return true;
  }
  return false;
}

std::optional<const PgQuery__RangeVar*> NameScope::find(const std::string& qualifier) const {
  for (const NameScope* scope = this; scope != nullptr; scope = scope->outer) {
    if (const auto found = scope->from.find(qualifier); found != scope->from.end()) {
      return found->second;
    }
  }
  return std::nullopt;
}

void add_relation(NameScope& scope, const PgQuery__RangeVar* relation) {
  if (relation == nullptr) return;
  if (relation->alias != nullptr) {
    scope.from[text_of(relation->alias->aliasname)] = nullptr;
    return;
  }
  const Name name = name_of(relation);
  scope.from[name.name] = name.schema.empty() && scope.is_query(name.name) ? nullptr : relation;
}

namespace {

void add_alias(NameScope& scope, const PgQuery__Alias* alias) {
  if (alias != nullptr) scope.from[text_of(alias->aliasname)] = nullptr;
}

}  // namespace

void add_from(NameScope& scope, std::span<Node* const> items) {
  std::vector<const Node*> pending(items.begin(), items.end());
  scope.has_from = scope.has_from || !items.empty();
  while (!pending.empty()) {
    const Node* item = pending.back();
    pending.pop_back();
    if (item == nullptr) continue;
    switch (item->node_case) {
      case PG_QUERY__NODE__NODE_RANGE_VAR:
        add_relation(scope, item->range_var);
        break;
      case PG_QUERY__NODE__NODE_JOIN_EXPR:
        add_alias(scope, item->join_expr->alias);
        pending.push_back(item->join_expr->rarg);
        pending.push_back(item->join_expr->larg);
        break;
      case PG_QUERY__NODE__NODE_RANGE_SUBSELECT:
        add_alias(scope, item->range_subselect->alias);
        break;
      case PG_QUERY__NODE__NODE_RANGE_FUNCTION:
        add_alias(scope, item->range_function->alias);
        break;
      case PG_QUERY__NODE__NODE_RANGE_TABLE_SAMPLE:
        pending.push_back(item->range_table_sample->relation);
        break;
      default:
        break;
    }
  }
}

}  // namespace migcheck::sql
