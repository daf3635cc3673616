#include "sql/deparse.h"

#include <algorithm>

#include "sql/message_tree.h"

namespace migcheck::sql {

namespace {

constexpr std::string_view select = "SELECT ";

// SET a = 1, (b, c) = (…): the deparser loses c where the list does not begin with a row.
bool has_late_row(std::span<Node* const> targets) {
  for (std::size_t i = 1; i < targets.size(); ++i) {
    if (targets[i]->node_case != PG_QUERY__NODE__NODE_RES_TARGET) continue;
    const Node* value = targets[i]->res_target->val;
    if (value != nullptr && value->node_case == PG_QUERY__NODE__NODE_MULTI_ASSIGN_REF &&
        value->multi_assign_ref->colno == 1) {
      return true;
    }
  }
  return false;
}

// FOR UPDATE OF t NOWAIT: the deparser forgets a blank.
bool has_glued_words(const PgQuery__LockingClause* clause) {
  return clause->n_locked_rels > 0 &&
         clause->wait_policy != PG_QUERY__LOCK_WAIT_POLICY__LockWaitBlock;
}

// Whether the tree has something that libpg_query's deparser is known to write wrongly.
bool is_written_wrongly(const ProtobufCMessage* root) {
  bool wrong = false;
  walk(root, [&](const ProtobufCMessage* message) {
    if (const auto* update = as<PgQuery__UpdateStmt>(message, pg_query__update_stmt__descriptor)) {
      wrong |= has_late_row(MIGCHECK_LIST(update, target_list));
    } else if (const auto* conflict = as<PgQuery__OnConflictClause>(
                   message, pg_query__on_conflict_clause__descriptor)) {
      wrong |= has_late_row(MIGCHECK_LIST(conflict, target_list));
    } else if (const auto* merge =
                   as<PgQuery__MergeWhenClause>(message, pg_query__merge_when_clause__descriptor)) {
      wrong |= has_late_row(MIGCHECK_LIST(merge, target_list));
    } else if (const auto* locking =
                   as<PgQuery__LockingClause>(message, pg_query__locking_clause__descriptor)) {
      wrong |= has_glued_words(locking);
    }
  });
  return wrong;
}

std::string by_deparser(const Node* expression) {
  PgQuery__ResTarget target = PG_QUERY__RES_TARGET__INIT;
  target.val = const_cast<Node*>(expression);
  Node target_node = PG_QUERY__NODE__INIT;
  target_node.node_case = PG_QUERY__NODE__NODE_RES_TARGET;
  target_node.res_target = &target;
  Node* targets[] = {&target_node};
  PgQuery__SelectStmt query = PG_QUERY__SELECT_STMT__INIT;
  query.n_target_list = 1;
  query.target_list = targets;
  query.limit_option = PG_QUERY__LIMIT_OPTION__LIMIT_OPTION_DEFAULT;
  query.op = PG_QUERY__SET_OPERATION__SETOP_NONE;
  Node statement = PG_QUERY__NODE__INIT;
  statement.node_case = PG_QUERY__NODE__NODE_SELECT_STMT;
  statement.select_stmt = &query;
  const std::string text = deparsed(static_cast<const Node*>(&statement));
  return text.starts_with(select) ? text.substr(select.size()) : "";
}

// The deparser costs more than parsing a column does, and most expressions are one of a few forms.
// What follows writes these as the deparser does, and gives nothing for all others.

bool is_plain_word(const std::string& word) {
  return !word.empty() && !(word[0] >= '0' && word[0] <= '9') &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

std::string quick_string(const std::string& value) {
  if (value.find_first_of("'\\") != std::string::npos) return {};
  return "'" + value + "'";
}

std::string quick_constant(const PgQuery__AConst* value) {
  if (value->isnull) return "NULL";
  switch (value->val_case) {
    case PG_QUERY__A__CONST__VAL_IVAL:
    case PG_QUERY__A__CONST__VAL_FVAL:
    case PG_QUERY__A__CONST__VAL_BOOLVAL:
      return constant_of(value);
    case PG_QUERY__A__CONST__VAL_SVAL:
      return quick_string(text_of(value->sval->sval));
    default:
      return {};
  }
}

// Only functions whose name is no keyword: the deparser quotes some of these.
std::string quick_call(const PgQuery__FuncCall* call) {
  static constexpr std::string_view known[] = {
      "clock_timestamp",  "gen_random_uuid",     "now",
      "random",           "statement_timestamp", "timezone",
      "uuid_generate_v1", "uuid_generate_v4",    "txid_current"};
  if (call->n_funcname != 1 || call->n_args != 0 || call->agg_star || call->agg_filter ||
      call->over || call->n_agg_order > 0) {
    return {};
  }
  const std::string name = string_of(call->funcname[0]);
  return std::ranges::find(known, name) == std::end(known) ? "" : name + "()";
}

std::string quick_type(const PgQuery__TypeName* type) {
  static constexpr std::string_view known[] = {"bytea", "date", "inet", "json",
                                               "jsonb", "text", "uuid", "regclass"};
  if (type->n_typmods > 0 || type->n_array_bounds > 0 || type->setof || type->pct_type) return {};
  const std::vector<std::string> names = strings_of(MIGCHECK_LIST(type, names));
  if (names.size() == 1 && std::ranges::find(known, names[0]) != std::end(known)) return names[0];
  return names == std::vector<std::string>{"pg_catalog", "varchar"} ? "varchar" : "";
}

std::string quick_cast(const PgQuery__TypeCast* cast) {
  if (cast->arg == nullptr || cast->arg->node_case != PG_QUERY__NODE__NODE_A_CONST ||
      cast->arg->a_const->val_case != PG_QUERY__A__CONST__VAL_SVAL) {
    return {};
  }
  const std::string type = quick_type(cast->type_name);
  const std::string value = type.empty() ? "" : quick_constant(cast->arg->a_const);
  return value.empty() ? "" : value + "::" + type;
}

std::string quick_column(const PgQuery__ColumnRef* column) {
  if (column->n_fields != 1) return {};
  const std::string name = string_of(column->fields[0]);
  return is_plain_word(name) && quoted(name) == name ? name : "";
}

// A column or a constant, which needs no parentheses anywhere; negative numbers do.
std::string quick_leaf(const Node* node) {
  if (node == nullptr) return {};
  if (node->node_case == PG_QUERY__NODE__NODE_COLUMN_REF) return quick_column(node->column_ref);
  if (node->node_case != PG_QUERY__NODE__NODE_A_CONST) return {};
  std::string text = quick_constant(node->a_const);
  return text.starts_with('-') ? "" : text;
}

// size > 0
std::string quick_comparison(const PgQuery__AExpr* expression) {
  static constexpr std::string_view known[] = {"=", "<>", "<", "<=", ">", ">="};
  if (expression->kind != PG_QUERY__A__EXPR__KIND__AEXPR_OP || expression->n_name != 1) return {};
  const std::string name = string_of(expression->name[0]);
  if (std::ranges::find(known, name) == std::end(known)) return {};
  const std::string left = quick_leaf(expression->lexpr);
  const std::string right = left.empty() ? "" : quick_leaf(expression->rexpr);
  return right.empty() ? "" : left + " " + name + " " + right;
}

std::string quick_null_test(const PgQuery__NullTest* test) {
  const std::string tested = quick_leaf(test->arg);
  if (tested.empty()) return {};
  const bool is_null = test->nulltesttype == PG_QUERY__NULL_TEST_TYPE__IS_NULL;
  return tested + (is_null ? " IS NULL" : " IS NOT NULL");
}

std::string quick(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_A_EXPR:
      return quick_comparison(node->a_expr);
    case PG_QUERY__NODE__NODE_NULL_TEST:
      return quick_null_test(node->null_test);
    case PG_QUERY__NODE__NODE_A_CONST:
      return quick_constant(node->a_const);
    case PG_QUERY__NODE__NODE_FUNC_CALL:
      return quick_call(node->func_call);
    case PG_QUERY__NODE__NODE_TYPE_CAST:
      return quick_cast(node->type_cast);
    case PG_QUERY__NODE__NODE_COLUMN_REF:
      return quick_column(node->column_ref);
    case PG_QUERY__NODE__NODE_SQLVALUE_FUNCTION:
      return node->sqlvalue_function->op == PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIMESTAMP
                 ? "CURRENT_TIMESTAMP"
                 : "";
    default:
      return {};
  }
}

}  // namespace

std::string deparsed(const PgQuery__ParseResult* result) {
  if (is_written_wrongly(&result->base)) return {};
#if MIGCHECK_POSTGRES_STRUCTS
  std::string text = native_deparsed(*result);
#else
  std::string text = packed_deparsed(*result);
#endif
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::string deparsed(const Node* statement) {
  PgQuery__RawStmt raw = PG_QUERY__RAW_STMT__INIT;
  raw.stmt = const_cast<Node*>(statement);
  PgQuery__RawStmt* statements[] = {&raw};
  PgQuery__ParseResult result = PG_QUERY__PARSE_RESULT__INIT;
  result.version = PG_VERSION_NUM;
  result.n_stmts = 1;
  result.stmts = statements;
  return deparsed(&result);
}

std::string deparsed_expression(const Node* expression) {
  if (expression == nullptr) return {};
  std::string text = quick(expression);
  return text.empty() ? by_deparser(expression) : text;
}

}  // namespace migcheck::sql
