#include <algorithm>
#include <array>

#include "sql/query_scope.h"
#include "sql/type_rules.h"

namespace migcheck::sql {

namespace {

struct Figured {
  int strength = 0;
  std::string name;
};

Figured figure(const Node* node);

Figured figure_indirection(const PgQuery__AIndirection* node) {
  for (std::size_t i = node->n_indirection; i > 0; --i) {
    const std::string name = string_of(node->indirection[i - 1]);
    if (!name.empty()) return {2, name};
  }
  return figure(node->arg);
}

Figured figure_cast(const PgQuery__TypeCast* node) {
  Figured inner = figure(node->arg);
  if (inner.strength > 1) return inner;
  return {1, name_of(MIGCHECK_LIST(node->type_name, names)).name};
}

Figured figure_subquery(const PgQuery__SubLink* node) {
  switch (node->sub_link_type) {
    case PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK:
      return {2, "exists"};
    case PG_QUERY__SUB_LINK_TYPE__ARRAY_SUBLINK:
      return {2, "array"};
    case PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK:
      break;
    default:
      return {};
  }
  const PgQuery__SelectStmt* select = node->subselect->select_stmt;
  while (select->larg != nullptr) select = select->larg;
  if (select->n_target_list == 0) return {2, "column1"};
  const PgQuery__ResTarget* target = select->target_list[0]->res_target;
  const std::string name = text_of(target->name);
  return {2, name.empty() ? output_name(target->val) : name};
}

Figured figure_special(const PgQuery__SQLValueFunction* node) {
  static constexpr std::array names = {"",
                                       "current_date",
                                       "current_time",
                                       "current_time",
                                       "current_timestamp",
                                       "current_timestamp",
                                       "localtime",
                                       "localtime",
                                       "localtimestamp",
                                       "localtimestamp",
                                       "current_role",
                                       "current_user",
                                       "user",
                                       "session_user",
                                       "current_catalog",
                                       "current_schema"};
  const auto index = static_cast<std::size_t>(node->op);
  return {2, index < names.size() ? names[index] : ""};
}

Figured figure_case(const PgQuery__CaseExpr* node) {
  Figured inner = figure(node->defresult);
  return inner.strength > 1 ? inner : Figured{1, "case"};
}

Figured figure(const Node* node) {
  if (node == nullptr) return {};
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_COLUMN_REF:
      for (std::size_t i = node->column_ref->n_fields; i > 0; --i) {
        const std::string name = string_of(node->column_ref->fields[i - 1]);
        if (!name.empty()) return {2, name};
      }
      return {};
    case PG_QUERY__NODE__NODE_A_INDIRECTION:
      return figure_indirection(node->a_indirection);
    case PG_QUERY__NODE__NODE_FUNC_CALL:
      return {2, name_of(MIGCHECK_LIST(node->func_call, funcname)).name};
    case PG_QUERY__NODE__NODE_A_EXPR:
      if (node->a_expr->kind == PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF) return {2, "nullif"};
      return {};
    case PG_QUERY__NODE__NODE_TYPE_CAST:
      return figure_cast(node->type_cast);
    case PG_QUERY__NODE__NODE_COLLATE_CLAUSE:
      return figure(node->collate_clause->arg);
    case PG_QUERY__NODE__NODE_GROUPING_FUNC:
      return {2, "grouping"};
    case PG_QUERY__NODE__NODE_SUB_LINK:
      return figure_subquery(node->sub_link);
    case PG_QUERY__NODE__NODE_CASE_EXPR:
      return figure_case(node->case_expr);
    case PG_QUERY__NODE__NODE_A_ARRAY_EXPR:
      return {2, "array"};
    case PG_QUERY__NODE__NODE_ROW_EXPR:
      return {2, "row"};
    case PG_QUERY__NODE__NODE_COALESCE_EXPR:
      return {2, "coalesce"};
    case PG_QUERY__NODE__NODE_MIN_MAX_EXPR:
      return {2,
              node->min_max_expr->op == PG_QUERY__MIN_MAX_OP__IS_GREATEST ? "greatest" : "least"};
    case PG_QUERY__NODE__NODE_SQLVALUE_FUNCTION:
      return figure_special(node->sqlvalue_function);
    default:
      return {};
  }
}

std::optional<TypeName> type_of_constant(const PgQuery__AConst* value) {
  if (value->isnull) return untyped();
  switch (value->val_case) {
    case PG_QUERY__A__CONST__VAL_IVAL:
      return builtin("int4");
    case PG_QUERY__A__CONST__VAL_FVAL: {
      // A whole number that is too large for integer comes as text, too.
      const std::string text = text_of(value->fval->fval);
      if (text.find_first_not_of("-0123456789") != std::string::npos) return builtin("numeric");
      return text.size() < 19 ? std::optional(builtin("int8")) : std::nullopt;
    }
    case PG_QUERY__A__CONST__VAL_BOOLVAL:
      return builtin("bool");
    case PG_QUERY__A__CONST__VAL_SVAL:
      return untyped();
    default:
      return std::nullopt;
  }
}

TypeName full_type(TypeName type, const Catalog& catalog) {
  if (catalog.full_name) type.name = catalog.full_name(type.name);
  return type;
}

bool is_enum(const std::optional<TypeName>& type, const Catalog& catalog) {
  return type && type->array_dimensions == 0 && catalog.is_enum && catalog.is_enum(type->name);
}

std::optional<TypeName> type_of_call(const PgQuery__FuncCall* call, const TypeRules& rules) {
  const Name function = name_of(MIGCHECK_LIST(call, funcname));
  if (rules.catalog.returns) {
    if (std::optional<TypeName> type = rules.catalog.returns(function)) return type;
  }
  if (!function.schema.empty() && function.schema != "pg_catalog") return std::nullopt;
  std::vector<std::optional<TypeName>> arguments;
  for (const Node* argument : MIGCHECK_LIST(call, args)) {
    arguments.push_back(type_of_expression(argument, rules));
  }
  const bool extreme = function.name == "min" || function.name == "max";
  if (extreme && arguments.size() == 1 && is_enum(arguments.front(), rules.catalog)) {
    return arguments.front();
  }
  return type_of_builtin(function.name, arguments);
}

std::optional<TypeName> type_of_special(const PgQuery__SQLValueFunction* node) {
  const std::string name = figure_special(node).name;
  if (name == "current_date") return builtin("date");
  if (name == "current_time") return builtin("timetz");
  if (name == "current_timestamp") return builtin("timestamptz");
  if (name == "localtime") return builtin("time");
  if (name == "localtimestamp") return builtin("timestamp");
  return builtin("name");
}

std::optional<TypeName> type_of_operation(const PgQuery__AExpr* node, const TypeRules& rules) {
  if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF) return std::nullopt;
  if (node->kind != PG_QUERY__A__EXPR__KIND__AEXPR_OP) return builtin("bool");
  const Name name = name_of(MIGCHECK_LIST(node, name));
  if (!name.schema.empty()) return std::nullopt;
  const std::optional<TypeName> right = type_of_expression(node->rexpr, rules);
  if (node->lexpr == nullptr) return type_of_prefix_operator(name.name, right);
  return type_of_operator(name.name, type_of_expression(node->lexpr, rules), right);
}

std::optional<TypeName> common_of(std::span<Node* const> nodes, const TypeRules& rules) {
  std::optional<TypeName> type = untyped();
  for (const Node* node : nodes) type = common_type(type, type_of_expression(node, rules));
  return type;
}

std::optional<TypeName> type_of_case(const PgQuery__CaseExpr* node, const TypeRules& rules) {
  std::optional<TypeName> type =
      node->defresult != nullptr ? type_of_expression(node->defresult, rules) : untyped();
  for (const Node* when : MIGCHECK_LIST(node, args)) {
    if (when->node_case != PG_QUERY__NODE__NODE_CASE_WHEN) return std::nullopt;
    type = common_type(type, type_of_expression(when->case_when->result, rules));
  }
  return type;
}

std::optional<TypeName> type_of_subquery(const PgQuery__SubLink* node, const TypeRules& rules) {
  if (node->sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK) {
    return rules.type_of_query(node->subselect);
  }
  if (node->sub_link_type == PG_QUERY__SUB_LINK_TYPE__ARRAY_SUBLINK) return std::nullopt;
  return builtin("bool");
}

}  // namespace

std::string output_name(const Node* expression) {
  const Figured figured = figure(expression);
  return figured.name.empty() ? "?column?" : figured.name;
}

std::optional<TypeName> type_of_expression(const Node* node, const TypeRules& rules) {
  if (node == nullptr) return std::nullopt;
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_A_CONST:
      return type_of_constant(node->a_const);
    case PG_QUERY__NODE__NODE_COLUMN_REF: {
      const Resolved resolved = resolve(rules.level, node->column_ref);
      return resolved.kind == Resolved::Kind::column ? resolved.type : std::nullopt;
    }
    case PG_QUERY__NODE__NODE_TYPE_CAST:
      return full_type(type_of(node->type_cast->type_name), rules.catalog);
    case PG_QUERY__NODE__NODE_COLLATE_CLAUSE:
      return type_of_expression(node->collate_clause->arg, rules);
    case PG_QUERY__NODE__NODE_FUNC_CALL:
      return type_of_call(node->func_call, rules);
    case PG_QUERY__NODE__NODE_SQLVALUE_FUNCTION:
      return type_of_special(node->sqlvalue_function);
    case PG_QUERY__NODE__NODE_A_EXPR:
      return type_of_operation(node->a_expr, rules);
    case PG_QUERY__NODE__NODE_BOOL_EXPR:
    case PG_QUERY__NODE__NODE_NULL_TEST:
    case PG_QUERY__NODE__NODE_BOOLEAN_TEST:
      return builtin("bool");
    case PG_QUERY__NODE__NODE_COALESCE_EXPR:
      return common_of(MIGCHECK_LIST(node->coalesce_expr, args), rules);
    case PG_QUERY__NODE__NODE_MIN_MAX_EXPR:
      return common_of(MIGCHECK_LIST(node->min_max_expr, args), rules);
    case PG_QUERY__NODE__NODE_CASE_EXPR:
      return type_of_case(node->case_expr, rules);
    case PG_QUERY__NODE__NODE_SUB_LINK:
      return type_of_subquery(node->sub_link, rules);
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
