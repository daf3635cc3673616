#include <algorithm>
#include <set>

#include "sql/lower.h"
#include "sql/name_walk.h"

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

// The first column that is a target twice. Elements and fields of one column may be set one by one.
std::string repeated_target(std::span<Node* const> targets) {
  std::set<std::string> met;
  for (const Node* target : targets) {
    if (target->node_case != PG_QUERY__NODE__NODE_RES_TARGET) continue;
    if (target->res_target->n_indirection > 0) continue;
    const std::string name = text_of(target->res_target->name);
    if (!met.insert(name).second) return name;
  }
  return {};
}

Boxed<Expression> where(const Node* clause) {
  if (clause == nullptr) return std::nullopt;
  return lower_expression(clause);
}

// The sequence that nextval('…') and its kin name with a literal.
void add_sequence(std::vector<Name>& sequences, const PgQuery__FuncCall* call,
                  const std::string& function) {
  if (function != "nextval" && function != "setval") return;
  if (call->n_args == 0) return;
  Expression argument = lower_expression(call->args[0]);
  if (argument.kind == Expression::Kind::cast) argument = Expression(argument.arguments[0]);
  if (argument.kind != Expression::Kind::constant) return;
  if (std::optional<Name> name = name_in_literal(argument.text)) {
    sequences.push_back(std::move(*name));
  }
}

// DEFAULT, or a number that no sequence starts with.
bool is_unnumbered(const Node* value) {
  if (value->node_case == PG_QUERY__NODE__NODE_SET_TO_DEFAULT) return true;
  if (value->node_case != PG_QUERY__NODE__NODE_A_CONST) return false;
  const PgQuery__AConst* constant = value->a_const;
  return constant->val_case == PG_QUERY__A__CONST__VAL_IVAL && constant->ival->ival <= 0;
}

std::set<std::size_t> unnumbered_positions(const PgQuery__SelectStmt* values) {
  std::set<std::size_t> positions;
  const std::span<Node* const> rows = MIGCHECK_LIST(values, values_lists);
  if (rows.empty() || rows[0]->node_case != PG_QUERY__NODE__NODE_LIST) return positions;
  for (std::size_t i = 0; i < rows[0]->list->n_items; ++i) positions.insert(i);
  for (const Node* row : rows) {
    const std::span<Node* const> items = MIGCHECK_LIST(row->list, items);
    std::erase_if(positions,
                  [&](std::size_t i) { return i >= items.size() || !is_unnumbered(items[i]); });
    if (positions.empty()) break;
  }
  return positions;
}

Insert insert(const PgQuery__InsertStmt* statement) {
  Insert insert;
  insert.table = name_of(statement->relation);
  insert.columns = target_columns(MIGCHECK_LIST(statement, cols));
  walk(&statement->base, [&](const ProtobufCMessage* message) {
    if (const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor)) {
      add_sequence(insert.sequences, call, name_of(MIGCHECK_LIST(call, funcname)).name);
    }
  });
  insert.reads = without(relations_in(&statement->base), insert.table);
  if (!insert.reads.empty()) insert.extent = extent_of(statement->select_stmt);
  insert.from_query = statement->select_stmt != nullptr &&
                      statement->select_stmt->node_case == PG_QUERY__NODE__NODE_SELECT_STMT &&
                      statement->select_stmt->select_stmt->n_values_lists == 0;
  insert.default_values = statement->select_stmt == nullptr;
  insert.repeated = repeated_target(MIGCHECK_LIST(statement, cols));
  const bool values = !insert.default_values && !insert.from_query &&
                      statement->select_stmt->node_case == PG_QUERY__NODE__NODE_SELECT_STMT;
  if (values) insert.unnumbered = unnumbered_positions(statement->select_stmt->select_stmt);
  return insert;
}

bool is_only(const PgQuery__RangeVar* relation) { return relation != nullptr && !relation->inh; }

bool any_only(std::span<Node* const> relations) {
  return std::any_of(relations.begin(), relations.end(), [](const Node* node) {
    return node->node_case == PG_QUERY__NODE__NODE_RANGE_VAR && is_only(node->range_var);
  });
}

Update update(const PgQuery__UpdateStmt* statement) {
  const Name table = name_of(statement->relation);
  return {table,
          target_columns(MIGCHECK_LIST(statement, target_list)),
          where(statement->where_clause),
          without(relations_in(&statement->base), table),
          is_only(statement->relation),
          repeated_target(MIGCHECK_LIST(statement, target_list))};
}

Delete delete_rows(const PgQuery__DeleteStmt* statement) {
  const Name table = name_of(statement->relation);
  return {table, where(statement->where_clause), without(relations_in(&statement->base), table),
          is_only(statement->relation)};
}

std::optional<std::string> literal(Expression expression) {
  if (expression.kind == Expression::Kind::cast) expression = Expression(expression.arguments[0]);
  if (expression.kind != Expression::Kind::constant) return std::nullopt;
  return expression.text;
}

// Called once for certain where it stands by itself among the results of a query without FROM.
bool is_called_once(const PgQuery__SelectStmt* query, const PgQuery__FuncCall* call) {
  if (query->n_from_clause > 0 || query->where_clause != nullptr || query->n_values_lists > 0 ||
      query->op != PG_QUERY__SET_OPERATION__SETOP_NONE || query->limit_count != nullptr) {
    return false;
  }
  for (const Node* target : MIGCHECK_LIST(query, target_list)) {
    if (target->node_case != PG_QUERY__NODE__NODE_RES_TARGET) continue;
    const Node* value = target->res_target->val;
    if (value != nullptr && value->node_case == PG_QUERY__NODE__NODE_FUNC_CALL &&
        value->func_call == call) {
      return true;
    }
  }
  return false;
}

void add_setting(Select& select, const PgQuery__SelectStmt* query, const PgQuery__FuncCall* call) {
  if (select.functions.back().name != "set_config" || call->n_args != 3) return;
  const Expression value = lower_expression(call->args[1]);
  SetConfig setting;
  setting.name = literal(lower_expression(call->args[0]));
  setting.value = literal(value);
  setting.reset = value.kind == Expression::Kind::null;
  if (const auto local = literal(lower_expression(call->args[2]))) {
    setting.local =
        *local == "true" || *local == "t" || *local == "on" || *local == "yes" || *local == "1";
  }
  setting.conditional = !is_called_once(query, call);
  select.settings.push_back(std::move(setting));
}

Select select(const PgQuery__SelectStmt* statement) {
  Select select;
  walk(&statement->base, [&](const ProtobufCMessage* message) {
    if (const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor)) {
      select.functions.push_back(name_of(MIGCHECK_LIST(call, funcname)));
      add_sequence(select.sequences, call, select.functions.back().name);
      add_setting(select, statement, call);
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
  select.extent = extent_of(statement);
  return select;
}

Operation select_or_into(const PgQuery__SelectStmt* statement) {
  if (statement->into_clause == nullptr) return select(statement);
  PgQuery__SelectStmt query = *statement;
  query.into_clause = nullptr;
  Node node = PG_QUERY__NODE__INIT;
  node.node_case = PG_QUERY__NODE__NODE_SELECT_STMT;
  node.select_stmt = &query;
  return lower_table_as(statement->into_clause, &node);
}

Copy copy(const PgQuery__CopyStmt* statement) {
  Copy copy;
  copy.table = name_of(statement->relation);
  copy.from = statement->is_from;
  copy.reads = relations_in(statement->query);
  copy.extent = extent_of(statement->query);
  return copy;
}

Truncate truncate(const PgQuery__TruncateStmt* statement) {
  Truncate truncate;
  truncate.restart_identity = statement->restart_seqs;
  truncate.only = any_only(MIGCHECK_LIST(statement, relations));
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
  lock.only = any_only(MIGCHECK_LIST(statement, relations));
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
