#include "sql/lower.h"

namespace migcheck::sql {

namespace {

std::string key_action(const char* action) {
  const std::string letter = text_of(action);
  if (letter == "c") return "cascade";
  if (letter == "n") return "set null";
  if (letter == "d") return "set default";
  return letter == "r" ? "restrict" : "";
}

void take_foreign_key(Constraint& constraint, const PgQuery__Constraint* node) {
  constraint.references = name_of(node->pktable);
  const std::vector<std::string> columns = strings_of(MIGCHECK_LIST(node, fk_attrs));
  if (!columns.empty()) constraint.columns = columns;
  constraint.referenced_columns = strings_of(MIGCHECK_LIST(node, pk_attrs));
  constraint.on_delete = key_action(node->fk_del_action);
  constraint.on_update = key_action(node->fk_upd_action);
  constraint.set_columns = strings_of(MIGCHECK_LIST(node, fk_del_set_cols));
  if (text_of(node->fk_matchtype) == "f") constraint.match = "full";
}

// Each element of EXCLUDE is a pair: what is compared, and the operator's name.
void take_exclusion(Constraint& constraint, const PgQuery__Constraint* node) {
  for (const Node* element : MIGCHECK_LIST(node, exclusions)) {
    if (element->node_case != PG_QUERY__NODE__NODE_LIST || element->list->n_items != 2) continue;
    const Node* key = element->list->items[0];
    if (key->node_case != PG_QUERY__NODE__NODE_INDEX_ELEM) continue;
    constraint.keys.push_back(lower_index_key(key->index_elem));
    constraint.keys.back().exclusion_operator = to_string(name_of(element->list->items[1]));
  }
  constraint.method = text_of(node->access_method);
  constraint.where = lower_stored_expression_if(node->where_clause);
}

}  // namespace

std::optional<Constraint::Kind> constraint_kind(PgQuery__ConstrType type) {
  switch (type) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      return Constraint::Kind::not_null;
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
      return Constraint::Kind::check;
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
      return Constraint::Kind::primary_key;
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
      return Constraint::Kind::unique;
    case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
      return Constraint::Kind::exclusion;
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
      return Constraint::Kind::foreign_key;
    default:
      return std::nullopt;
  }
}

void apply_attribute(std::vector<Constraint>& constraints, PgQuery__ConstrType type) {
  if (constraints.empty()) return;
  if (type == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE) constraints.back().deferrable = true;
  if (type == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRED) {
    constraints.back().deferrable = constraints.back().initially_deferred = true;
  }
}

Constraint lower_constraint(const PgQuery__Constraint* node) {
  Constraint constraint;
  constraint.kind = constraint_kind(node->contype).value_or(Constraint::Kind::check);
  constraint.name = text_of(node->conname);
  constraint.columns = strings_of(MIGCHECK_LIST(node, keys));
  constraint.not_valid = node->skip_validation;
  // See restore() in newer_grammar.h.
  constraint.enforced = !(node->skip_validation && node->initially_valid);
  constraint.deferrable = node->deferrable;
  constraint.initially_deferred = node->initdeferred;
  constraint.no_inherit = node->is_no_inherit;
  constraint.using_index = text_of(node->indexname);
  constraint.include = strings_of(MIGCHECK_LIST(node, including));
  constraint.index_options = lower_options(MIGCHECK_LIST(node, options));
  constraint.index_tablespace = text_of(node->indexspace);
  constraint.nulls_not_distinct = node->nulls_not_distinct;
  if (constraint.kind == Constraint::Kind::check) {
    constraint.check = lower_stored_expression(node->raw_expr);
  }
  if (constraint.kind == Constraint::Kind::foreign_key) take_foreign_key(constraint, node);
  if (constraint.kind == Constraint::Kind::exclusion) take_exclusion(constraint, node);
  return constraint;
}

}  // namespace migcheck::sql
