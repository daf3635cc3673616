#include "core/text.h"
#include "sql/plpgsql_idiom.h"
#include "sql/tree.h"

namespace migcheck::sql {

namespace {

using Text = std::optional<std::string>;

Text text_in(const Node* node);

std::string literal(const std::string& value) {
  const bool escaped = value.find('\\') != std::string::npos;
  return (escaped ? "E'" : "'") + replace_all(replace_all(value, "\\", "\\\\"), "'", "''") + "'";
}

Text joined(const PgQuery__AExpr* node) {
  if (name_of(MIGCHECK_LIST(node, name)) != Name{{}, "||"}) return std::nullopt;
  const Text left = text_in(node->lexpr);
  const Text right = text_in(node->rexpr);
  if (!left || !right) return std::nullopt;
  return *left + *right;
}

// Only %s, %I, %L and %%: no positions, no widths.
// Source: PostgreSQL documentation, 9.4.1 format.
Text formatted(std::span<Node* const> arguments) {
  std::vector<std::string> values;
  for (const Node* argument : arguments) {
    const Text value = text_in(argument);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  if (values.empty()) return std::nullopt;
  std::string text;
  std::size_t next = 1;
  const std::string& format = values.front();
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      text += format[i];
      continue;
    }
    if (++i == format.size()) return std::nullopt;
    if (format[i] == '%') {
      text += '%';
      continue;
    }
    if (next == values.size()) return std::nullopt;
    const std::string& value = values[next++];
    if (format[i] == 's') {
      text += value;
    } else if (format[i] == 'I') {
      text += quoted(value);
    } else if (format[i] == 'L') {
      text += literal(value);
    } else {
      return std::nullopt;
    }
  }
  return text;
}

Text of_call(const PgQuery__FuncCall* call) {
  const Name function = name_of(MIGCHECK_LIST(call, funcname));
  if (!function.schema.empty() && function.schema != "pg_catalog") return std::nullopt;
  const std::span<Node* const> arguments = MIGCHECK_LIST(call, args);
  if (function.name == "format" && !call->func_variadic) return formatted(arguments);
  if (arguments.size() != 1) return std::nullopt;
  const Text value = text_in(arguments.front());
  if (!value) return std::nullopt;
  if (function.name == "quote_ident") return quoted(*value);
  if (function.name == "quote_literal") return literal(*value);
  return std::nullopt;
}

Text text_in(const Node* node) {
  if (node == nullptr) return std::nullopt;
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_A_CONST:
      if (node->a_const->isnull) return std::nullopt;
      return constant_of(node->a_const);
    case PG_QUERY__NODE__NODE_TYPE_CAST:
      if (type_of(node->type_cast->type_name) != TypeName{{{}, "text"}, {}}) return std::nullopt;
      return text_in(node->type_cast->arg);
    case PG_QUERY__NODE__NODE_A_EXPR:
      return joined(node->a_expr);
    case PG_QUERY__NODE__NODE_FUNC_CALL:
      return of_call(node->func_call);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> text_of_expression(const std::string& expression) {
  const Tree tree("SELECT " + expression);
  if (tree.error() || tree.statements().size() != 1) return std::nullopt;
  const Node* statement = tree.statements()[0]->stmt;
  if (statement->node_case != PG_QUERY__NODE__NODE_SELECT_STMT ||
      statement->select_stmt->n_target_list != 1) {
    return std::nullopt;
  }
  return text_in(statement->select_stmt->target_list[0]->res_target->val);
}

}  // namespace migcheck::sql
