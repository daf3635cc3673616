#include "sql/lower.h"

// What only its definition says more of.
namespace migcheck::sql {

namespace {

std::vector<TypeName> types_of(std::initializer_list<const PgQuery__TypeName*> types) {
  std::vector<TypeName> made;
  for (const PgQuery__TypeName* type : types) made.push_back(type_of(type));
  return made;
}

TypeName type_in(const PgQuery__DefElem* option) {
  if (option == nullptr || option->arg == nullptr) return {};
  const Node* value = option->arg;
  if (value->node_case == PG_QUERY__NODE__NODE_TYPE_NAME) return type_of(value->type_name);
  return {{{}, lower_value(value)}, {}};
}

// The first element holds the arguments; the second says how many of them are direct.
std::vector<TypeName> aggregate_arguments(const PgQuery__DefineStmt* statement) {
  const std::span<Node* const> options = MIGCHECK_LIST(statement, definition);
  if (statement->oldstyle) return {type_in(option(options, "basetype"))};
  std::vector<TypeName> types;
  if (statement->n_args == 0 || statement->args[0]->node_case != PG_QUERY__NODE__NODE_LIST) {
    return types;
  }
  for (const Node* node : MIGCHECK_LIST(statement->args[0]->list, items)) {
    if (node->node_case != PG_QUERY__NODE__NODE_FUNCTION_PARAMETER) continue;
    types.push_back(type_of(node->function_parameter->arg_type));
  }
  return types;
}

std::optional<ObjectRef> defined(const PgQuery__DefineStmt* statement, ObjectKind kind) {
  ObjectRef object{name_of(MIGCHECK_LIST(statement, defnames)), {}};
  const std::span<Node* const> options = MIGCHECK_LIST(statement, definition);
  switch (kind) {
    case ObjectKind::function:
      object.arguments = aggregate_arguments(statement);
      return object;
    case ObjectKind::operator_:
      object.arguments = {type_in(option(options, "leftarg")),
                          type_in(option(options, "rightarg"))};
      return object;
    case ObjectKind::collation:
    case ObjectKind::text_search_configuration:
    case ObjectKind::text_search_dictionary:
    case ObjectKind::text_search_parser:
    case ObjectKind::text_search_template:
      return object;
    default:
      return std::nullopt;
  }
}

std::optional<Operation> define(const Node* node) {
  const PgQuery__DefineStmt* statement = node->define_stmt;
  const ObjectKind kind = lower_kind(statement->kind);
  std::optional<ObjectRef> object = defined(statement, kind);
  if (!object) return std::nullopt;
  return CreateObject{kind, std::move(*object), statement->replace != 0,
                      statement->if_not_exists != 0, definition_of(node)};
}

CreateObject made(ObjectKind kind, ObjectRef object, const Node* node) {
  return {kind, std::move(object), false, false, definition_of(node)};
}

CreateObject named(ObjectKind kind, const char* name, const Node* node) {
  return made(kind, {{{}, text_of(name)}, {}}, node);
}

CreateObject create_cast(const Node* node) {
  const PgQuery__CreateCastStmt* statement = node->create_cast_stmt;
  return made(ObjectKind::cast, {{}, {}, types_of({statement->sourcetype, statement->targettype})},
              node);
}

CreateObject create_transform(const Node* node) {
  const PgQuery__CreateTransformStmt* statement = node->create_transform_stmt;
  CreateObject object =
      made(ObjectKind::transform, {{}, text_of(statement->lang), types_of({statement->type_name})},
           node);
  object.replace = statement->replace;
  return object;
}

CreateObject create_server(const Node* node) {
  CreateObject object =
      named(ObjectKind::foreign_server, node->create_foreign_server_stmt->servername, node);
  object.if_not_exists = node->create_foreign_server_stmt->if_not_exists;
  return object;
}

CreateObject create_user_mapping(const Node* node) {
  const PgQuery__CreateUserMappingStmt* statement = node->create_user_mapping_stmt;
  CreateObject object =
      made(ObjectKind::user_mapping,
           {{{}, lower_role(statement->user)}, text_of(statement->servername)}, node);
  object.if_not_exists = statement->if_not_exists;
  return object;
}

CreateObject create_language(const Node* node) {
  CreateObject object = named(ObjectKind::language, node->create_plang_stmt->plname, node);
  object.replace = node->create_plang_stmt->replace;
  return object;
}

}  // namespace

std::optional<Operation> lower_create_object_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_DEFINE_STMT:
      return define(node);
    case PG_QUERY__NODE__NODE_CREATE_CAST_STMT:
      return create_cast(node);
    case PG_QUERY__NODE__NODE_CREATE_TRANSFORM_STMT:
      return create_transform(node);
    case PG_QUERY__NODE__NODE_CREATE_CONVERSION_STMT:
      return made(ObjectKind::conversion,
                  {name_of(MIGCHECK_LIST(node->create_conversion_stmt, conversion_name)), {}},
                  node);
    case PG_QUERY__NODE__NODE_CREATE_OP_CLASS_STMT:
      return made(ObjectKind::operator_class,
                  {name_of(MIGCHECK_LIST(node->create_op_class_stmt, opclassname)),
                   text_of(node->create_op_class_stmt->amname)},
                  node);
    case PG_QUERY__NODE__NODE_CREATE_OP_FAMILY_STMT:
      return made(ObjectKind::operator_family,
                  {name_of(MIGCHECK_LIST(node->create_op_family_stmt, opfamilyname)),
                   text_of(node->create_op_family_stmt->amname)},
                  node);
    case PG_QUERY__NODE__NODE_CREATE_SUBSCRIPTION_STMT:
      return named(ObjectKind::subscription, node->create_subscription_stmt->subname, node);
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_SERVER_STMT:
      return create_server(node);
    case PG_QUERY__NODE__NODE_CREATE_FDW_STMT:
      return named(ObjectKind::foreign_data_wrapper, node->create_fdw_stmt->fdwname, node);
    case PG_QUERY__NODE__NODE_CREATE_USER_MAPPING_STMT:
      return create_user_mapping(node);
    case PG_QUERY__NODE__NODE_CREATE_EVENT_TRIG_STMT:
      return named(ObjectKind::event_trigger, node->create_event_trig_stmt->trigname, node);
    case PG_QUERY__NODE__NODE_CREATE_PLANG_STMT:
      return create_language(node);
    case PG_QUERY__NODE__NODE_CREATE_AM_STMT:
      return named(ObjectKind::access_method, node->create_am_stmt->amname, node);
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
