#include "sql/deparse.h"
#include "sql/lower.h"

// What is kept by its definition: views, policies, rules, statistics, publications, schemas and
// extensions.
namespace migcheck::sql {

namespace {

CreateView create_view(const PgQuery__ViewStmt* statement) {
  CreateView view;
  view.view = name_of(statement->view);
  view.replace = statement->replace;
  view.temporary = text_of(statement->view->relpersistence) == "t";
  view.reads = relations_in(statement->query);
  view.extent = extent_of(statement->query);
  view.columns = strings_of(MIGCHECK_LIST(statement, aliases));
  view.query = deparsed(statement->query);
  view.options = lower_options(MIGCHECK_LIST(statement, options));
  if (statement->with_check_option == PG_QUERY__VIEW_CHECK_OPTION__LOCAL_CHECK_OPTION) {
    view.check_option = "local";
  }
  if (statement->with_check_option == PG_QUERY__VIEW_CHECK_OPTION__CASCADED_CHECK_OPTION) {
    view.check_option = "cascaded";
  }
  return view;
}

CreateSchema create_schema(const PgQuery__CreateSchemaStmt* statement) {
  CreateSchema schema{text_of(statement->schemaname)};
  schema.if_not_exists = statement->if_not_exists;
  for (const Node* element : MIGCHECK_LIST(statement, schema_elts)) {
    schema.elements.push_back(deparsed(element));
  }
  schema.owner = lower_role(statement->authrole);
  // CREATE SCHEMA AUTHORIZATION role: the schema is named after the role.
  if (schema.schema.empty()) schema.schema = schema.owner;
  return schema;
}

CreateExtension create_extension(const PgQuery__CreateExtensionStmt* statement) {
  CreateExtension extension{text_of(statement->extname)};
  extension.if_not_exists = statement->if_not_exists;
  for (const Option& option : lower_options(MIGCHECK_LIST(statement, options))) {
    if (option.name == "schema") extension.schema = option.value;
    if (option.name == "new_version") extension.version = option.value;
    if (option.name == "cascade") extension.cascade = option.value != "false";
  }
  return extension;
}

TableObject table_object(ObjectKind kind, std::string name, Name table, const Node* statement) {
  TableObject object{kind, std::move(name), std::move(table)};
  object.definition = definition_of(statement);
  return object;
}

TableObject create_rule(const Node* node) {
  TableObject rule = table_object(ObjectKind::rule, text_of(node->rule_stmt->rulename),
                                  name_of(node->rule_stmt->relation), node);
  rule.replace = node->rule_stmt->replace;
  return rule;
}

TableObject create_policy(const Node* node) {
  const PgQuery__CreatePolicyStmt* statement = node->create_policy_stmt;
  TableObject policy = table_object(ObjectKind::policy, text_of(statement->policy_name),
                                    name_of(statement->table), node);
  policy.command = text_of(statement->cmd_name);
  policy.permissive = statement->permissive != 0;
  return policy;
}

TableObject alter_policy(const Node* node) {
  TableObject policy =
      table_object(ObjectKind::policy, text_of(node->alter_policy_stmt->policy_name),
                   name_of(node->alter_policy_stmt->table), node);
  policy.alter = true;
  return policy;
}

TableObject create_statistics(const Node* node) {
  const PgQuery__CreateStatsStmt* statement = node->create_stats_stmt;
  const Node* table = statement->n_relations > 0 ? statement->relations[0] : nullptr;
  Name name = name_of(MIGCHECK_LIST(statement, defnames));
  TableObject statistics =
      table_object(ObjectKind::statistics, std::move(name.name), name_of(table), node);
  statistics.schema = std::move(name.schema);
  statistics.if_not_exists = statement->if_not_exists;
  return statistics;
}

TableObject alter_statistics(const Node* node) {
  Name name = name_of(MIGCHECK_LIST(node->alter_stats_stmt, defnames));
  TableObject statistics = table_object(ObjectKind::statistics, std::move(name.name), {}, node);
  statistics.schema = std::move(name.schema);
  statistics.alter = true;
  return statistics;
}

Publication create_publication(const Node* node) {
  const PgQuery__CreatePublicationStmt* statement = node->create_publication_stmt;
  return {relations_in(&statement->base), true, text_of(statement->pubname), definition_of(node)};
}

// SET TABLE, which takes tables out as well. Before PostgreSQL 15's grammar it has another name.
bool sets_tables(const PgQuery__AlterPublicationStmt* statement) {
#if PG_VERSION_NUM >= 150000
  return statement->action == PG_QUERY__ALTER_PUBLICATION_ACTION__AP_SetObjects;
#else
  return statement->table_action == PG_QUERY__DEF_ELEM_ACTION__DEFELEM_SET;
#endif
}

Publication alter_publication(const Node* node) {
  const PgQuery__AlterPublicationStmt* statement = node->alter_publication_stmt;
  return {relations_in(&statement->base), false, text_of(statement->pubname), definition_of(node),
          sets_tables(statement)};
}

// `statement` with `replace` off, in the place that it has in a Node.
template <typename Statement>
std::string without_replace(const Node* node, Statement* Node::*place) {
  Statement statement = *(node->*place);
  statement.replace = 0;
  Node copy = *node;
  copy.*place = &statement;
  return deparsed(&copy);
}

}  // namespace

std::string definition_of(const Node* statement) {
  switch (statement->node_case) {
    case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT:
      return without_replace(statement, &Node::create_function_stmt);
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
      return without_replace(statement, &Node::create_trig_stmt);
    case PG_QUERY__NODE__NODE_RULE_STMT:
      return without_replace(statement, &Node::rule_stmt);
    case PG_QUERY__NODE__NODE_DEFINE_STMT:
      return without_replace(statement, &Node::define_stmt);
    case PG_QUERY__NODE__NODE_CREATE_TRANSFORM_STMT:
      return without_replace(statement, &Node::create_transform_stmt);
    case PG_QUERY__NODE__NODE_CREATE_PLANG_STMT:
      return without_replace(statement, &Node::create_plang_stmt);
    default:
      return deparsed(statement);
  }
}

std::optional<Operation> lower_definition_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_VIEW_STMT:
      return create_view(node->view_stmt);
    case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT:
      return create_schema(node->create_schema_stmt);
    case PG_QUERY__NODE__NODE_CREATE_EXTENSION_STMT:
      return create_extension(node->create_extension_stmt);
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
      return create_policy(node);
    case PG_QUERY__NODE__NODE_ALTER_POLICY_STMT:
      return alter_policy(node);
    case PG_QUERY__NODE__NODE_RULE_STMT:
      return create_rule(node);
    case PG_QUERY__NODE__NODE_CREATE_STATS_STMT:
      return create_statistics(node);
    case PG_QUERY__NODE__NODE_ALTER_STATS_STMT:
      return alter_statistics(node);
    case PG_QUERY__NODE__NODE_CREATE_PUBLICATION_STMT:
      return create_publication(node);
    case PG_QUERY__NODE__NODE_ALTER_PUBLICATION_STMT:
      return alter_publication(node);
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
