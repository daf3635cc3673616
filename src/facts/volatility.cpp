#include "facts/volatility.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "facts/builtin_functions.h"

namespace migcheck {

namespace {

using sql::Expression;
using Kind = Expression::Kind;

bool contains_null(const Expression& expression) {
  if (expression.kind == Kind::null) return true;
  return std::any_of(expression.arguments.begin(), expression.arguments.end(), contains_null);
}

// 'text', 5, '2024-01-01'::date: a constant already when it is parsed.
bool is_literal(const Expression& expression) {
  if (expression.kind == Kind::constant) return true;
  return expression.kind == Kind::cast && is_literal(expression.arguments.front());
}

class Judge {
 public:
  Judge(const Schema& schema, int pg_version) : schema_(schema), pg_version_(pg_version) {}

  Volatility judge(const Expression& expression) const {
    switch (expression.kind) {
      case Kind::function:
        return with_parts(expression, function(expression));
      case Kind::operation:
        return with_parts(expression, operation(expression));
      case Kind::cast:
        return with_parts(expression, cast(expression));
      case Kind::compound:
        return compound(expression);
      case Kind::conjunction:
      case Kind::disjunction:
        return folded(all_parts(expression), expression.arguments.size());
      case Kind::subquery:
      case Kind::other:
        return worse(not_understood(), all_parts(expression));
      default:
        return with_parts(expression, {});
    }
  }

 private:
  static Volatility not_understood() { return {Ternary::unknown, "a part that is not understood"}; }

  static Volatility worse(Volatility a, Volatility b) {
    if (a.is_volatile == Ternary::yes || b.is_volatile == Ternary::no) return a;
    return b.is_volatile == Ternary::yes || a.is_volatile == Ternary::no ? b : a;
  }

  // A part that the planner may leave out does not make the whole volatile for certain.
  static Volatility folded(Volatility part, std::size_t parts) {
    if (part.is_volatile == Ternary::yes && parts > 1) part.is_volatile = Ternary::unknown;
    return part;
  }

  Volatility all_parts(const Expression& expression) const {
    Volatility total;
    for (const Expression& part : expression.arguments) total = worse(total, judge(part));
    return total;
  }

  // What is strict becomes null, without being called, where an argument is null.
  Volatility with_parts(const Expression& expression, Volatility own) const {
    Volatility total = worse(std::move(own), all_parts(expression));
    return folded(std::move(total), contains_null(expression) ? 2 : 1);
  }

  // PostgreSQL puts the body of a function in SQL in the place of its call where it can.
  static Ternary of_form(const SchemaFunction& own) {
    if (!own.certain) return Ternary::unknown;
    if (own.volatility != sql::CreateFunction::Volatility::volatile_) return Ternary::no;
    return own.language == "sql" ? Ternary::unknown : Ternary::yes;
  }

  // Of all forms of the user's function; nothing where there is none. Which form is called depends
  // on the types of the arguments.
  std::optional<Ternary> of_user(const sql::Name& name) const {
    std::optional<Ternary> verdict;
    for (const SchemaFunction* own : forms_of(name, schema_)) {
      const Ternary form = of_form(*own);
      verdict = verdict.value_or(form) == form ? form : Ternary::unknown;
    }
    return verdict;
  }

  Volatility function(const Expression& call) const {
    const std::optional<Ternary> own = of_user(call.name);
    const Ternary builtin = is_volatile_builtin(call.name, call.arguments.size(), pg_version_);
    Ternary verdict = builtin;
    if (own) {
      verdict = *own;
      // The types of the arguments decide which of the two it is.
      const bool both = call.name.schema.empty() && is_builtin_function(call.name.name);
      if (both && builtin != verdict) verdict = Ternary::unknown;
    }
    if (verdict == Ternary::no) return {};
    return {verdict, to_string(call.name) + "()"};
  }

  static Volatility operation(const Expression& expression) {
    static constexpr std::array<std::string_view, 6> words = {
        "is distinct from", "is not distinct from", "nullif",
        "NOT BETWEEN",      "BETWEEN SYMMETRIC",    "NOT BETWEEN SYMMETRIC"};
    // "= any", "<> all"
    const std::string name = expression.text.substr(0, expression.text.find(' '));
    const bool known = std::find(words.begin(), words.end(), expression.text) != words.end() ||
                       is_builtin_operator(name);
    if (known && expression.name.name.empty()) return {};
    return {Ternary::unknown, "operator " + expression.text};
  }

  // The input function of a literal is called when it is parsed. The casts among built-in types are
  // not volatile; those of a type that was never seen may be.
  Volatility cast(const Expression& expression) const {
    if (is_literal(expression)) return {};
    const sql::Name& type = expression.type->name;
    const SchemaType* own = schema_.type(schema_.resolve_type(type));
    const bool known = own != nullptr ? own->kind != SchemaType::Kind::base
                                      : type.schema.empty() && is_builtin_type(type.name);
    if (known) return {};
    return {Ternary::unknown, "a cast to " + to_string(type)};
  }

  Volatility compound(const Expression& expression) const {
    if (expression.text == "coalesce") return coalesce(expression);
    if (expression.text == "case") return case_of(expression);
    return all_parts(expression);
  }

  // Nothing behind a literal is ever evaluated.
  Volatility coalesce(const Expression& expression) const {
    Volatility total;
    bool first = true;
    for (const Expression& part : expression.arguments) {
      if (part.kind == Kind::null) continue;
      if (is_literal(part)) break;
      const Volatility own = judge(part);
      total = worse(total, folded(own, first ? 1 : 2));
      first = false;
    }
    return total;
  }

  // Only the first condition is evaluated for certain.
  Volatility case_of(const Expression& expression) const {
    Volatility total = folded(all_parts(expression), 2);
    const Expression& first = expression.arguments.front();
    if (first.kind == Kind::compound && first.text == "when") {
      total = worse(total, judge(first.arguments.front()));
    }
    return total;
  }

  const Schema& schema_;
  int pg_version_;
};

}  // namespace

std::vector<const SchemaFunction*> forms_of(const sql::Name& function, const Schema& schema) {
  const std::string name = schema.qualified(function);
  std::vector<const SchemaFunction*> forms;
  const auto& all = schema.functions().all();
  for (auto at = all.lower_bound(name); at != all.end() && at->first.starts_with(name); ++at) {
    const bool same = at->first.size() == name.size() || at->first[name.size()] == '(';
    if (same) forms.push_back(at->second.get());
  }
  return forms;
}

Volatility volatility_of(const Expression& expression, const Schema& schema, int pg_version) {
  Volatility total = Judge(schema, pg_version).judge(expression);
  if (total.is_volatile == Ternary::no) total.culprit.clear();
  return total;
}

}  // namespace migcheck
