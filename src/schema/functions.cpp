#include <utility>

#include "core/text.h"
#include "schema/editor.h"

namespace migcheck {

// The types by which PostgreSQL tells functions of one name apart.
std::string SchemaEditor::signature(const std::vector<sql::FunctionArgument>& arguments) {
  using Mode = sql::FunctionArgument::Mode;
  std::vector<std::string> types;
  for (const sql::FunctionArgument& argument : arguments) {
    if (argument.mode == Mode::out || argument.mode == Mode::table) continue;
    types.push_back(to_string(argument.type));
  }
  return "(" + join(types, ", ") + ")";
}

void SchemaEditor::operator()(const sql::CreateFunction& operation) {
  SchemaFunction made;
  made.function = schema_.qualified(operation.function);
  made.volatility = operation.volatility;
  made.procedure = operation.procedure;
  made.arguments = operation.arguments;
  for (sql::FunctionArgument& argument : made.arguments) {
    qualifier_.type(argument.type);
    qualifier_.expression(argument.default_value);
  }
  made.returns = operation.returns;
  if (made.returns) qualifier_.type(*made.returns);
  made.language = operation.language;
  made.body = operation.body;
  made.name = made.function + signature(made.arguments);
  if (const SchemaFunction* replaced = schema_.functions_.find(made.name)) {
    made.owner = replaced->owner;
    made.comment = replaced->comment;
    made.privileges = replaced->privileges;
    made.id = replaced->id;
  }
  const std::string name = made.name;
  put(std::move(made));
  // The function is there now, so that its own name is qualified with the others.
  function(name).definition = qualifier_.function(operation.definition);
}

// What ALTER FUNCTION sets is not put into the definition: it is no longer certain.
void SchemaEditor::operator()(const sql::AlterFunction& operation) {
  using Volatility = sql::CreateFunction::Volatility;
  const std::string name = function_key(operation.function, operation.arguments);
  if (name.empty()) return;
  SchemaFunction& changed = function(name);
  changed.certain = false;
  for (const sql::Option& option : operation.options) {
    if (option.name != "volatility") continue;
    changed.volatility = option.value == "immutable" ? Volatility::immutable
                         : option.value == "stable"  ? Volatility::stable
                                                     : Volatility::volatile_;
  }
}

}  // namespace migcheck
