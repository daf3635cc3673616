#include "core/text.h"
#include "sql/lower.h"

// GRANT, REVOKE and ALTER DEFAULT PRIVILEGES.
namespace migcheck::sql {

namespace {

// Nothing stands for ALL.
std::vector<Grant::Privilege> privileges(std::span<Node* const> nodes) {
  if (nodes.empty()) return {{"all"}};
  std::vector<Grant::Privilege> privileges;
  for (const Node* node : nodes) {
    if (node->node_case != PG_QUERY__NODE__NODE_ACCESS_PRIV) continue;
    const std::string name = to_lower(text_of(node->access_priv->priv_name));
    privileges.push_back(
        {name.empty() ? "all" : name, strings_of(MIGCHECK_LIST(node->access_priv, cols))});
  }
  return privileges;
}

std::vector<std::string> roles(std::span<Node* const> nodes) {
  std::vector<std::string> roles;
  for (const Node* node : nodes) {
    if (node->node_case == PG_QUERY__NODE__NODE_ROLE_SPEC) {
      roles.push_back(lower_role(node->role_spec));
    }
  }
  return roles;
}

Grant grant(const PgQuery__GrantStmt* statement) {
  Grant grant;
  grant.revoke = !statement->is_grant;
  grant.kind = lower_kind(statement->objtype);
  grant.all_in_schema =
      statement->targtype == PG_QUERY__GRANT_TARGET_TYPE__ACL_TARGET_ALL_IN_SCHEMA;
  grant.grant_option = statement->grant_option;
  grant.cascade = statement->behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
  grant.grantees = roles(MIGCHECK_LIST(statement, grantees));
  grant.privileges = privileges(MIGCHECK_LIST(statement, privileges));
  // Large objects and server parameters are no objects of a schema.
  if (grant.kind == ObjectKind::other) return grant;
  for (const Node* object : MIGCHECK_LIST(statement, objects)) {
    grant.objects.push_back(
        lower_object(grant.all_in_schema ? ObjectKind::schema : grant.kind, object));
  }
  return grant;
}

Grant grant_role(const PgQuery__GrantRoleStmt* statement) {
  Grant grant;
  grant.revoke = !statement->is_grant;
  grant.cascade = statement->behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
  grant.grantees = roles(MIGCHECK_LIST(statement, grantee_roles));
#if PG_VERSION_NUM >= 160000
  grant.grant_option = option(MIGCHECK_LIST(statement, opt), "admin") != nullptr;
#endif
  for (const Node* role : MIGCHECK_LIST(statement, granted_roles)) {
    if (role->node_case != PG_QUERY__NODE__NODE_ACCESS_PRIV) continue;
    grant.objects.push_back({{{}, text_of(role->access_priv->priv_name)}, {}});
  }
  return grant;
}

Grant default_privileges(const PgQuery__AlterDefaultPrivilegesStmt* statement) {
  Grant defaults = grant(statement->action);
  defaults.defaults = true;
  const std::span<Node* const> options = MIGCHECK_LIST(statement, options);
  if (const PgQuery__DefElem* schemas = option(options, "schemas"); schemas && schemas->arg) {
    for (const std::string& schema : strings_of(MIGCHECK_LIST(schemas->arg->list, items))) {
      defaults.objects.push_back({{{}, schema}, {}});
    }
  }
  if (const PgQuery__DefElem* makers = option(options, "roles"); makers && makers->arg) {
    defaults.for_roles = roles(MIGCHECK_LIST(makers->arg->list, items));
  }
  return defaults;
}

}  // namespace

std::optional<Operation> lower_privilege_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_GRANT_STMT:
      return grant(node->grant_stmt);
    case PG_QUERY__NODE__NODE_GRANT_ROLE_STMT:
      return grant_role(node->grant_role_stmt);
    case PG_QUERY__NODE__NODE_ALTER_DEFAULT_PRIVILEGES_STMT:
      return default_privileges(node->alter_default_privileges_stmt);
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
