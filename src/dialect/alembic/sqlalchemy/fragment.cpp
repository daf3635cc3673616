#include "dialect/alembic/sqlalchemy/fragment.h"

#include <algorithm>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::External;
using python::Value;
using Family = SqlType::Family;
using Kind = Fragment::Kind;

namespace {

TypePtr boolean_type() {
  static const TypePtr type = type_of_sql("BOOLEAN");
  return type;
}

// The type that a literal takes beside something of `type`.
// Source: SQLAlchemy's TypeEngine.coerce_compared_value.
TypePtr compared_type(const Value& value, const SqlType& type) {
  const TypePtr own = type_of_value(value);
  if (type.is_null()) return own;
  const bool keeps = own->is_null() || own->family == type.family ||
                     ((type.family == Family::enumeration || type.family == Family::uuid) &&
                      own->family == Family::text);
  return keeps ? std::make_shared<const SqlType>(type) : own;
}

bool is_text(const Fragment& fragment) {
  const TypePtr type = fragment.literal && fragment.type->is_null()
                           ? type_of_value(*fragment.literal)
                           : fragment.type;
  return type->family == Family::text || type->family == Family::enumeration;
}

bool is_textual_or_null(const Fragment& fragment) {
  return is_text(fragment) || (fragment.type->is_null() && !fragment.literal);
}

// "+" between texts, arrays and JSON is "||".
std::string_view adapted_operator(std::string_view op, const Fragment& left,
                                  const Fragment& right) {
  if (op != "+") return op;
  if (is_text(left) && is_textual_or_null(right)) return "||";
  if (is_text(right) && is_textual_or_null(left)) return "||";
  const Family family = left.type->family;
  return family == Family::array || family == Family::json ? "||" : op;
}

bool is_comparison(std::string_view op) {
  return find_operator(op).precedence == 5 && op != "||" && op != "NOT" && op != "DISTINCT";
}

std::string_view mirrored(std::string_view op) {
  if (op == "<") return ">";
  if (op == ">") return "<";
  if (op == "<=") return ">=";
  if (op == ">=") return "<=";
  return op;
}

bool is_none(const Fragment& fragment) {
  return fragment.is_constant("NULL") || (fragment.literal && fragment.literal->is_none());
}

// True and False as sa.true() and sa.false().
Fragment constant_of_bool(const Fragment& fragment) {
  const bool* flag = fragment.literal ? fragment.literal->as<bool>() : nullptr;
  return flag ? constant(*flag ? "true" : "false") : fragment;
}

// a == None, a != None, a == True.
std::optional<Fragment> compare_with_constant(const Fragment& left, std::string_view op,
                                              const Fragment& right, const Scope& scope) {
  if (op != "=" && op != "!=") return {};
  if (is_none(right)) return binary(left, op == "=" ? "IS" : "IS NOT", constant("NULL"), scope);
  const Fragment word = constant_of_bool(right);
  if (word.kind != Kind::constant || right.kind == Kind::constant) return {};
  return binary(left, op, word, scope);
}

bool is_integer(const Fragment& fragment) {
  const TypePtr type = fragment.literal ? type_of_value(*fragment.literal) : fragment.type;
  return type->family == Family::integer;
}

TypePtr result_type(std::string_view op, const Fragment& left, const Fragment& right) {
  if (is_comparison(op)) return boolean_type();
  return left.type->is_null() ? right.type : left.type;
}

// SQLAlchemy's true division makes the divisor a number.
Fragment divide(const Fragment& left, const Fragment& right, const Scope& scope) {
  const TypePtr divisor = right.literal ? compared_type(*right.literal, *left.type) : right.type;
  std::string type = "NUMERIC";
  if (divisor->family == Family::numeric) type = divisor->sql.empty() ? "FLOAT" : divisor->sql;
  Fragment cast;
  const std::string sql = render_below(right, find_operator("/"), *left.type, scope);
  cast.sql = "CAST(" + sql + " AS " + type + ")";
  cast.type = type_of_sql(type);
  cast.tables = right.tables;
  return cast;
}

Fragment join_operands(const Fragment& left, std::string_view op, const Fragment& right,
                       const Scope& scope) {
  const Operator found = find_operator(op);
  Fragment result;
  result.left = render_below(left, found, *right.type, scope);
  result.right = render_below(right, found, *left.type, scope);
  result.sql = result.left + " " + std::string(op) + " " + result.right;
  result.op = found;
  result.type = result_type(op, left, right);
  result.tables = left.tables;
  add_tables(result.tables, right.tables);
  return result;
}

Fragment divide_to_floor(const Fragment& left, const Fragment& right, const Scope& scope) {
  Fragment result = join_operands(left, "/", right, scope);
  if (is_integer(left) && is_integer(right)) return result;
  result.sql = "FLOOR(" + result.sql + ")";
  return result;
}

Fragment build_unary(const External& operation, const Scope& scope) {
  const std::string& op = operation.path;
  Fragment operand = build(operation.operands.front(), scope);
  if (op == "~" || op == "not") return negate(operand, scope);
  if (op != "-") refuse(scope.label + " has the operator " + op + ", which is not read");
  const Operator minus = find_operator("-x");
  operand.sql = "-" + render_below(operand, minus, *operand.type, scope);
  operand.kind = Kind::expression;
  operand.literal.reset();
  operand.op = minus;
  operand.anonymous_name.clear();
  return operand;
}

// A value of Python's own, such as a date, on which Python computes by itself.
bool is_plain(const Value& value) { return !value.external() || !type_of_value(value)->is_null(); }

Fragment build_operation(const External& operation, const Scope& scope) {
  if (std::all_of(operation.operands.begin(), operation.operands.end(), is_plain)) {
    refuse(scope.label + " computes with dates in Python, which is not read");
  }
  if (operation.operands.size() == 1) return build_unary(operation, scope);
  std::string_view op = operation.path;
  const Scope inner = inside_operator(scope);
  const Fragment left = build(operation.operands.at(0), inner);
  const Fragment right = build(operation.operands.at(1), inner);
  if (op == "&" || op == "and") return conjunction({left, right}, "AND", scope);
  if (op == "|" && left.kind == Kind::text) alembic_refuses("text() with the operator |");
  if (op == "|" || op == "or") return conjunction({left, right}, "OR", scope);
  if (op == "==") op = "=";
  static constexpr std::string_view known[] = {
      "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "//", "%"};
  if (std::find(std::begin(known), std::end(known), op) == std::end(known)) {
    refuse(scope.label + " has the operator " + std::string(op) + ", which is not read");
  }
  // Python asks the right operand where the left one is a plain value.
  const bool asks_right = left.literal && !right.literal && !right.is_quantified;
  if (is_comparison(op) && (asks_right || left.is_quantified)) {
    return binary(right, mirrored(op), left, scope);
  }
  return binary(left, op, right, scope);
}

// One condition by itself, in WHERE or as the only operand of AND.
Fragment as_condition(Fragment operand, const Scope& scope) {
  const Operator condition = find_operator("bool");
  if (!operand.op || !needs_parentheses(*operand.op, condition)) return operand;
  operand.sql = render_below(operand, condition, *boolean_type(), scope);
  operand.op.reset();
  return operand;
}

// Keeps an expression that a loop has built from overflowing the stack.
class DepthGuard {
 public:
  DepthGuard(int& nesting, const std::string& label) : nesting_(nesting) {
    constexpr int deepest = 200;
    if (nesting_ >= deepest) refuse(label + " is nested too deeply");
    ++nesting_;
  }
  ~DepthGuard() { --nesting_; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;

 private:
  int& nesting_;
};

}  // namespace

Scope inside_operator(Scope scope) {
  scope.inside_operator = true;
  return scope;
}

Fragment constant(std::string_view word) {
  Fragment fragment;
  fragment.kind = Kind::constant;
  fragment.sql = word;
  if (word != "NULL") fragment.type = boolean_type();
  return fragment;
}

Fragment literal_fragment(const Value& value, TypePtr type) {
  Fragment fragment;
  fragment.kind = Kind::literal;
  fragment.literal = value;
  if (type) fragment.type = std::move(type);
  return fragment;
}

void add_tables(std::vector<TableReferencePtr>& tables,
                const std::vector<TableReferencePtr>& more) {
  for (const TableReferencePtr& table : more) {
    const auto same = [&](const TableReferencePtr& other) {
      return other->from_sql() == table->from_sql();
    };
    if (std::none_of(tables.begin(), tables.end(), same)) tables.push_back(table);
  }
}

std::string render(const Fragment& fragment, const SqlType& type, const Scope& scope) {
  if (!fragment.literal) return fragment.sql;
  const TypePtr own =
      fragment.type->is_null() ? compared_type(*fragment.literal, type) : fragment.type;
  return literal_sql(*fragment.literal, *own, scope.label, scope.options);
}

std::string render(const Fragment& fragment, const Scope& scope) {
  return render(fragment, *null_type(), scope);
}

std::string render_below(const Fragment& fragment, const Operator& outer, const SqlType& type,
                         const Scope& scope) {
  const std::string sql = render(fragment, type, scope);
  return fragment.op && needs_parentheses(*fragment.op, outer) ? "(" + sql + ")" : sql;
}

Fragment binary(const Fragment& left, std::string_view op, const Fragment& right,
                const Scope& scope) {
  if (auto compared = compare_with_constant(left, op, right, scope)) return *compared;
  if (op == "//") return divide_to_floor(left, right, scope);
  if (op == "/") return join_operands(left, op, divide(left, right, scope), scope);
  return join_operands(left, adapted_operator(op, left, right), right, scope);
}

Fragment conjunction(std::vector<Fragment> operands, std::string_view op, const Scope& scope) {
  const std::string_view neutral = op == "AND" ? "true" : "false";
  const std::string_view absorbing = op == "AND" ? "false" : "true";
  for (Fragment& operand : operands) operand = constant_of_bool(operand);
  for (const Fragment& operand : operands) {
    if (operand.is_constant(absorbing)) return operand;
  }
  // and_() of nothing is left out.
  std::erase_if(operands, [](const Fragment& one) { return one.sql.empty() && !one.literal; });
  if (operands.size() > 1) {
    const Fragment first = operands.front();
    std::erase_if(operands, [&](const Fragment& operand) { return operand.is_constant(neutral); });
    if (operands.empty()) operands.push_back(first);
  }
  if (operands.empty()) return {};
  if (operands.size() == 1) return as_condition(operands.front(), scope);
  const Operator found = find_operator(op);
  Fragment result;
  result.op = found;
  result.type = boolean_type();
  std::vector<std::string> parts;
  for (const Fragment& operand : operands) {
    parts.push_back(render_below(operand, found, *boolean_type(), scope));
    add_tables(result.tables, operand.tables);
  }
  result.sql = join(parts, " " + std::string(op) + " ");
  return result;
}

Fragment negate(const Fragment& operand, const Scope& scope) {
  if (operand.kind == Kind::text) alembic_refuses("NOT of a text()");
  if (operand.kind == Kind::constant && operand.sql != "NULL") {
    return constant(operand.sql == "true" ? "false" : "true");
  }
  Fragment result = operand;
  result.kind = Kind::expression;
  result.anonymous_name = "anon";
  if (operand.op && !operand.op->negation.empty() && !operand.left.empty()) {
    result.op = find_operator(operand.op->negation);
    result.op->precedence = std::min(result.op->precedence, operand.op->precedence);
    result.sql = operand.left + " " + std::string(operand.op->negation) + " " + operand.right;
    if (result.op->sql == "NOT IN") {  // SQLAlchemy puts it in parentheses, always
      result.sql = "(" + result.sql + ")";
      result.op.reset();
    }
    return result;
  }
  result.op = find_operator("NOT");
  const bool wraps = operand.op.has_value();
  const std::string sql = render(operand, *boolean_type(), scope);
  if (operand.kind == Kind::column && operand.type->family == Family::boolean) {
    result.op.reset();
    result.is_proxy = true;
  }
  result.sql = wraps ? "NOT (" + sql + ")" : "NOT " + sql;
  result.literal.reset();
  result.type = boolean_type();
  return result;
}

Fragment postfix(const Fragment& operand, std::string_view op, const Scope& scope) {
  Fragment result = operand;
  const Operator found = find_operator(op);
  const bool modifies_order = operand.op && operand.op->precedence == 3 && !operand.op->associative;
  result.sql = (modifies_order ? operand.sql : render_below(operand, found, *operand.type, scope)) +
               " " + std::string(op);
  if (operand.is_label) result.order += " " + std::string(op);
  result.kind = Kind::expression;
  result.literal.reset();
  result.op = found;
  result.anonymous_name.clear();
  return result;
}

Fragment build(const Value& value, const Scope& scope) {
  const DepthGuard guard(*scope.nesting, scope.label);
  if (value.is_unknown()) refuse_value(value, scope.label, "an expression");
  const External* external = value.external();
  if (!external) return literal_fragment(value);
  if (external->kind == External::Kind::operation) return build_operation(*external, scope);
  if (is_select(value)) return scalar_subquery(value, scope);
  if (is_exists(value)) return exists_fragment(exists_sql(value, scope));
  if (auto member = build_member(*external, scope)) return *member;
  if (auto function = build_function(*external, scope)) return *function;
  if (auto method = build_method(*external, scope)) return *method;
  if (!type_of_value(value)->is_null()) return literal_fragment(value);
  refuse_value(value, scope.label, "an expression");
}

}  // namespace migcheck::alembic
