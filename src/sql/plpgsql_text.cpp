#include "core/text.h"
#include "sql/plpgsql_idiom.h"
#include "sql/tree.h"

namespace migcheck::sql {

namespace {

using Text = std::optional<ExecutedText>;

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
  return ExecutedText{left->text + right->text, left->complete && right->complete};
}

ExecutedText name(const Text& value) {
  if (!value || !value->complete) return {quoted(kUnknownName), false};
  return {quoted(value->text)};
}

Text formatted_as(char form, const Text& value) {
  if (form == 'I') return name(value);
  if (!value) return std::nullopt;
  if (form == 's') return value;
  if (form != 'L' || !value->complete) return std::nullopt;
  return ExecutedText{literal(value->text)};
}

// Only %s, %I, %L and %%: no positions, no widths.
// Source: PostgreSQL documentation, 9.4.1 format.
Text formatted(std::span<Node* const> arguments) {
  std::vector<Text> values;
  for (const Node* argument : arguments) values.push_back(text_in(argument));
  if (values.empty() || !values.front() || !values.front()->complete) return std::nullopt;
  ExecutedText made;
  std::size_t next = 1;
  const std::string& format = values.front()->text;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      made.text += format[i];
      continue;
    }
    if (++i == format.size()) return std::nullopt;
    if (format[i] == '%') {
      made.text += '%';
      continue;
    }
    if (next == values.size()) return std::nullopt;
    const Text part = formatted_as(format[i], values[next++]);
    if (!part) return std::nullopt;
    made.text += part->text;
    made.complete = made.complete && part->complete;
  }
  return made;
}

Text of_call(const PgQuery__FuncCall* call) {
  const Name function = name_of(MIGCHECK_LIST(call, funcname));
  if (!function.schema.empty() && function.schema != "pg_catalog") return std::nullopt;
  const std::span<Node* const> arguments = MIGCHECK_LIST(call, args);
  if (function.name == "format" && !call->func_variadic) return formatted(arguments);
  if (arguments.size() != 1) return std::nullopt;
  const Text value = text_in(arguments.front());
  if (function.name == "quote_ident") return name(value);
  if (function.name == "quote_literal") return formatted_as('L', value);
  return std::nullopt;
}

Text text_in(const Node* node) {
  if (node == nullptr) return std::nullopt;
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_A_CONST:
      if (node->a_const->isnull) return std::nullopt;
      return ExecutedText{constant_of(node->a_const)};
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

std::optional<ExecutedText> text_of_expression(const std::string& expression) {
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
