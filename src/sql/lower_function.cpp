#include "core/text.h"
#include "sql/deparse.h"
#include "sql/lower.h"

// Functions, procedures and triggers.
namespace migcheck::sql {

namespace {

bool is_search_path(const Node* value) {
  return value != nullptr && value->node_case == PG_QUERY__NODE__NODE_VARIABLE_SET_STMT &&
         to_lower(text_of(value->variable_set_stmt->name)) == "search_path";
}

void take_function_option(CreateFunction& function, const PgQuery__DefElem* option) {
  const std::string name = text_of(option->defname);
  if (name == "security") function.security_definer = is_on(option);
  if (name == "set" && is_search_path(option->arg)) function.sets_search_path = true;
  if (name == "language") function.language = string_of(option->arg);
  if (name == "volatility") {
    const std::string volatility = string_of(option->arg);
    if (volatility == "stable") function.volatility = CreateFunction::Volatility::stable;
    if (volatility == "immutable") function.volatility = CreateFunction::Volatility::immutable;
  }
  if (name == "as" && option->arg != nullptr &&
      option->arg->node_case == PG_QUERY__NODE__NODE_LIST && option->arg->list->n_items > 0) {
    function.body = string_of(option->arg->list->items[0]);
  }
}

FunctionArgument::Mode mode_of(PgQuery__FunctionParameterMode mode) {
  switch (mode) {
    case PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_OUT:
      return FunctionArgument::Mode::out;
    case PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_INOUT:
      return FunctionArgument::Mode::in_out;
    case PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_VARIADIC:
      return FunctionArgument::Mode::variadic;
    case PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_TABLE:
      return FunctionArgument::Mode::table;
    default:
      return FunctionArgument::Mode::in;
  }
}

FunctionArgument argument(const PgQuery__FunctionParameter* parameter) {
  return {text_of(parameter->name), type_of(parameter->arg_type), mode_of(parameter->mode),
          lower_stored_expression_if(parameter->defexpr)};
}

void add_statements(std::vector<std::string>& texts, const Node* node) {
  if (node->node_case == PG_QUERY__NODE__NODE_LIST) {
    for (const Node* item : MIGCHECK_LIST(node->list, items)) add_statements(texts, item);
  } else if (node->node_case == PG_QUERY__NODE__NODE_RETURN_STMT) {
    texts.push_back("SELECT " + deparsed_expression(node->return_stmt->returnval));
  } else {
    texts.push_back(deparsed(node));
  }
}

// RETURN …, or BEGIN ATOMIC …; END.
void take_sql_body(CreateFunction& function, const Node* body) {
  if (body == nullptr) return;
  std::vector<std::string> texts;
  add_statements(texts, body);
  function.body = join(texts, "; ");
  if (function.language.empty()) function.language = "sql";
}

CreateFunction create_function(const Node* node) {
  const PgQuery__CreateFunctionStmt* statement = node->create_function_stmt;
  CreateFunction function;
  function.function = name_of(MIGCHECK_LIST(statement, funcname));
  function.replace = statement->replace;
  function.procedure = statement->is_procedure;
  for (const Node* option : MIGCHECK_LIST(statement, options)) {
    if (option->node_case != PG_QUERY__NODE__NODE_DEF_ELEM) continue;
    take_function_option(function, option->def_elem);
  }
  take_sql_body(function, statement->sql_body);
  for (const Node* parameter : MIGCHECK_LIST(statement, parameters)) {
    if (parameter->node_case != PG_QUERY__NODE__NODE_FUNCTION_PARAMETER) continue;
    function.arguments.push_back(argument(parameter->function_parameter));
  }
  if (statement->return_type != nullptr) function.returns = type_of(statement->return_type);
  function.definition = definition_of(node);
  return function;
}

// SET name TO values, SET name FROM CURRENT, RESET name.
Option setting(const PgQuery__VariableSetStmt* set) {
  const std::string name = text_of(set->name);
  std::vector<std::string> values;
  for (const Node* value : MIGCHECK_LIST(set, args)) values.push_back(lower_value(value));
  if (set->kind == PG_QUERY__VARIABLE_SET_KIND__VAR_SET_VALUE) {
    return {"set", name + " = " + join(values, ", ")};
  }
  if (set->kind == PG_QUERY__VARIABLE_SET_KIND__VAR_SET_CURRENT) {
    return {"set", name + " from current"};
  }
  return {"reset", name.empty() ? "all" : name};
}

AlterFunction alter_function(const PgQuery__AlterFunctionStmt* statement) {
  AlterFunction alter;
  alter.function = name_of(MIGCHECK_LIST(statement->func, objname));
  Node object = PG_QUERY__NODE__INIT;
  object.node_case = PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS;
  object.object_with_args = statement->func;
  alter.arguments = lower_object(ObjectKind::function, &object).arguments;
  alter.options = lower_options(MIGCHECK_LIST(statement, actions));
  for (std::size_t i = 0; i < alter.options.size(); ++i) {
    const Node* value = statement->actions[i]->def_elem->arg;
    if (value != nullptr && value->node_case == PG_QUERY__NODE__NODE_VARIABLE_SET_STMT) {
      alter.options[i] = setting(value->variable_set_stmt);
    }
  }
  return alter;
}

CreateTrigger create_trigger(const Node* node) {
  const PgQuery__CreateTrigStmt* statement = node->create_trig_stmt;
  CreateTrigger trigger;
  trigger.name = text_of(statement->trigname);
  trigger.table = name_of(statement->relation);
  trigger.function = name_of(MIGCHECK_LIST(statement, funcname));
  trigger.replace = statement->replace;
  trigger.for_each_row = statement->row;
  if (statement->constrrel != nullptr) trigger.from_table = name_of(statement->constrrel);
  trigger.columns = strings_of(MIGCHECK_LIST(statement, columns));
  trigger.definition = definition_of(node);
  return trigger;
}

}  // namespace

std::optional<Operation> lower_function_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT:
      return create_function(node);
    case PG_QUERY__NODE__NODE_ALTER_FUNCTION_STMT:
      return alter_function(node->alter_function_stmt);
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
      return create_trigger(node);
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
