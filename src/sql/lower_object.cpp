#include "sql/lower.h"
#include "sql/lower_alter.h"

namespace migcheck::sql {

namespace {

bool cascades(PgQuery__DropBehavior behavior) {
  return behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
}

bool is_part_of_table(ObjectKind kind) {
  return kind == ObjectKind::trigger || kind == ObjectKind::policy || kind == ObjectKind::rule ||
         kind == ObjectKind::constraint || kind == ObjectKind::column;
}

// [schema.]table.part for what belongs to a table, else [schema.]name.
ObjectRef object_ref(ObjectKind kind, const Node* node) {
  if (node == nullptr) return {};
  if (!is_part_of_table(kind) || node->node_case != PG_QUERY__NODE__NODE_LIST) {
    return {name_of(node), {}};
  }
  const std::span<Node* const> parts = MIGCHECK_LIST(node->list, items);
  if (parts.empty()) return {};
  return {name_of(parts.first(parts.size() - 1)), string_of(parts.back())};
}

Drop drop(const PgQuery__DropStmt* statement) {
  Drop drop;
  drop.kind = lower_kind(statement->remove_type);
  drop.concurrently = statement->concurrent;
  drop.cascade = cascades(statement->behavior);
  drop.if_exists = statement->missing_ok;
  for (const Node* object : MIGCHECK_LIST(statement, objects)) {
    drop.objects.push_back(object_ref(drop.kind, object));
  }
  return drop;
}

Rename rename(const PgQuery__RenameStmt* statement) {
  Rename rename;
  rename.kind = lower_kind(statement->rename_type);
  rename.relation_kind = lower_kind(statement->relation_type);
  rename.object.name =
      statement->relation != nullptr ? name_of(statement->relation) : name_of(statement->object);
  rename.object.part = text_of(statement->subname);
  if (rename.kind == ObjectKind::schema) rename.object.name = {{}, text_of(statement->subname)};
  rename.new_name = text_of(statement->newname);
  rename.if_exists = statement->missing_ok;
  return rename;
}

SetSchema set_schema(const PgQuery__AlterObjectSchemaStmt* statement) {
  return {
      lower_kind(statement->object_type),
      statement->relation != nullptr ? name_of(statement->relation) : name_of(statement->object),
      text_of(statement->newschema)};
}

ChangeOwner change_owner(const PgQuery__AlterOwnerStmt* statement) {
  return {lower_kind(statement->object_type), statement->relation != nullptr
                                                  ? name_of(statement->relation)
                                                  : name_of(statement->object)};
}

CreateType create_enum(const PgQuery__CreateEnumStmt* statement) {
  return {name_of(MIGCHECK_LIST(statement, type_name)), CreateType::Kind::enumeration,
          strings_of(MIGCHECK_LIST(statement, vals))};
}

AlterEnum alter_enum(const PgQuery__AlterEnumStmt* statement) {
  return {name_of(MIGCHECK_LIST(statement, type_name)), text_of(statement->new_val),
          text_of(statement->old_val), statement->skip_if_new_val_exists != 0};
}

CreateDomain create_domain(const PgQuery__CreateDomainStmt* statement) {
  CreateDomain domain;
  domain.domain = name_of(MIGCHECK_LIST(statement, domainname));
  domain.type = type_of(statement->type_name);
  for (const Node* node : MIGCHECK_LIST(statement, constraints)) {
    if (node->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL) domain.not_null = true;
    if (node->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_CHECK) {
      domain.constraints.push_back(lower_constraint(node->constraint));
    }
  }
  return domain;
}

// Source: AlterDomainStmt in PostgreSQL's src/include/nodes/parsenodes.h.
AlterDomain alter_domain(const PgQuery__AlterDomainStmt* statement) {
  AlterDomain alter;
  alter.domain = name_of(MIGCHECK_LIST(statement, type_name));
  alter.name = text_of(statement->name);
  const std::string subtype = text_of(statement->subtype);
  using Kind = AlterDomain::Kind;
  if (subtype == "T") alter.kind = statement->def ? Kind::set_default : Kind::drop_default;
  if (subtype == "O") alter.kind = Kind::set_not_null;
  if (subtype == "N") alter.kind = Kind::drop_not_null;
  if (subtype == "X") alter.kind = Kind::drop_constraint;
  if (subtype == "V") alter.kind = Kind::validate_constraint;
  if (subtype == "C") {
    alter.kind = Kind::add_constraint;
    alter.constraint = lower_constraint(statement->def->constraint);
    alter.name = alter.constraint->name;
  }
  return alter;
}

CreateView create_view(const PgQuery__ViewStmt* statement) {
  CreateView view;
  view.view = name_of(statement->view);
  view.replace = statement->replace;
  view.temporary = text_of(statement->view->relpersistence) == "t";
  view.reads = relations_in(statement->query);
  return view;
}

void take_function_option(CreateFunction& function, const PgQuery__DefElem* option) {
  const std::string name = text_of(option->defname);
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

CreateFunction create_function(const PgQuery__CreateFunctionStmt* statement) {
  CreateFunction function;
  function.function = name_of(MIGCHECK_LIST(statement, funcname));
  function.replace = statement->replace;
  function.procedure = statement->is_procedure;
  for (const Node* option : MIGCHECK_LIST(statement, options)) {
    if (option->node_case == PG_QUERY__NODE__NODE_DEF_ELEM) {
      take_function_option(function, option->def_elem);
    }
  }
  return function;
}

CreateTrigger create_trigger(const PgQuery__CreateTrigStmt* statement) {
  CreateTrigger trigger;
  trigger.name = text_of(statement->trigname);
  trigger.table = name_of(statement->relation);
  trigger.function = name_of(MIGCHECK_LIST(statement, funcname));
  trigger.replace = statement->replace;
  if (statement->constrrel != nullptr) trigger.from_table = name_of(statement->constrrel);
  return trigger;
}

Comment comment(const PgQuery__CommentStmt* statement) {
  const ObjectKind kind = lower_kind(statement->objtype);
  return {kind, object_ref(kind, statement->object)};
}

TableObject statistics(const PgQuery__CreateStatsStmt* statement) {
  const Node* table = statement->n_relations > 0 ? statement->relations[0] : nullptr;
  return {ObjectKind::statistics, name_of(MIGCHECK_LIST(statement, defnames)).name, name_of(table)};
}

Publication publication(const ProtobufCMessage* statement, bool create) {
  return {relations_in(statement), create};
}

std::optional<Operation> lower_definition(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT:
      return create_enum(node->create_enum_stmt);
    case PG_QUERY__NODE__NODE_COMPOSITE_TYPE_STMT:
      return CreateType{
          name_of(node->composite_type_stmt->typevar), CreateType::Kind::composite, {}};
    case PG_QUERY__NODE__NODE_CREATE_RANGE_STMT:
      return CreateType{
          name_of(MIGCHECK_LIST(node->create_range_stmt, type_name)), CreateType::Kind::range, {}};
    case PG_QUERY__NODE__NODE_DEFINE_STMT:
      if (node->define_stmt->kind != PG_QUERY__OBJECT_TYPE__OBJECT_TYPE) return std::nullopt;
      return CreateType{
          name_of(MIGCHECK_LIST(node->define_stmt, defnames)), CreateType::Kind::base, {}};
    case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT:
      return create_domain(node->create_domain_stmt);
    case PG_QUERY__NODE__NODE_CREATE_SEQ_STMT:
      return CreateSequence{name_of(node->create_seq_stmt->sequence),
                            text_of(node->create_seq_stmt->sequence->relpersistence) == "t",
                            node->create_seq_stmt->if_not_exists != 0};
    case PG_QUERY__NODE__NODE_VIEW_STMT:
      return create_view(node->view_stmt);
    case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT:
      return CreateSchema{text_of(node->create_schema_stmt->schemaname),
                          node->create_schema_stmt->if_not_exists != 0,
                          node->create_schema_stmt->n_schema_elts > 0};
    case PG_QUERY__NODE__NODE_CREATE_EXTENSION_STMT:
      return CreateExtension{text_of(node->create_extension_stmt->extname),
                             node->create_extension_stmt->if_not_exists != 0};
    case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT:
      return create_function(node->create_function_stmt);
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
      return create_trigger(node->create_trig_stmt);
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
      return TableObject{ObjectKind::policy, text_of(node->create_policy_stmt->policy_name),
                         name_of(node->create_policy_stmt->table)};
    case PG_QUERY__NODE__NODE_RULE_STMT:
      return TableObject{ObjectKind::rule, text_of(node->rule_stmt->rulename),
                         name_of(node->rule_stmt->relation)};
    case PG_QUERY__NODE__NODE_CREATE_STATS_STMT:
      return statistics(node->create_stats_stmt);
    case PG_QUERY__NODE__NODE_CREATE_PUBLICATION_STMT:
      return publication(&node->create_publication_stmt->base, true);
    default:
      return std::nullopt;
  }
}

}  // namespace

const char* to_string(ObjectKind kind) {
  static const char* const names[] = {
      "table",    "foreign table", "view",       "materialized view", "index",
      "sequence", "column",        "constraint", "domain constraint", "type",
      "domain",   "attribute",     "schema",     "function",          "trigger",
      "policy",   "rule",          "extension",  "statistics",        "object"};
  return names[static_cast<std::size_t>(kind)];
}

ObjectKind lower_kind(PgQuery__ObjectType type) {
  switch (type) {
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
      return ObjectKind::table;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE:
      return ObjectKind::foreign_table;
    case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW:
      return ObjectKind::view;
    case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW:
      return ObjectKind::materialized_view;
    case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
      return ObjectKind::index;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE:
      return ObjectKind::sequence;
    case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN:
      return ObjectKind::column;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT:
      return ObjectKind::constraint;
    case PG_QUERY__OBJECT_TYPE__OBJECT_DOMCONSTRAINT:
      return ObjectKind::domain_constraint;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE:
      return ObjectKind::type;
    case PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN:
      return ObjectKind::domain;
    case PG_QUERY__OBJECT_TYPE__OBJECT_ATTRIBUTE:
      return ObjectKind::attribute;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA:
      return ObjectKind::schema;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION:
    case PG_QUERY__OBJECT_TYPE__OBJECT_PROCEDURE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_ROUTINE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE:
      return ObjectKind::function;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER:
      return ObjectKind::trigger;
    case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY:
      return ObjectKind::policy;
    case PG_QUERY__OBJECT_TYPE__OBJECT_RULE:
      return ObjectKind::rule;
    case PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION:
      return ObjectKind::extension;
    case PG_QUERY__OBJECT_TYPE__OBJECT_STATISTIC_EXT:
      return ObjectKind::statistics;
    default:
      return ObjectKind::other;
  }
}

std::optional<Operation> lower_object_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
      return lower_alter_table(node->alter_table_stmt);
    case PG_QUERY__NODE__NODE_DROP_STMT:
      return drop(node->drop_stmt);
    case PG_QUERY__NODE__NODE_RENAME_STMT:
      return rename(node->rename_stmt);
    case PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT:
      return set_schema(node->alter_object_schema_stmt);
    case PG_QUERY__NODE__NODE_ALTER_OWNER_STMT:
      return change_owner(node->alter_owner_stmt);
    case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT:
      return alter_enum(node->alter_enum_stmt);
    case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT:
      return alter_domain(node->alter_domain_stmt);
    case PG_QUERY__NODE__NODE_ALTER_SEQ_STMT:
      return AlterSequence{name_of(node->alter_seq_stmt->sequence)};
    case PG_QUERY__NODE__NODE_ALTER_POLICY_STMT:
      return TableObject{ObjectKind::policy, text_of(node->alter_policy_stmt->policy_name),
                         name_of(node->alter_policy_stmt->table)};
    case PG_QUERY__NODE__NODE_ALTER_PUBLICATION_STMT:
      return publication(&node->alter_publication_stmt->base, false);
    case PG_QUERY__NODE__NODE_COMMENT_STMT:
      return comment(node->comment_stmt);
    case PG_QUERY__NODE__NODE_GRANT_STMT:
      return Grant{!node->grant_stmt->is_grant};
    case PG_QUERY__NODE__NODE_GRANT_ROLE_STMT:
      return Grant{!node->grant_role_stmt->is_grant};
    default:
      return lower_definition(node);
  }
}

}  // namespace migcheck::sql
