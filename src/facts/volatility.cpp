#include "facts/volatility.h"

#include "facts/builtin_functions.h"

namespace migcheck {

namespace {

Ternary is_volatile_function(const sql::Name& name, const Schema& schema) {
  if (const SchemaFunction* own = schema.function(schema.qualified(name))) {
    return ternary(own->volatility == sql::CreateFunction::Volatility::volatile_);
  }
  return is_volatile_builtin(name.name);
}

void worsen(Volatility& total, const Volatility& part) {
  const bool worse = part.is_volatile == Ternary::yes
                         ? total.is_volatile != Ternary::yes
                         : part.is_volatile == Ternary::unknown && total.is_volatile == Ternary::no;
  if (worse) total = part;
}

}  // namespace

Volatility volatility_of(const sql::Expression& expression, const Schema& schema) {
  using Kind = sql::Expression::Kind;
  Volatility total;
  if (expression.kind == Kind::function) {
    total = {is_volatile_function(expression.name, schema), to_string(expression.name) + "()"};
  } else if (expression.kind == Kind::other || expression.kind == Kind::subquery) {
    total = {Ternary::unknown, "a part that is not understood"};
  }
  if (total.is_volatile == Ternary::no) total.culprit.clear();
  for (const sql::Expression& part : expression.arguments)
    worsen(total, volatility_of(part, schema));
  return total;
}

}  // namespace migcheck
