#include "sql/lower.h"
#include "sql/lower_alter.h"

// What is the same for all kinds of objects: DROP, RENAME, SET SCHEMA, OWNER TO, COMMENT.
namespace migcheck::sql {

namespace {

bool cascades(PgQuery__DropBehavior behavior) {
  return behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
}

ObjectRef object_of(ObjectKind kind, const PgQuery__RangeVar* relation, const Node* object) {
  if (relation != nullptr) return {name_of(relation), {}};
  return lower_object(kind, object);
}

Drop drop(const PgQuery__DropStmt* statement) {
  Drop drop;
  drop.kind = lower_kind(statement->remove_type);
  drop.concurrently = statement->concurrent;
  drop.cascade = cascades(statement->behavior);
  drop.if_exists = statement->missing_ok;
  for (const Node* object : MIGCHECK_LIST(statement, objects)) {
    drop.objects.push_back(lower_object(drop.kind, object));
  }
  return drop;
}

Drop drop_subscription(const PgQuery__DropSubscriptionStmt* statement) {
  Drop drop{ObjectKind::subscription, {{{{}, text_of(statement->subname)}, {}}}};
  drop.if_exists = statement->missing_ok;
  drop.cascade = cascades(statement->behavior);
  return drop;
}

Drop drop_user_mapping(const PgQuery__DropUserMappingStmt* statement) {
  Drop drop{ObjectKind::user_mapping,
            {{{{}, lower_role(statement->user)}, text_of(statement->servername)}}};
  drop.if_exists = statement->missing_ok;
  return drop;
}

Rename rename(const PgQuery__RenameStmt* statement) {
  Rename rename;
  rename.kind = lower_kind(statement->rename_type);
  rename.relation_kind = lower_kind(statement->relation_type);
  rename.object = object_of(rename.kind, statement->relation, statement->object);
  const bool is_named = statement->relation == nullptr && statement->object == nullptr;
  // Of a schema, role or database only the name is there.
  (is_named ? rename.object.name.name : rename.object.part) = text_of(statement->subname);
  if (rename.kind == ObjectKind::domain_constraint) {
    rename.object.name = name_of(statement->object);
  }
  rename.new_name = text_of(statement->newname);
  rename.if_exists = statement->missing_ok;
  return rename;
}

SetSchema set_schema(const PgQuery__AlterObjectSchemaStmt* statement) {
  const ObjectKind kind = lower_kind(statement->object_type);
  ObjectRef object = object_of(kind, statement->relation, statement->object);
  return {kind, std::move(object.name), text_of(statement->newschema), std::move(object.arguments)};
}

ChangeOwner change_owner(const PgQuery__AlterOwnerStmt* statement) {
  const ObjectKind kind = lower_kind(statement->object_type);
  ObjectRef object = object_of(kind, statement->relation, statement->object);
  return {kind, std::move(object.name), std::move(object.arguments),
          lower_role(statement->newowner)};
}

// An empty text removes the comment as NULL does.
Comment comment(const PgQuery__CommentStmt* statement) {
  const ObjectKind kind = lower_kind(statement->objtype);
  Comment comment{kind, lower_object(kind, statement->object)};
  const std::string text = text_of(statement->comment);
  if (!text.empty()) comment.text = text;
  return comment;
}

// ALTER INDEX and ALTER MATERIALIZED VIEW … DEPENDS ON EXTENSION.
std::optional<Operation> depends_on_extension(const PgQuery__AlterObjectDependsStmt* statement) {
  const ObjectKind kind = lower_kind(statement->object_type);
  if (statement->relation == nullptr) return std::nullopt;
  if (kind != ObjectKind::index && kind != ObjectKind::materialized_view) return std::nullopt;
  AlterTable alter;
  alter.table = name_of(statement->relation);
  alter.kind = kind;
  alter.actions.emplace_back();
  return alter;
}

}  // namespace

std::optional<Operation> lower_object_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
      return lower_alter_table(node->alter_table_stmt);
    case PG_QUERY__NODE__NODE_DROP_STMT:
      return drop(node->drop_stmt);
    case PG_QUERY__NODE__NODE_DROP_SUBSCRIPTION_STMT:
      return drop_subscription(node->drop_subscription_stmt);
    case PG_QUERY__NODE__NODE_DROP_USER_MAPPING_STMT:
      return drop_user_mapping(node->drop_user_mapping_stmt);
    case PG_QUERY__NODE__NODE_RENAME_STMT:
      return rename(node->rename_stmt);
    case PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT:
      return set_schema(node->alter_object_schema_stmt);
    case PG_QUERY__NODE__NODE_ALTER_OWNER_STMT:
      return change_owner(node->alter_owner_stmt);
    case PG_QUERY__NODE__NODE_ALTER_OBJECT_DEPENDS_STMT:
      return depends_on_extension(node->alter_object_depends_stmt);
    case PG_QUERY__NODE__NODE_COMMENT_STMT:
      return comment(node->comment_stmt);
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
