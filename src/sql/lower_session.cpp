#include <utility>

#include "core/text.h"
#include "sql/lower.h"

namespace migcheck::sql {

namespace {

Transaction::Kind kind_of(const PgQuery__TransactionStmt* statement) {
  using Kind = Transaction::Kind;
  switch (statement->kind) {
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_BEGIN:
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_START:
      return Kind::begin;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_COMMIT:
      return Kind::commit;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK:
      return Kind::rollback;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_SAVEPOINT:
      return Kind::savepoint;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_RELEASE:
      return Kind::release;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK_TO:
      return Kind::rollback_to;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_PREPARE:
      return Kind::prepare;
    default:
      return Kind::other;
  }
}

Transaction transaction(const PgQuery__TransactionStmt* statement) {
  return {kind_of(statement), text_of(statement->savepoint_name), statement->chain != 0};
}

SetVariable set_variable(const PgQuery__VariableSetStmt* statement) {
  SetVariable variable;
  variable.name = to_lower(text_of(statement->name));
  variable.local = statement->is_local;
  variable.from_current = statement->kind == PG_QUERY__VARIABLE_SET_KIND__VAR_SET_CURRENT;
  variable.reset =
      statement->kind != PG_QUERY__VARIABLE_SET_KIND__VAR_SET_VALUE && !variable.from_current;
  for (const Node* value : MIGCHECK_LIST(statement, args)) {
    Expression expression = lower_expression(value);
    if (expression.kind == Expression::Kind::cast) {
      expression = Expression(expression.arguments[0]);
    }
    variable.values.push_back(expression.text);
  }
  return variable;
}

DoBlock do_block(const PgQuery__DoStmt* statement) {
  DoBlock block{"plpgsql", {}};
  for (const Node* argument : MIGCHECK_LIST(statement, args)) {
    if (argument->node_case != PG_QUERY__NODE__NODE_DEF_ELEM) continue;
    const std::string name = text_of(argument->def_elem->defname);
    if (name == "as") block.body = string_of(argument->def_elem->arg);
    if (name == "language") block.language = string_of(argument->def_elem->arg);
  }
  return block;
}

Other role_statement(const char* tag, std::string role, std::span<Node* const> options) {
  Other statement{tag, std::move(role), lower_options(options)};
  for (Option& option : statement.options) {
    if (option.name == "password") option.value.clear();
  }
  return statement;
}

// "AlterSystemStmt" → "ALTER SYSTEM": PostgreSQL's own name of the node, spelled as a command.
std::string tag_of(const Node* node) {
  const ProtobufCMessage* message = &node->base;
  for (unsigned i = 0; i < message->descriptor->n_fields; ++i) {
    const ProtobufCFieldDescriptor& field = message->descriptor->fields[i];
    if (field.id != static_cast<unsigned>(node->node_case)) continue;
    const auto* type = static_cast<const ProtobufCMessageDescriptor*>(field.descriptor);
    std::string tag;
    std::string name = text_of(type->short_name);
    if (name.ends_with("Stmt")) name.resize(name.size() - 4);
    if (name.starts_with("AlterTS")) name = "AlterTextSearch" + name.substr(7);
    for (const char c : name) {
      const bool upper = c >= 'A' && c <= 'Z';
      if (upper && !tag.empty()) tag += ' ';
      tag += static_cast<char>(upper ? c : c - 'a' + 'A');
    }
    return tag;
  }
  return "UNKNOWN";
}

}  // namespace

std::optional<Operation> lower_session_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_TRANSACTION_STMT:
      return transaction(node->transaction_stmt);
    case PG_QUERY__NODE__NODE_VARIABLE_SET_STMT:
      return set_variable(node->variable_set_stmt);
    case PG_QUERY__NODE__NODE_DO_STMT:
      return do_block(node->do_stmt);
    case PG_QUERY__NODE__NODE_CALL_STMT:
      if (node->call_stmt->funccall == nullptr) return std::nullopt;
      return Call{name_of(MIGCHECK_LIST(node->call_stmt->funccall, funcname))};
    case PG_QUERY__NODE__NODE_CREATE_ROLE_STMT:
      return role_statement("CREATE ROLE", text_of(node->create_role_stmt->role),
                            MIGCHECK_LIST(node->create_role_stmt, options));
    case PG_QUERY__NODE__NODE_ALTER_ROLE_STMT:
      return role_statement("ALTER ROLE", lower_role(node->alter_role_stmt->role),
                            MIGCHECK_LIST(node->alter_role_stmt, options));
    case PG_QUERY__NODE__NODE_DISCARD_STMT:
      if (node->discard_stmt->target != PG_QUERY__DISCARD_MODE__DISCARD_ALL) return std::nullopt;
      return Other{"DISCARD ALL"};
    default:
      return std::nullopt;
  }
}

Operation lower_statement(const Node* node) {
  if (node == nullptr) return Other{"NOTHING"};
  for (const auto lower :
       {lower_table_statement, lower_object_statement, lower_data_statement,
        lower_session_statement, lower_type_statement, lower_function_statement,
        lower_definition_statement, lower_create_object_statement, lower_privilege_statement}) {
    if (std::optional<Operation> operation = lower(node)) return std::move(*operation);
  }
  return Other{tag_of(node)};
}

}  // namespace migcheck::sql
