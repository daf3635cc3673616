#include "dialect/alembic/sqlalchemy/statement.h"

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/expression.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/textual.h"

namespace migcheck::alembic {

using python::Value;

std::string statement_sql(const Value& statement, const Value* /*parameters*/,
                          std::string_view label, const LoweringOptions& /*options*/) {
  const Value* text = &statement;
  if (construct_name(statement) == "text" && !call_arguments(statement).empty()) {
    text = &call_arguments(statement).front().value;
  }
  return expand_text(as_text(*text, label), [&](const std::string& name) -> std::string {
    refuse(std::string(label) + " has the bind parameter :" + name + ", which is given no value");
  });
}

}  // namespace migcheck::alembic
