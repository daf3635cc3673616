#include "dialect/alembic/sqlalchemy/statement.h"

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/ddl_constructs.h"
#include "dialect/alembic/sqlalchemy/dml.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/query.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::Value;

namespace {

// {"name": value, …} beside a statement. (Alembic's --sql drops them, and prints NULL.)
std::map<std::string, std::string> given_values(const Value& parameters, const Scope& scope) {
  const python::Dict* dict = parameters.dict();
  if (!dict) refuse_value(parameters, "the parameters of " + scope.label, "a dict");
  std::vector<python::Argument> arguments;
  for (const auto& [name, value] : dict->items) {
    arguments.push_back({as_text(name, "the name of a bind parameter"), value});
  }
  return bind_values(arguments, scope);
}

// text("…"), or a plain string, with parameters given beside it.
std::string text_with_parameters(const Value& statement, const Value& parameters,
                                 const Scope& scope) {
  std::string text;
  if (construct_name(statement) == "text") {
    text = Arguments(call_arguments(statement), {"sa.text", "text"}).text("text");
  } else {
    text = as_text(statement, scope.label);
  }
  return text_sql(text, given_values(parameters, scope), scope);
}

}  // namespace

std::string statement_sql(const Value& statement, const Value* parameters, std::string_view label,
                          const LoweringOptions& options) {
  const Scope scope{options, std::string(label)};
  if (parameters && !parameters->is_none()) {
    if (statement.external() && construct_name(statement) != "text") {
      if (auto sql = dml_sql(statement, parameters, scope)) return *sql;
    }
    return text_with_parameters(statement, *parameters, scope);
  }
  if (const auto* text = statement.as<std::string>()) return text_sql(*text, {}, scope);
  if (!statement.external()) refuse_value(statement, label, "a statement");
  if (auto sql = ddl_construct_sql(statement, options)) return *sql;
  if (is_select(statement)) return select_sql(statement, scope);
  if (auto sql = dml_sql(statement, nullptr, scope)) return *sql;
  return render(build(statement, scope), scope);
}

}  // namespace migcheck::alembic
