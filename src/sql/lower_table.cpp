#include "sql/deparse.h"
#include "sql/lower.h"

namespace migcheck::sql {

namespace {

Persistence persistence_of(const PgQuery__RangeVar* relation) {
  const std::string persistence = relation == nullptr ? "" : text_of(relation->relpersistence);
  if (persistence == "t") return Persistence::temporary;
  return persistence == "u" ? Persistence::unlogged : Persistence::permanent;
}

void apply_column_constraint(Column& column, const PgQuery__Constraint* constraint) {
  switch (constraint->contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      column.not_null = true;
      return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
      column.has_default = true;
      column.default_value = lower_stored_expression(constraint->raw_expr);
      return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY:
      column.identity = text_of(constraint->generated_when) == "a" ? Column::Identity::always
                                                                   : Column::Identity::by_default;
      column.identity_options = lower_sequence(MIGCHECK_LIST(constraint, options));
      return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED:
      column.generated = Column::Generated::stored;
      column.generated_as = lower_stored_expression(constraint->raw_expr);
      return;
    default:
      break;
  }
  if (!constraint_kind(constraint->contype)) {
    apply_attribute(column.constraints, constraint->contype);
    return;
  }
  column.constraints.push_back(lower_constraint(constraint));
  column.constraints.back().columns = {column.name};
}

// Source: TableLikeOption in PostgreSQL's src/include/nodes/parsenodes.h: the bits are in the order
// of their names.
Like like(const PgQuery__TableLikeClause* clause, std::size_t position) {
  Like like{name_of(clause->relation), position};
  bool* const parts[] = {&like.comments, &like.compression, &like.constraints,
                         &like.defaults, &like.generated,   &like.identity,
                         &like.indexes,  &like.statistics,  &like.storage};
  for (std::size_t bit = 0; bit < std::size(parts); ++bit) {
    *parts[bit] = (clause->options & (1U << bit)) != 0;
  }
  return like;
}

void add_element(CreateTable& table, const Node* element) {
  switch (element->node_case) {
    case PG_QUERY__NODE__NODE_COLUMN_DEF:
      table.columns.push_back(lower_column(element->column_def));
      break;
    case PG_QUERY__NODE__NODE_CONSTRAINT:
      if (constraint_kind(element->constraint->contype)) {
        table.constraints.push_back(lower_constraint(element->constraint));
      } else {
        apply_attribute(table.constraints, element->constraint->contype);
      }
      break;
    case PG_QUERY__NODE__NODE_TABLE_LIKE_CLAUSE:
      table.likes.push_back(like(element->table_like_clause, table.columns.size()));
      table.like.push_back(table.likes.back().table);
      break;
    default:
      break;
  }
}

std::string on_commit(PgQuery__OnCommitAction action) {
  if (action == PG_QUERY__ON_COMMIT_ACTION__ONCOMMIT_DROP) return "drop";
  return action == PG_QUERY__ON_COMMIT_ACTION__ONCOMMIT_DELETE_ROWS ? "delete rows" : "";
}

void take_parents(CreateTable& table, const PgQuery__CreateStmt* statement) {
  for (const Node* parent : MIGCHECK_LIST(statement, inh_relations)) {
    table.inherits.push_back(name_of(parent));
  }
  if (statement->partbound == nullptr || table.inherits.empty()) return;
  table.partition_of = table.inherits.front();
  table.inherits.clear();
  table.default_partition = statement->partbound->is_default;
  table.partition_bound = lower_bound(statement->partbound);
}

void take_partition_key(CreateTable& table, const PgQuery__PartitionSpec* spec) {
  if (spec == nullptr) return;
  table.partition_by = lower_partition_key(spec);
  table.partition_key.emplace();
  for (const IndexKey& key : table.partition_by->keys) table.partition_key->push_back(key.column);
}

CreateTable create_table(const PgQuery__CreateStmt* statement) {
  CreateTable table;
  table.table = name_of(statement->relation);
  table.persistence = persistence_of(statement->relation);
  table.if_not_exists = statement->if_not_exists;
  table.of_type = statement->of_typename != nullptr;
  if (table.of_type) table.type = type_of(statement->of_typename).name;
  for (const Node* element : MIGCHECK_LIST(statement, table_elts)) add_element(table, element);
  for (const Node* element : MIGCHECK_LIST(statement, constraints)) add_element(table, element);
  take_parents(table, statement);
  take_partition_key(table, statement->partspec);
  table.options = lower_options(MIGCHECK_LIST(statement, options));
  table.tablespace = text_of(statement->tablespacename);
  table.access_method = text_of(statement->access_method);
  table.on_commit = on_commit(statement->oncommit);
  return table;
}

CreateTable create_foreign_table(const PgQuery__CreateForeignTableStmt* statement) {
  CreateTable table = create_table(statement->base_stmt);
  table.foreign = true;
  table.server = text_of(statement->servername);
  table.options = lower_options(MIGCHECK_LIST(statement, options));
  return table;
}

CreateTableAs create_table_as(const PgQuery__CreateTableAsStmt* statement) {
  CreateTableAs table = lower_table_as(statement->into, statement->query);
  table.materialized_view = statement->objtype == PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW;
  table.if_not_exists = statement->if_not_exists;
  return table;
}

CreateIndex create_index(const PgQuery__IndexStmt* statement) {
  CreateIndex index;
  index.name = text_of(statement->idxname);
  index.table = name_of(statement->relation);
  index.only = statement->relation != nullptr && !statement->relation->inh;
  index.method = text_of(statement->access_method);
  index.unique = statement->unique;
  index.concurrently = statement->concurrent;
  index.if_not_exists = statement->if_not_exists;
  for (const Node* element : MIGCHECK_LIST(statement, index_params)) {
    index.keys.push_back(lower_index_key(element->index_elem));
  }
  for (const Node* element : MIGCHECK_LIST(statement, index_including_params)) {
    index.include.push_back(text_of(element->index_elem->name));
  }
  index.where = lower_stored_expression_if(statement->where_clause);
  index.options = lower_options(MIGCHECK_LIST(statement, options));
  index.tablespace = text_of(statement->table_space);
  index.nulls_not_distinct = statement->nulls_not_distinct;
  return index;
}

}  // namespace

CreateTableAs lower_table_as(const PgQuery__IntoClause* into, const Node* query) {
  CreateTableAs table;
  table.table = name_of(into->rel);
  table.persistence = persistence_of(into->rel);
  table.columns = strings_of(MIGCHECK_LIST(into, col_names));
  table.reads = relations_in(query);
  table.extent = extent_of(query);
  table.query = deparsed(query);
  table.with_data = !into->skip_data;
  table.options = lower_options(MIGCHECK_LIST(into, options));
  table.tablespace = text_of(into->table_space_name);
  table.access_method = text_of(into->access_method);
  return table;
}

Column lower_column(const PgQuery__ColumnDef* node) {
  Column column;
  column.name = text_of(node->colname);
  column.type = type_of(node->type_name);
  column.not_null = node->is_not_null;
  column.compression = text_of(node->compression);
#if PG_VERSION_NUM >= 160000
  column.storage = text_of(node->storage_name);
#endif
  if (node->coll_clause != nullptr) {
    column.collation_name = name_of(MIGCHECK_LIST(node->coll_clause, collname));
    column.collation = column.collation_name.name;
  }
  column.options = lower_options(MIGCHECK_LIST(node, fdwoptions));
  for (const Node* constraint : MIGCHECK_LIST(node, constraints)) {
    if (constraint->node_case != PG_QUERY__NODE__NODE_CONSTRAINT) continue;
    apply_column_constraint(column, constraint->constraint);
  }
  return column;
}

std::optional<Operation> lower_table_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_CREATE_STMT:
      return create_table(node->create_stmt);
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_TABLE_STMT:
      return create_foreign_table(node->create_foreign_table_stmt);
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
      return create_table_as(node->create_table_as_stmt);
    case PG_QUERY__NODE__NODE_INDEX_STMT:
      return create_index(node->index_stmt);
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
