#include "sql/deparse.h"
#include "sql/lower.h"

namespace migcheck::sql {

namespace {

using Kind = Expression::Kind;

// Deeper than anything that people write; below it everything is `other`.
constexpr int deepest = 100;

Expression lower(const Node* node, int depth);

void add(Expression& to, std::span<Node* const> nodes, int depth) {
  for (const Node* node : nodes) to.arguments.push_back(lower(node, depth));
}

Expression made(Kind kind, std::string text = {}) {
  Expression expression;
  expression.kind = kind;
  expression.text = std::move(text);
  return expression;
}

Expression constant(const PgQuery__AConst* value) {
  return value->isnull ? made(Kind::null) : made(Kind::constant, constant_of(value));
}

Expression column(const PgQuery__ColumnRef* reference) {
  if (reference->n_fields == 0) return made(Kind::other, "column reference");
  const Node* last = reference->fields[reference->n_fields - 1];
  if (last->node_case != PG_QUERY__NODE__NODE_STRING) return made(Kind::other, "*");
  return made(Kind::column, string_of(last));
}

Expression call(const PgQuery__FuncCall* function, int depth) {
  Expression expression = made(Kind::function);
  expression.name = name_of(MIGCHECK_LIST(function, funcname));
  if (expression.name.schema == "pg_catalog") expression.name.schema.clear();
  add(expression, MIGCHECK_LIST(function, args), depth);
  return expression;
}

// IN and BETWEEN hold their right-hand side in a list.
void add_right_side(Expression& to, const Node* right, int depth) {
  if (right != nullptr && right->node_case == PG_QUERY__NODE__NODE_LIST) {
    add(to, MIGCHECK_LIST(right->list, items), depth);
  } else if (right != nullptr) {
    to.arguments.push_back(lower(right, depth));
  }
}

Expression operation(const PgQuery__AExpr* node, int depth) {
  const Name name = name_of(MIGCHECK_LIST(node, name));
  Expression expression = made(Kind::operation, name.name);
  if (!name.schema.empty() && name.schema != "pg_catalog") expression.name = name;
  if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_IN) {
    expression.kind = expression.text == "=" ? Kind::in_list : Kind::operation;
  } else if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_BETWEEN) {
    expression.kind = Kind::between;
  } else if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_OP_ANY && expression.text == "=") {
    expression.kind = Kind::in_list;
  } else if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_DISTINCT) {
    expression.text = "is distinct from";
  } else if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_NOT_DISTINCT) {
    expression.text = "is not distinct from";
  } else if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF) {
    expression.text = "nullif";
  } else if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_OP_ANY) {
    expression.text += " any";
  } else if (node->kind == PG_QUERY__A__EXPR__KIND__AEXPR_OP_ALL) {
    expression.text += " all";
  }
  if (node->lexpr != nullptr) expression.arguments.push_back(lower(node->lexpr, depth));
  add_right_side(expression, node->rexpr, depth);
  return expression;
}

Expression boolean(const PgQuery__BoolExpr* node, int depth) {
  const Kind kind = node->boolop == PG_QUERY__BOOL_EXPR_TYPE__AND_EXPR  ? Kind::conjunction
                    : node->boolop == PG_QUERY__BOOL_EXPR_TYPE__OR_EXPR ? Kind::disjunction
                                                                        : Kind::negation;
  Expression expression = made(kind);
  add(expression, MIGCHECK_LIST(node, args), depth);
  return expression;
}

Expression subquery(const PgQuery__SubLink* node, int depth) {
  Expression expression = made(Kind::subquery);
  expression.relations = relations_in(node->subselect);
  if (node->subselect != nullptr &&
      node->subselect->node_case == PG_QUERY__NODE__NODE_SELECT_STMT) {
    expression.has_limit = node->subselect->select_stmt->limit_count != nullptr;
  }
  if (node->testexpr != nullptr) expression.arguments.push_back(lower(node->testexpr, depth));
  return expression;
}

Expression cast(const PgQuery__TypeCast* node, int depth) {
  Expression expression = made(Kind::cast);
  expression.type = type_of(node->type_name);
  expression.arguments.push_back(lower(node->arg, depth));
  return expression;
}

Expression null_test(const PgQuery__NullTest* node, int depth) {
  const bool is_null = node->nulltesttype == PG_QUERY__NULL_TEST_TYPE__IS_NULL;
  Expression expression = made(is_null ? Kind::is_null : Kind::is_not_null);
  expression.arguments.push_back(lower(node->arg, depth));
  return expression;
}

Expression compound(std::string text, std::span<Node* const> parts, int depth) {
  Expression expression = made(Kind::compound, std::move(text));
  add(expression, parts, depth);
  return expression;
}

Expression case_of(const PgQuery__CaseExpr* node, int depth) {
  Expression expression = compound("case", MIGCHECK_LIST(node, args), depth);
  if (node->arg != nullptr) expression.arguments.push_back(lower(node->arg, depth));
  if (node->defresult != nullptr) expression.arguments.push_back(lower(node->defresult, depth));
  return expression;
}

Expression case_when(const PgQuery__CaseWhen* node, int depth) {
  Expression expression = made(Kind::compound, "when");
  expression.arguments = {lower(node->expr, depth), lower(node->result, depth)};
  return expression;
}

Expression special(const PgQuery__SQLValueFunction* node) {
  static const char* const names[] = {"",
                                      "CURRENT_DATE",
                                      "CURRENT_TIME",
                                      "CURRENT_TIME",
                                      "CURRENT_TIMESTAMP",
                                      "CURRENT_TIMESTAMP",
                                      "LOCALTIME",
                                      "LOCALTIME",
                                      "LOCALTIMESTAMP",
                                      "LOCALTIMESTAMP",
                                      "CURRENT_ROLE",
                                      "CURRENT_USER",
                                      "USER",
                                      "SESSION_USER",
                                      "CURRENT_CATALOG",
                                      "CURRENT_SCHEMA"};
  const auto index = static_cast<std::size_t>(node->op);
  return made(Kind::special, index < std::size(names) ? names[index] : "");
}

Expression wrapped(std::string text, const Node* argument, int depth) {
  Expression expression = made(Kind::compound, std::move(text));
  expression.arguments.push_back(lower(argument, depth));
  return expression;
}

// The value, then what stands in the brackets.
Expression subscript(const PgQuery__AIndirection* node, int depth) {
  Expression expression = wrapped("subscript", node->arg, depth);
  for (const Node* part : MIGCHECK_LIST(node, indirection)) {
    if (part->node_case != PG_QUERY__NODE__NODE_A_INDICES) continue;
    const PgQuery__AIndices* indices = part->a_indices;
    for (const Node* index : {indices->lidx, indices->uidx}) {
      if (index != nullptr) expression.arguments.push_back(lower(index, depth));
    }
  }
  return expression;
}

Expression xml(const PgQuery__XmlExpr* node, int depth) {
  Expression expression = compound("xml", MIGCHECK_LIST(node, args), depth);
  for (const Node* part : MIGCHECK_LIST(node, named_args)) {
    if (part->node_case != PG_QUERY__NODE__NODE_RES_TARGET) continue;
    expression.arguments.push_back(lower(part->res_target->val, depth));
  }
  return expression;
}

Expression lower(const Node* node, int depth) {
  if (node == nullptr) return made(Kind::other, "nothing");
  if (depth > deepest) return made(Kind::other, "nested too deeply");
  const int deeper = depth + 1;
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_A_CONST:
      return constant(node->a_const);
    case PG_QUERY__NODE__NODE_COLUMN_REF:
      return column(node->column_ref);
    case PG_QUERY__NODE__NODE_FUNC_CALL:
      return call(node->func_call, deeper);
    case PG_QUERY__NODE__NODE_A_EXPR:
      return operation(node->a_expr, deeper);
    case PG_QUERY__NODE__NODE_BOOL_EXPR:
      return boolean(node->bool_expr, deeper);
    case PG_QUERY__NODE__NODE_TYPE_CAST:
      return cast(node->type_cast, deeper);
    case PG_QUERY__NODE__NODE_NULL_TEST:
      return null_test(node->null_test, deeper);
    case PG_QUERY__NODE__NODE_SUB_LINK:
      return subquery(node->sub_link, deeper);
    case PG_QUERY__NODE__NODE_PARAM_REF:
      return made(Kind::parameter);
    case PG_QUERY__NODE__NODE_SQLVALUE_FUNCTION:
      return special(node->sqlvalue_function);
    case PG_QUERY__NODE__NODE_CASE_EXPR:
      return case_of(node->case_expr, deeper);
    case PG_QUERY__NODE__NODE_CASE_WHEN:
      return case_when(node->case_when, deeper);
    case PG_QUERY__NODE__NODE_COALESCE_EXPR:
      return compound("coalesce", MIGCHECK_LIST(node->coalesce_expr, args), deeper);
    case PG_QUERY__NODE__NODE_MIN_MAX_EXPR:
      return compound("greatest or least", MIGCHECK_LIST(node->min_max_expr, args), deeper);
    case PG_QUERY__NODE__NODE_A_ARRAY_EXPR:
      return compound("array", MIGCHECK_LIST(node->a_array_expr, elements), deeper);
    case PG_QUERY__NODE__NODE_ROW_EXPR:
      return compound("row", MIGCHECK_LIST(node->row_expr, args), deeper);
    case PG_QUERY__NODE__NODE_LIST:
      return compound("list", MIGCHECK_LIST(node->list, items), deeper);
    case PG_QUERY__NODE__NODE_BOOLEAN_TEST:
      return wrapped("is true or false", node->boolean_test->arg, deeper);
    case PG_QUERY__NODE__NODE_COLLATE_CLAUSE:
      return wrapped("collate", node->collate_clause->arg, deeper);
    case PG_QUERY__NODE__NODE_A_INDIRECTION:
      return subscript(node->a_indirection, deeper);
    case PG_QUERY__NODE__NODE_XML_EXPR:
      return xml(node->xml_expr, deeper);
    case PG_QUERY__NODE__NODE_XML_SERIALIZE:
      return wrapped("xml", node->xml_serialize->expr, deeper);
    case PG_QUERY__NODE__NODE_NAMED_ARG_EXPR:
      return wrapped("named argument", node->named_arg_expr->arg, deeper);
    default:
      return made(Kind::other, "expression");
  }
}

}  // namespace

Expression lower_expression(const Node* node) { return lower(node, 0); }

Expression lower_stored_expression(const Node* node) {
  Expression expression = lower_expression(node);
  expression.sql = deparsed_expression(node);
  return expression;
}

Boxed<Expression> lower_stored_expression_if(const Node* node) {
  if (node == nullptr) return std::nullopt;
  return lower_stored_expression(node);
}

}  // namespace migcheck::sql
