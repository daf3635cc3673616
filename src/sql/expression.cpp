#include "sql/expression.h"

#include "core/text.h"

namespace migcheck::sql {

namespace {

using Kind = Expression::Kind;

std::string joined(const std::vector<Expression>& parts, std::string_view separator) {
  std::vector<std::string> texts;
  for (const Expression& part : parts) texts.push_back(to_string(part));
  return join(texts, separator);
}

std::string argument(const Expression& expression, std::size_t index) {
  return index < expression.arguments.size() ? to_string(expression.arguments[index]) : "";
}

std::string rest(const Expression& expression) {
  if (expression.arguments.size() < 2) return {};
  return joined({expression.arguments.begin() + 1, expression.arguments.end()}, ", ");
}

std::string operation(const Expression& expression) {
  if (expression.arguments.size() == 1) return expression.text + " " + argument(expression, 0);
  return "(" + argument(expression, 0) + " " + expression.text + " " + rest(expression) + ")";
}

}  // namespace

std::string to_string(const Expression& expression) {
  switch (expression.kind) {
    case Kind::constant:
      return "'" + replace_all(expression.text, "'", "''") + "'";
    case Kind::null:
      return "NULL";
    case Kind::column:
      return quoted(expression.text);
    case Kind::function:
      return to_string(expression.name) + "(" + joined(expression.arguments, ", ") + ")";
    case Kind::special:
      return expression.text;
    case Kind::operation:
      return operation(expression);
    case Kind::in_list:
      return "(" + argument(expression, 0) + " IN (" + rest(expression) + "))";
    case Kind::between:
      return "(" + argument(expression, 0) + " BETWEEN " + argument(expression, 1) + " AND " +
             argument(expression, 2) + ")";
    case Kind::cast:
      return argument(expression, 0) + "::" + to_string(*expression.type);
    case Kind::conjunction:
      return "(" + joined(expression.arguments, " AND ") + ")";
    case Kind::disjunction:
      return "(" + joined(expression.arguments, " OR ") + ")";
    case Kind::negation:
      return "NOT " + argument(expression, 0);
    case Kind::is_null:
      return argument(expression, 0) + " IS NULL";
    case Kind::is_not_null:
      return argument(expression, 0) + " IS NOT NULL";
    case Kind::subquery:
      return "(subquery " + joined(expression.arguments, ", ") + ")";
    case Kind::parameter:
      return "$";
    case Kind::compound:
      return expression.text + "(" + joined(expression.arguments, ", ") + ")";
    case Kind::other:
      break;
  }
  return "(" + expression.text + ")";
}

}  // namespace migcheck::sql
