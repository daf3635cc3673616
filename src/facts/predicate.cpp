#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "facts/builtin_functions.h"
#include "facts/implication.h"

namespace migcheck {

namespace {

using sql::Expression;
using Node = Expression::Kind;
using Kind = Predicate::Kind;

// Longer lists are not looked into. Source: MAX_SAOP_ARRAY_SIZE in predtest.c.
constexpr std::size_t longest_list = 100;

struct Operator {
  std::string_view name, negator, commutator;
};
constexpr std::array<Operator, 7> known_operators = {{
    {"<", ">=", ">"},
    {"<=", ">", ">="},
    {"=", "<>", "="},
    {">=", "<", "<="},
    {">", "<=", "<"},
    {"<>", "=", "<>"},
    {"!=", "=", "<>"},
}};

const Operator* known_operator(std::string_view name) {
  const auto at = std::find_if(known_operators.begin(), known_operators.end(),
                               [&](const Operator& one) { return one.name == name; });
  return at == known_operators.end() ? nullptr : &*at;
}

Predicate group(Kind kind, std::vector<Predicate> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Predicate condition{kind};
  // AND in AND is one list, so is OR in OR.
  for (Predicate& part : parts) {
    if (part.kind == kind) {
      std::move(part.parts.begin(), part.parts.end(), std::back_inserter(condition.parts));
    } else {
      condition.parts.push_back(std::move(part));
    }
  }
  return condition;
}

Predicate uncertain(const Expression& expression) {
  Predicate condition{Kind::uncertain};
  condition.text = to_string(expression);
  return condition;
}

Predicate other(const Expression& expression) {
  Predicate condition{Kind::other};
  condition.text = to_string(expression);
  return condition;
}

Predicate null_test(Kind kind, const Expression& subject) {
  // A row is not null where none of its parts is; other rows are not that simple.
  if (subject.kind == Node::compound && subject.text == "row") return uncertain(subject);
  if (subject.kind == Node::constant || subject.kind == Node::null) return uncertain(subject);
  Predicate condition{kind};
  condition.subject = subject;
  condition.subject.sql.clear();
  return condition;
}

Predicate comparison(const Expression& subject, std::string_view name, const Literal& constant) {
  Predicate condition{Kind::compare};
  condition.subject = subject;
  condition.subject.sql.clear();
  condition.text = name == "!=" ? "<>" : name;
  condition.constant = constant;
  return condition;
}

// Of a boolean: `b = false` is what is left of NOT b.
Predicate truth(const Expression& column) {
  return comparison(column, "=", Literal{"true", std::nullopt});
}

// The elements of ARRAY[…], or of IN (…).
std::optional<std::vector<Literal>> literals(const Expression* begin, const Expression* end) {
  if (begin + 1 == end && begin->kind == Node::compound && begin->text == "array") {
    return literals(begin->arguments.data(), begin->arguments.data() + begin->arguments.size());
  }
  const bool is_cast_array = begin + 1 == end && begin->kind == Node::cast &&
                             begin->type->array_dimensions > 0 && begin->type->modifiers.empty();
  if (is_cast_array) return literals(begin->arguments.data(), begin->arguments.data() + 1);
  std::vector<Literal> found;
  for (const Expression* one = begin; one != end; ++one) {
    std::optional<Literal> constant = literal_of(*one);
    if (!constant) return std::nullopt;
    found.push_back(std::move(*constant));
  }
  return found;
}

Predicate listed(const Expression& expression, std::string_view name, Kind kind) {
  const std::vector<Expression>& parts = expression.arguments;
  const auto found = literals(parts.data() + 1, parts.data() + parts.size());
  if (!found || found->size() > longest_list || found->empty()) return uncertain(expression);
  // A list of booleans is not simplified as one boolean is.
  const bool has_boolean = std::any_of(found->begin(), found->end(), [](const Literal& one) {
    return one.text == "true" || one.text == "false";
  });
  if (has_boolean && found->size() > 1) return uncertain(expression);
  // = ANY ('{1,2}'): the text of an array.
  if (found->size() == 1 && found->front().text.starts_with("{")) return uncertain(expression);
  std::vector<Predicate> conditions;
  for (const Literal& one : *found) conditions.push_back(comparison(parts[0], name, one));
  return group(kind, std::move(conditions));
}

Predicate between(const Expression& expression, bool inside) {
  const std::vector<Expression>& parts = expression.arguments;
  if (parts.size() != 3) return uncertain(expression);
  const auto low = literal_of(parts[1]), high = literal_of(parts[2]);
  if (!low || !high) return uncertain(expression);
  if (inside) {
    return group(Kind::all, {comparison(parts[0], ">=", *low), comparison(parts[0], "<=", *high)});
  }
  return group(Kind::any, {comparison(parts[0], "<", *low), comparison(parts[0], ">", *high)});
}

Predicate operation(const Expression& expression) {
  const std::vector<Expression>& parts = expression.arguments;
  const bool own = !expression.name.name.empty();
  if (expression.text == "NOT BETWEEN") return between(expression, false);
  if (expression.text == "is distinct from" && parts.size() == 2) {
    if (parts[1].kind == Node::null) return null_test(Kind::is_not_null, parts[0]);
    if (parts[0].kind == Node::null) return null_test(Kind::is_not_null, parts[1]);
    return other(expression);
  }
  if (expression.text == "is not distinct from" && parts.size() == 2) {
    if (parts[1].kind == Node::null) return null_test(Kind::is_null, parts[0]);
    if (parts[0].kind == Node::null) return null_test(Kind::is_null, parts[1]);
    return other(expression);
  }
  if (expression.text == "<> all" || (expression.text == "<>" && parts.size() > 2)) {
    return listed(expression, "<>", Kind::all);
  }
  const Operator* known = known_operator(expression.text);
  if (own || parts.size() != 2 || !is_builtin_operator(expression.text))
    return uncertain(expression);
  const auto left = literal_of(parts[0]), right = literal_of(parts[1]);
  if ((left && right) || parts[0].kind == Node::null || parts[1].kind == Node::null) {
    return uncertain(expression);
  }
  if (known == nullptr || (!left && !right)) return other(expression);
  // (x IS NULL) = true is x IS NULL.
  const std::optional<bool> truth_value = right ? boolean_of(right->text) : std::nullopt;
  const bool of_condition = parts[0].kind == Node::is_null || parts[0].kind == Node::is_not_null ||
                            parts[0].kind == Node::negation || parts[0].kind == Node::in_list ||
                            parts[0].kind == Node::between || parts[0].kind == Node::conjunction ||
                            parts[0].kind == Node::disjunction;
  if (of_condition) {
    if (!truth_value || (known->name != "=" && known->name != "<>")) return uncertain(expression);
    const Predicate inner = predicate_of(parts[0]);
    return *truth_value == (known->name == "=") ? inner : negated(inner);
  }
  if (right) return comparison(parts[0], expression.text, *right);
  return comparison(parts[1], known->commutator, *left);
}

std::vector<Predicate> conditions_of(const std::vector<Expression>& expressions) {
  std::vector<Predicate> conditions;
  for (const Expression& one : expressions) conditions.push_back(predicate_of(one));
  return conditions;
}

}  // namespace

Predicate predicate_of(const Expression& expression) {
  switch (expression.kind) {
    case Node::conjunction:
      return group(Kind::all, conditions_of(expression.arguments));
    case Node::disjunction:
      return group(Kind::any, conditions_of(expression.arguments));
    case Node::negation:
      return negated(predicate_of(expression.arguments.front()));
    case Node::is_null:
      return null_test(Kind::is_null, expression.arguments.front());
    case Node::is_not_null:
      return null_test(Kind::is_not_null, expression.arguments.front());
    case Node::in_list:
      return listed(expression, "=", Kind::any);
    case Node::between:
      return between(expression, true);
    case Node::operation:
      return operation(expression);
    case Node::column:
      return truth(expression);
    case Node::function:
      return is_builtin_function(expression.name.name) && expression.name.schema.empty()
                 ? other(expression)
                 : uncertain(expression);
    default:
      return uncertain(expression);
  }
}

Predicate negated(const Predicate& condition) {
  Predicate result = condition;
  switch (condition.kind) {
    case Kind::all:
    case Kind::any:
      result.kind = condition.kind == Kind::all ? Kind::any : Kind::all;
      for (Predicate& part : result.parts) part = negated(part);
      return result;
    case Kind::is_null:
      result.kind = Kind::is_not_null;
      return result;
    case Kind::is_not_null:
      result.kind = Kind::is_null;
      return result;
    case Kind::compare:
      result.text = known_operator(condition.text)->negator;
      return result;
    case Kind::other:
      result.text = "NOT " + condition.text;
      return result;
    case Kind::uncertain:
      break;
  }
  return result;
}

}  // namespace migcheck
