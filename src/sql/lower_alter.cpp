#include "sql/lower_alter.h"

namespace migcheck::sql {

namespace {

using Kind = AlterAction::Kind;

struct Row {
  PgQuery__AlterTableType type;
  Kind kind;
};

#define MIGCHECK_AT(name) PG_QUERY__ALTER_TABLE_TYPE__AT_##name

// What the parser can hand out; the types that only exist inside the server are left out, and
// those whose kind depends on more than the type.
constexpr Row rows[] = {
    {MIGCHECK_AT(AddColumn), Kind::add_column},
    {MIGCHECK_AT(DropColumn), Kind::drop_column},
    {MIGCHECK_AT(AlterColumnType), Kind::set_type},
    {MIGCHECK_AT(SetNotNull), Kind::set_not_null},
    {MIGCHECK_AT(DropNotNull), Kind::drop_not_null},
#if PG_VERSION_NUM >= 170000
    {MIGCHECK_AT(SetExpression), Kind::set_expression},
#endif
    {MIGCHECK_AT(DropExpression), Kind::drop_expression},
    {MIGCHECK_AT(AddIdentity), Kind::add_identity},
    {MIGCHECK_AT(SetIdentity), Kind::set_identity},
    {MIGCHECK_AT(DropIdentity), Kind::drop_identity},
    {MIGCHECK_AT(SetStatistics), Kind::set_statistics},
    {MIGCHECK_AT(SetOptions), Kind::set_column_options},
    {MIGCHECK_AT(ResetOptions), Kind::set_column_options},
    {MIGCHECK_AT(SetStorage), Kind::set_storage},
    {MIGCHECK_AT(SetCompression), Kind::set_compression},
    {MIGCHECK_AT(AddConstraint), Kind::add_constraint},
    {MIGCHECK_AT(DropConstraint), Kind::drop_constraint},
    {MIGCHECK_AT(ValidateConstraint), Kind::validate_constraint},
    {MIGCHECK_AT(AlterConstraint), Kind::alter_constraint},
    {MIGCHECK_AT(AttachPartition), Kind::attach_partition},
    {MIGCHECK_AT(DetachPartition), Kind::detach_partition},
    {MIGCHECK_AT(DetachPartitionFinalize), Kind::detach_partition},
    {MIGCHECK_AT(AddInherit), Kind::inherit},
    {MIGCHECK_AT(DropInherit), Kind::no_inherit},
    {MIGCHECK_AT(SetRelOptions), Kind::set_options},
    {MIGCHECK_AT(ResetRelOptions), Kind::set_options},
    {MIGCHECK_AT(ReplaceRelOptions), Kind::set_options},
    {MIGCHECK_AT(SetLogged), Kind::set_logged},
    {MIGCHECK_AT(SetUnLogged), Kind::set_unlogged},
    {MIGCHECK_AT(SetAccessMethod), Kind::set_access_method},
    {MIGCHECK_AT(SetTableSpace), Kind::set_tablespace},
    {MIGCHECK_AT(ClusterOn), Kind::cluster_on},
    {MIGCHECK_AT(DropCluster), Kind::set_without_cluster},
    {MIGCHECK_AT(EnableTrig), Kind::switch_trigger},
    {MIGCHECK_AT(EnableAlwaysTrig), Kind::switch_trigger},
    {MIGCHECK_AT(EnableReplicaTrig), Kind::switch_trigger},
    {MIGCHECK_AT(DisableTrig), Kind::switch_trigger},
    {MIGCHECK_AT(EnableTrigAll), Kind::switch_trigger},
    {MIGCHECK_AT(DisableTrigAll), Kind::switch_trigger},
    {MIGCHECK_AT(EnableTrigUser), Kind::switch_trigger},
    {MIGCHECK_AT(DisableTrigUser), Kind::switch_trigger},
    {MIGCHECK_AT(EnableRule), Kind::switch_rule},
    {MIGCHECK_AT(EnableAlwaysRule), Kind::switch_rule},
    {MIGCHECK_AT(EnableReplicaRule), Kind::switch_rule},
    {MIGCHECK_AT(DisableRule), Kind::switch_rule},
    {MIGCHECK_AT(EnableRowSecurity), Kind::row_security},
    {MIGCHECK_AT(DisableRowSecurity), Kind::row_security},
    {MIGCHECK_AT(ForceRowSecurity), Kind::row_security},
    {MIGCHECK_AT(NoForceRowSecurity), Kind::row_security},
    {MIGCHECK_AT(ReplicaIdentity), Kind::replica_identity},
    {MIGCHECK_AT(ChangeOwner), Kind::owner},
    {MIGCHECK_AT(AddOf), Kind::of_type},
    {MIGCHECK_AT(DropOf), Kind::of_type},
};

Kind kind_of(const PgQuery__AlterTableCmd* command) {
  if (command->subtype == MIGCHECK_AT(ColumnDefault)) {
    return command->def == nullptr ? Kind::drop_default : Kind::set_default;
  }
  for (const Row& row : rows) {
    if (row.type == command->subtype) return row.kind;
  }
  return Kind::other;
}

void take_column(AlterAction& action, const PgQuery__ColumnDef* column) {
  if (action.kind == Kind::set_type) {
    action.type = type_of(column->type_name);
    if (column->coll_clause != nullptr) {
      action.collation_name = name_of(MIGCHECK_LIST(column->coll_clause, collname));
      action.collation = action.collation_name.name;
    }
    action.expression = lower_stored_expression_if(column->raw_default);
    return;
  }
  action.column = lower_column(column);
  action.name = action.column->name;
}

std::vector<Expression> expressions(std::span<Node* const> nodes) {
  std::vector<Expression> lowered;
  for (const Node* node : nodes) lowered.push_back(lower_expression(node));
  return lowered;
}

PartitionBound partition_bound(const PgQuery__PartitionBoundSpec* written) {
  using Strategy = PartitionBound::Strategy;
  PartitionBound bound;
  if (written->is_default) return bound;
  const std::string strategy = text_of(written->strategy);
  bound.strategy = strategy == "l"   ? Strategy::list
                   : strategy == "r" ? Strategy::range
                                     : Strategy::hash;
  bound.values = expressions(MIGCHECK_LIST(written, listdatums));
  bound.lower = expressions(MIGCHECK_LIST(written, lowerdatums));
  bound.upper = expressions(MIGCHECK_LIST(written, upperdatums));
  return bound;
}

void take_partition(AlterAction& action, const PgQuery__PartitionCmd* command) {
  action.other = name_of(command->name);
  action.concurrently = command->concurrent;
  action.default_bound = command->bound != nullptr && command->bound->is_default;
  action.bound = lower_bound(command->bound);
  if (command->bound != nullptr) action.partition_bound = partition_bound(command->bound);
}

// SET GENERATED comes as the letter that the catalog has.
void take_identity(AlterAction& action) {
  for (const Option& setting : action.settings) {
    if (setting.name != "generated") continue;
    action.identity = setting.value == std::to_string('a') ? Column::Identity::always
                                                           : Column::Identity::by_default;
  }
}

void take_options(AlterAction& action, std::span<Node* const> options) {
  action.settings = lower_options(options);
  for (const Option& setting : action.settings) action.options.push_back(setting.name);
  if (action.kind != Kind::set_identity) return;
  action.sequence = lower_sequence(options);
  take_identity(action);
  action.settings.clear();
}

void take_constraint(AlterAction& action, const PgQuery__Constraint* constraint) {
  if (action.kind == Kind::add_identity) {
    action.identity = text_of(constraint->generated_when) == "a" ? Column::Identity::always
                                                                 : Column::Identity::by_default;
    action.sequence = lower_sequence(MIGCHECK_LIST(constraint, options));
    return;
  }
  if (action.kind != Kind::add_constraint && action.kind != Kind::alter_constraint) return;
  action.constraint = lower_constraint(constraint);
  action.name = action.constraint->name;
}

void take_replica_identity(AlterAction& action, const PgQuery__ReplicaIdentityStmt* identity) {
  const std::string type = text_of(identity->identity_type);
  action.value = type == "f" ? "full" : type == "n" ? "nothing" : type == "i" ? "index" : "default";
  action.name = text_of(identity->name);
}

void take_definition(AlterAction& action, const Node* definition) {
  switch (definition->node_case) {
    case PG_QUERY__NODE__NODE_COLUMN_DEF:
      take_column(action, definition->column_def);
      return;
    case PG_QUERY__NODE__NODE_CONSTRAINT:
      take_constraint(action, definition->constraint);
      return;
    case PG_QUERY__NODE__NODE_PARTITION_CMD:
      take_partition(action, definition->partition_cmd);
      return;
    case PG_QUERY__NODE__NODE_REPLICA_IDENTITY_STMT:
      take_replica_identity(action, definition->replica_identity_stmt);
      return;
    case PG_QUERY__NODE__NODE_RANGE_VAR:
    case PG_QUERY__NODE__NODE_TYPE_NAME:
      action.other = name_of(definition);
      return;
    case PG_QUERY__NODE__NODE_LIST:
      take_options(action, MIGCHECK_LIST(definition->list, items));
      return;
    default:
      break;
  }
  if (action.kind == Kind::set_default || action.kind == Kind::set_expression) {
    action.expression = lower_stored_expression(definition);
  } else {
    action.value = lower_value(definition);
  }
}

struct ValueRow {
  PgQuery__AlterTableType type;
  const char* value;
};

// What the type of the action alone says. The states are those of pg_trigger.tgenabled.
constexpr ValueRow values[] = {
    {MIGCHECK_AT(EnableTrig), "O"},
    {MIGCHECK_AT(EnableAlwaysTrig), "A"},
    {MIGCHECK_AT(EnableReplicaTrig), "R"},
    {MIGCHECK_AT(DisableTrig), "D"},
    {MIGCHECK_AT(EnableTrigAll), "O"},
    {MIGCHECK_AT(DisableTrigAll), "D"},
    {MIGCHECK_AT(EnableTrigUser), "O"},
    {MIGCHECK_AT(DisableTrigUser), "D"},
    {MIGCHECK_AT(EnableRule), "O"},
    {MIGCHECK_AT(EnableAlwaysRule), "A"},
    {MIGCHECK_AT(EnableReplicaRule), "R"},
    {MIGCHECK_AT(DisableRule), "D"},
    {MIGCHECK_AT(EnableRowSecurity), "enable"},
    {MIGCHECK_AT(DisableRowSecurity), "disable"},
    {MIGCHECK_AT(ForceRowSecurity), "force"},
    {MIGCHECK_AT(NoForceRowSecurity), "no force"},
};

void take_value(AlterAction& action, const PgQuery__AlterTableCmd* command) {
  for (const ValueRow& row : values) {
    if (row.type == command->subtype) action.value = row.value;
  }
  if (command->subtype == MIGCHECK_AT(EnableTrigAll) ||
      command->subtype == MIGCHECK_AT(DisableTrigAll)) {
    action.options = {"ALL"};
  }
  if (command->subtype == MIGCHECK_AT(EnableTrigUser) ||
      command->subtype == MIGCHECK_AT(DisableTrigUser)) {
    action.options = {"USER"};
  }
  if (action.kind == Kind::set_tablespace || action.kind == Kind::set_access_method) {
    action.value = action.name;
  }
  if (action.kind == Kind::owner) action.value = lower_role(command->newowner);
  action.reset = command->subtype == MIGCHECK_AT(ResetRelOptions) ||
                 command->subtype == MIGCHECK_AT(ResetOptions);
}

AlterAction lower_action(const PgQuery__AlterTableCmd* command) {
  AlterAction action;
  action.kind = kind_of(command);
  action.name = text_of(command->name);
  // ALTER INDEX … ALTER COLUMN 2: an index has no names for its columns.
  if (action.name.empty() && command->num > 0) action.name = std::to_string(command->num);
  action.cascade = command->behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
  action.finalize = command->subtype == MIGCHECK_AT(DetachPartitionFinalize);
  (action.kind == Kind::add_column ? action.if_not_exists : action.if_exists) =
      command->missing_ok != 0;
  take_value(action, command);
  if (command->def != nullptr) take_definition(action, command->def);
  return action;
}

}  // namespace

AlterTable lower_alter_table(const PgQuery__AlterTableStmt* statement) {
  AlterTable alter;
  alter.table = name_of(statement->relation);
  alter.kind = lower_kind(statement->objtype);
  alter.if_exists = statement->missing_ok;
  alter.only = statement->relation != nullptr && !statement->relation->inh;
  for (const Node* command : MIGCHECK_LIST(statement, cmds)) {
    if (command->node_case != PG_QUERY__NODE__NODE_ALTER_TABLE_CMD) continue;
    alter.actions.push_back(lower_action(command->alter_table_cmd));
  }
  return alter;
}

}  // namespace migcheck::sql
