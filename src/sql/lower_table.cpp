#include "sql/lower.h"

namespace migcheck::sql {

namespace {

Persistence persistence_of(const PgQuery__RangeVar* relation) {
  const std::string persistence = relation == nullptr ? "" : text_of(relation->relpersistence);
  if (persistence == "t") return Persistence::temporary;
  return persistence == "u" ? Persistence::unlogged : Persistence::permanent;
}

std::string key_action(const char* action) {
  const std::string letter = text_of(action);
  if (letter == "c") return "cascade";
  if (letter == "n") return "set null";
  if (letter == "d") return "set default";
  return letter == "r" ? "restrict" : "";
}

std::optional<Constraint::Kind> constraint_kind(PgQuery__ConstrType type) {
  switch (type) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      return Constraint::Kind::not_null;
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
      return Constraint::Kind::check;
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
      return Constraint::Kind::primary_key;
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
      return Constraint::Kind::unique;
    case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
      return Constraint::Kind::exclusion;
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
      return Constraint::Kind::foreign_key;
    default:
      return std::nullopt;
  }
}

// DEFERRABLE and its kin stand behind the constraint that they are about, as nodes of their own.
void apply_attribute(std::vector<Constraint>& constraints, PgQuery__ConstrType type) {
  if (constraints.empty()) return;
  if (type == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE) constraints.back().deferrable = true;
  if (type == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRED) {
    constraints.back().deferrable = constraints.back().initially_deferred = true;
  }
}

void apply_column_constraint(Column& column, const PgQuery__Constraint* constraint) {
  switch (constraint->contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      column.not_null = true;
      return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
      column.has_default = true;
      column.default_value = lower_expression(constraint->raw_expr);
      return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY:
      column.identity = text_of(constraint->generated_when) == "a" ? Column::Identity::always
                                                                   : Column::Identity::by_default;
      return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED:
      column.generated = Column::Generated::stored;
      column.generated_as = lower_expression(constraint->raw_expr);
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
      table.like.push_back(name_of(element->table_like_clause->relation));
      break;
    default:
      break;
  }
}

std::vector<std::string> partition_key(const PgQuery__PartitionSpec* spec) {
  std::vector<std::string> columns;
  for (const Node* part : MIGCHECK_LIST(spec, part_params)) {
    if (part->node_case != PG_QUERY__NODE__NODE_PARTITION_ELEM) continue;
    columns.push_back(text_of(part->partition_elem->name));
  }
  return columns;
}

CreateTable create_table(const PgQuery__CreateStmt* statement) {
  CreateTable table;
  table.table = name_of(statement->relation);
  table.persistence = persistence_of(statement->relation);
  table.if_not_exists = statement->if_not_exists;
  table.of_type = statement->of_typename != nullptr;
  for (const Node* element : MIGCHECK_LIST(statement, table_elts)) add_element(table, element);
  for (const Node* element : MIGCHECK_LIST(statement, constraints)) add_element(table, element);
  for (const Node* parent : MIGCHECK_LIST(statement, inh_relations)) {
    table.inherits.push_back(name_of(parent));
  }
  if (statement->partbound != nullptr && !table.inherits.empty()) {
    table.partition_of = table.inherits.front();
    table.inherits.clear();
    table.default_partition = statement->partbound->is_default;
  }
  if (statement->partspec != nullptr) table.partition_key = partition_key(statement->partspec);
  return table;
}

CreateTableAs create_table_as(const PgQuery__CreateTableAsStmt* statement) {
  CreateTableAs table;
  table.table = name_of(statement->into->rel);
  table.persistence = persistence_of(statement->into->rel);
  table.columns = strings_of(MIGCHECK_LIST(statement->into, col_names));
  table.reads = relations_in(statement->query);
  table.materialized_view = statement->objtype == PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW;
  table.with_data = !statement->into->skip_data;
  table.if_not_exists = statement->if_not_exists;
  return table;
}

IndexKey index_key(const PgQuery__IndexElem* element) {
  IndexKey key;
  key.column = text_of(element->name);
  if (element->expr != nullptr) key.expression = lower_expression(element->expr);
  key.operator_class = name_of(MIGCHECK_LIST(element, opclass)).name;
  key.collation = name_of(MIGCHECK_LIST(element, collation)).name;
  key.default_order = element->ordering != PG_QUERY__SORT_BY_DIR__SORTBY_DESC &&
                      element->nulls_ordering != PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_FIRST;
  return key;
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
    index.keys.push_back(index_key(element->index_elem));
  }
  for (const Node* element : MIGCHECK_LIST(statement, index_including_params)) {
    index.include.push_back(text_of(element->index_elem->name));
  }
  if (statement->where_clause != nullptr) index.where = lower_expression(statement->where_clause);
  return index;
}

}  // namespace

Constraint lower_constraint(const PgQuery__Constraint* node) {
  Constraint constraint;
  constraint.kind = constraint_kind(node->contype).value_or(Constraint::Kind::check);
  constraint.name = text_of(node->conname);
  constraint.columns = strings_of(MIGCHECK_LIST(node, keys));
  constraint.not_valid = node->skip_validation;
  constraint.deferrable = node->deferrable;
  constraint.initially_deferred = node->initdeferred;
  constraint.no_inherit = node->is_no_inherit;
  constraint.using_index = text_of(node->indexname);
  if (constraint.kind == Constraint::Kind::check)
    constraint.check = lower_expression(node->raw_expr);
  if (constraint.kind == Constraint::Kind::foreign_key) {
    constraint.references = name_of(node->pktable);
    const std::vector<std::string> columns = strings_of(MIGCHECK_LIST(node, fk_attrs));
    if (!columns.empty()) constraint.columns = columns;
    constraint.referenced_columns = strings_of(MIGCHECK_LIST(node, pk_attrs));
    constraint.on_delete = key_action(node->fk_del_action);
    constraint.on_update = key_action(node->fk_upd_action);
  }
  return constraint;
}

Column lower_column(const PgQuery__ColumnDef* node) {
  Column column;
  column.name = text_of(node->colname);
  column.type = type_of(node->type_name);
  column.not_null = node->is_not_null;
  if (node->coll_clause != nullptr) {
    column.collation = name_of(MIGCHECK_LIST(node->coll_clause, collname)).name;
  }
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
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_TABLE_STMT: {
      CreateTable table = create_table(node->create_foreign_table_stmt->base_stmt);
      table.foreign = true;
      return table;
    }
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
      return create_table_as(node->create_table_as_stmt);
    case PG_QUERY__NODE__NODE_INDEX_STMT:
      return create_index(node->index_stmt);
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
