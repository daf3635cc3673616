#pragma once

#include <string>
#include <string_view>

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

// One call of a method of an expression: `receiver`.name(arguments).
struct MethodCall {
  std::string_view name;
  const python::Value& receiver;
  const python::External& call;
  const Scope& scope;

  // The receiver below an operator, and by itself.
  Fragment operand() const { return build(receiver, inside_operator(scope)); }
  Fragment subject() const { return build(receiver, scope); }

  const python::Value& argument(std::size_t index = 0) const {
    if (index >= call.arguments.size()) refuse("." + std::string(name) + "() has no argument");
    return call.arguments[index].value;
  }

  // The first argument as an operand.
  Fragment other() const { return build(argument(), inside_operator(scope)); }
};

// The receiver and the first argument around `op`.
Fragment binary_method(const MethodCall& method, std::string_view op);

// --- methods by what they are about -------------------------------------------------------------

Fragment contains_method(const MethodCall& method);
Fragment endswith_method(const MethodCall& method);
Fragment like_method(const MethodCall& method);
Fragment match_method(const MethodCall& method);
Fragment regexp_match_method(const MethodCall& method);
Fragment regexp_replace_method(const MethodCall& method);
Fragment startswith_method(const MethodCall& method);

Fragment filter_method(const MethodCall& method);
Fragment over_method(const MethodCall& method);
Fragment within_group_method(const MethodCall& method);

}  // namespace migcheck::alembic
