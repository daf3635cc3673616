#include "sql/lower.h"

namespace migcheck::sql {

namespace {

std::vector<Name> without(std::vector<Name> names, const Name& name) {
  std::erase(names, name);
  return names;
}

std::vector<std::string> target_columns(std::span<Node* const> targets) {
  std::vector<std::string> columns;
  for (const Node* target : targets) {
    if (target->node_case != PG_QUERY__NODE__NODE_RES_TARGET) continue;
    columns.push_back(text_of(target->res_target->name));
  }
  return columns;
}

std::optional<Expression> where(const Node* clause) {
  if (clause == nullptr) return std::nullopt;
  return lower_expression(clause);
}

Insert insert(const PgQuery__InsertStmt* statement) {
  Insert insert;
  insert.table = name_of(statement->relation);
  insert.columns = target_columns(MIGCHECK_LIST(statement, cols));
  insert.reads = without(relations_in(&statement->base), insert.table);
  insert.from_query = statement->select_stmt != nullptr &&
                      statement->select_stmt->node_case == PG_QUERY__NODE__NODE_SELECT_STMT &&
                      statement->select_stmt->select_stmt->n_values_lists == 0;
  return insert;
}

Update update(const PgQuery__UpdateStmt* statement) {
  const Name table = name_of(statement->relation);
  return {table, target_columns(MIGCHECK_LIST(statement, target_list)),
          where(statement->where_clause), without(relations_in(&statement->base), table)};
}

Delete delete_rows(const PgQuery__DeleteStmt* statement) {
  const Name table = name_of(statement->relation);
  return {table, where(statement->where_clause), without(relations_in(&statement->base), table)};
}

// The sequence that nextval('…') and its kin name with a literal.
void add_sequence(Select& select, const PgQuery__FuncCall* call, const std::string& function) {
  if (function != "nextval" && function != "setval") return;
  if (call->n_args == 0) return;
  Expression argument = lower_expression(call->args[0]);
  if (argument.kind == Expression::Kind::cast) argument = Expression(argument.arguments[0]);
  if (argument.kind != Expression::Kind::constant) return;
  const std::size_t dot = argument.text.find('.');
  if (dot == std::string::npos) {
    select.sequences.push_back({{}, argument.text});
  } else {
    select.sequences.push_back({argument.text.substr(0, dot), argument.text.substr(dot + 1)});
  }
}

Select select(const PgQuery__SelectStmt* statement) {
  Select select;
  walk(&statement->base, [&](const ProtobufCMessage* message) {
    if (const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor)) {
      select.functions.push_back(name_of(MIGCHECK_LIST(call, funcname)));
      add_sequence(select, call, select.functions.back().name);
    } else if (const auto* inserts =
                   as<PgQuery__InsertStmt>(message, pg_query__insert_stmt__descriptor)) {
      select.writes.push_back(name_of(inserts->relation));
    } else if (const auto* updates =
                   as<PgQuery__UpdateStmt>(message, pg_query__update_stmt__descriptor)) {
      select.writes.push_back(name_of(updates->relation));
    } else if (const auto* deletes =
                   as<PgQuery__DeleteStmt>(message, pg_query__delete_stmt__descriptor)) {
      select.writes.push_back(name_of(deletes->relation));
    }
  });
  select.reads = relations_in(&statement->base);
  for (const Name& written : select.writes) select.reads = without(select.reads, written);
  select.for_update = statement->n_locking_clause > 0;
  return select;
}

Operation select_or_into(const PgQuery__SelectStmt* statement) {
  if (statement->into_clause == nullptr) return select(statement);
  CreateTableAs table;
  table.table = name_of(statement->into_clause->rel);
  table.reads = without(relations_in(&statement->base), table.table);
  if (text_of(statement->into_clause->rel->relpersistence) == "t") {
    table.persistence = Persistence::temporary;
  }
  return table;
}

Copy copy(const PgQuery__CopyStmt* statement) {
  Copy copy;
  copy.table = name_of(statement->relation);
  copy.from = statement->is_from;
  copy.reads = relations_in(statement->query);
  return copy;
}

Truncate truncate(const PgQuery__TruncateStmt* statement) {
  Truncate truncate;
  truncate.cascade = statement->behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
  for (const Node* table : MIGCHECK_LIST(statement, relations)) {
    truncate.tables.push_back(name_of(table));
  }
  return truncate;
}

LockTable lock_table(const PgQuery__LockStmt* statement) {
  LockTable lock;
  for (const Node* table : MIGCHECK_LIST(statement, relations))
    lock.tables.push_back(name_of(table));
  // PostgreSQL numbers the modes from 1, weakest first, in the order of LockMode.
  // Source: src/include/storage/lockdefs.h.
  if (statement->mode >= 1 && statement->mode <= 8) {
    lock.mode = static_cast<LockMode>(statement->mode - 1);
  }
  return lock;
}

Reindex reindex(const PgQuery__ReindexStmt* statement) {
  Reindex reindex;
  switch (statement->kind) {
    case PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_INDEX:
      reindex.kind = Reindex::Kind::index;
      break;
    case PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_SCHEMA:
      reindex.kind = Reindex::Kind::schema;
      break;
    case PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_SYSTEM:
      reindex.kind = Reindex::Kind::system;
      break;
    case PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_DATABASE:
      reindex.kind = Reindex::Kind::database;
      break;
    default:
      reindex.kind = Reindex::Kind::table;
  }
  reindex.object = statement->relation != nullptr ? name_of(statement->relation)
                                                  : Name{{}, text_of(statement->name)};
  reindex.concurrently = is_on(option(MIGCHECK_LIST(statement, params), "concurrently"));
  return reindex;
}

Vacuum vacuum(const PgQuery__VacuumStmt* statement) {
  Vacuum vacuum;
  vacuum.vacuum = statement->is_vacuumcmd;
  vacuum.full = is_on(option(MIGCHECK_LIST(statement, options), "full"));
  for (const Node* table : MIGCHECK_LIST(statement, rels)) {
    if (table->node_case != PG_QUERY__NODE__NODE_VACUUM_RELATION) continue;
    vacuum.tables.push_back(name_of(table->vacuum_relation->relation));
  }
  return vacuum;
}

}  // namespace

std::optional<Operation> lower_data_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_INSERT_STMT:
      return insert(node->insert_stmt);
    case PG_QUERY__NODE__NODE_UPDATE_STMT:
      return update(node->update_stmt);
    case PG_QUERY__NODE__NODE_DELETE_STMT:
      return delete_rows(node->delete_stmt);
    case PG_QUERY__NODE__NODE_MERGE_STMT: {
      const Name table = name_of(node->merge_stmt->relation);
      return Merge{table, without(relations_in(&node->merge_stmt->base), table)};
    }
    case PG_QUERY__NODE__NODE_SELECT_STMT:
      return select_or_into(node->select_stmt);
    case PG_QUERY__NODE__NODE_COPY_STMT:
      return copy(node->copy_stmt);
    case PG_QUERY__NODE__NODE_TRUNCATE_STMT:
      return truncate(node->truncate_stmt);
    case PG_QUERY__NODE__NODE_LOCK_STMT:
      return lock_table(node->lock_stmt);
    case PG_QUERY__NODE__NODE_REINDEX_STMT:
      return reindex(node->reindex_stmt);
    case PG_QUERY__NODE__NODE_VACUUM_STMT:
      return vacuum(node->vacuum_stmt);
    case PG_QUERY__NODE__NODE_CLUSTER_STMT:
      return Cluster{name_of(node->cluster_stmt->relation), text_of(node->cluster_stmt->indexname)};
    case PG_QUERY__NODE__NODE_REFRESH_MAT_VIEW_STMT:
      return Refresh{name_of(node->refresh_mat_view_stmt->relation),
                     node->refresh_mat_view_stmt->concurrent != 0,
                     node->refresh_mat_view_stmt->skip_data == 0};
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
