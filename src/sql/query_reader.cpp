#include "sql/query_reader.h"

#include <algorithm>
#include <utility>

#include "sql/type_rules.h"

namespace migcheck::sql {

namespace {

constexpr int deepest = 500;

// A name of ORDER BY, GROUP BY or DISTINCT ON that may be one of the output.
std::string plain_name(const Node* node) {
  if (node->node_case == PG_QUERY__NODE__NODE_SORT_BY) node = node->sort_by->node;
  if (node->node_case != PG_QUERY__NODE__NODE_COLUMN_REF || node->column_ref->n_fields != 1) {
    return {};
  }
  return string_of(node->column_ref->fields[0]);
}

bool has_column(const ResultColumns& columns, const std::string& name) {
  return columns && std::ranges::find(*columns, name, &ResultColumn::name) != columns->end();
}

}  // namespace

bool is_star(const Node* target) {
  if (target->node_case != PG_QUERY__NODE__NODE_RES_TARGET) return false;
  const Node* value = target->res_target->val;
  if (value == nullptr || value->node_case != PG_QUERY__NODE__NODE_COLUMN_REF) return false;
  const PgQuery__ColumnRef* column = value->column_ref;
  return column->n_fields > 0 &&
         column->fields[column->n_fields - 1]->node_case == PG_QUERY__NODE__NODE_A_STAR;
}

Level& QueryReader::new_level(const Level* outer) {
  Level& level = levels_.emplace_back();
  level.outer = outer;
  return level;
}

ResultColumns QueryReader::read() {
  if (tree_.error() || tree_.statements().size() != 1) failed_ = true;
  if (failed_) return std::nullopt;
  ResultColumns columns = query(tree_.statements()[0]->stmt, nullptr);
  if (failed_ || !columns) return std::nullopt;
  // A literal without a type becomes text.
  for (ResultColumn& column : *columns) {
    if (is_untyped(column.type)) column.type = TypeName{{{}, "text"}, {}};
  }
  return columns;
}

ResultColumns QueryReader::query(const Node* node, const Level* outer) {
  if (node == nullptr || node->node_case != PG_QUERY__NODE__NODE_SELECT_STMT) {
    failed_ = true;
    return std::nullopt;
  }
  return select(node->select_stmt, outer);
}

ResultColumns QueryReader::select(PgQuery__SelectStmt* statement, const Level* outer) {
  if (++depth_ > deepest) {
    failed_ = true;
    return std::nullopt;
  }
  // Subqueries in FROM see the WITH queries, but not what stands beside them.
  Level& around = new_level(outer);
  read_with(statement->with_clause, around);
  Level& level = new_level(&around);
  ResultColumns columns;
  if (statement->op != PG_QUERY__SET_OPERATION__SETOP_NONE) {
    columns = set_operation(statement, level);
  } else if (statement->n_values_lists > 0) {
    columns = values(statement, level);
  } else {
    for (const Node* item : MIGCHECK_LIST(statement, from_clause)) add_item(item, level);
    if (hooks_.select && !quiet_) hooks_.select(statement, level);
    columns = targets(statement, level);
  }
  read_clauses(statement, level, columns);
  --depth_;
  return columns;
}

// The names are the left side's.
ResultColumns QueryReader::set_operation(PgQuery__SelectStmt* statement, const Level& level) {
  ResultColumns left = select(statement->larg, &level);
  const ResultColumns right = select(statement->rarg, &level);
  if (!left || !right || left->size() != right->size()) return std::nullopt;
  for (std::size_t i = 0; i < left->size(); ++i) {
    (*left)[i].type = common_type((*left)[i].type, (*right)[i].type);
    if ((*left)[i].collation != (*right)[i].collation) (*left)[i].collation.clear();
  }
  return left;
}

ResultColumns QueryReader::values(PgQuery__SelectStmt* statement, const Level& level) {
  std::vector<ResultColumn> columns;
  for (const Node* row : MIGCHECK_LIST(statement, values_lists)) {
    read_expression(row, level);
    const std::span<Node* const> items = MIGCHECK_LIST(row->list, items);
    for (std::size_t i = 0; i < items.size(); ++i) {
      std::optional<TypeName> type = hooks_.types ? type_in(items[i], level) : std::nullopt;
      if (columns.size() <= i) {
        columns.push_back({"column" + std::to_string(i + 1), std::move(type)});
      } else {
        columns[i].type = common_type(columns[i].type, type);
      }
    }
  }
  return columns;
}

std::optional<TypeName> QueryReader::type_in(const Node* node, const Level& level) {
  const TypeRules rules{level, catalog_, [&](const Node* inner) -> std::optional<TypeName> {
                          // Its names are read, and told of, elsewhere.
                          const bool before = std::exchange(quiet_, true);
                          const ResultColumns columns = query(inner, &level);
                          quiet_ = before;
                          if (!columns || columns->size() != 1) return std::nullopt;
                          if (is_untyped((*columns)[0].type)) return TypeName{{{}, "text"}, {}};
                          return (*columns)[0].type;
                        }};
  return type_of_expression(node, rules);
}

ResultColumn QueryReader::result_column(const PgQuery__ResTarget* target, const Level& level) {
  ResultColumn column;
  column.name = text_of(target->name);
  if (column.name.empty()) column.name = output_name(target->val);
  if (!hooks_.types) return column;
  if (target->val->node_case == PG_QUERY__NODE__NODE_COLUMN_REF) {
    const Resolved resolved = resolve(level, target->val->column_ref);
    if (resolved.kind != Resolved::Kind::column) return column;
    column.type = resolved.type;
    column.collation = resolved.collation;
    return column;
  }
  column.type = type_in(target->val, level);
  if (target->val->node_case == PG_QUERY__NODE__NODE_COLLATE_CLAUSE) {
    column.collation = to_string(name_of(MIGCHECK_LIST(target->val->collate_clause, collname)));
  }
  return column;
}

ResultColumns QueryReader::targets(PgQuery__SelectStmt* statement, const Level& level) {
  std::vector<ResultColumn> columns;
  bool known = true;
  for (const Node* node : MIGCHECK_LIST(statement, target_list)) {
    if (node->node_case != PG_QUERY__NODE__NODE_RES_TARGET) return std::nullopt;
    if (!is_star(node)) {
      read_expression(node->res_target->val, level);
      columns.push_back(result_column(node->res_target, level));
      continue;
    }
    PgQuery__ColumnRef* star = node->res_target->val->column_ref;
    if (hooks_.column && !quiet_) failed_ = true;  // only expanded queries are asked
    if (star->n_fields == 1) {
      known = known && level.known;
      for (const Visible& visible : level.visible) {
        columns.push_back(*level.items[visible.item].column(visible.name));
      }
      continue;
    }
    const Resolved resolved = resolve(level, star);
    if (resolved.kind != Resolved::Kind::whole_row) return std::nullopt;
    const RelationColumns& all = resolved.level->items[resolved.items.front()].columns;
    known = known && all != nullptr;
    if (all) columns.insert(columns.end(), all->begin(), all->end());
  }
  if (!known) return std::nullopt;
  return columns;
}

void QueryReader::read_with(const PgQuery__WithClause* with, Level& level) {
  if (with == nullptr) return;
  for (const Node* node : MIGCHECK_LIST(with, ctes)) {
    if (node->node_case != PG_QUERY__NODE__NODE_COMMON_TABLE_EXPR) continue;
    read_common(node->common_table_expr, level, with->recursive != 0);
  }
}

// The columns of a recursive query are those of its first part.
void QueryReader::read_common(PgQuery__CommonTableExpr* common, Level& level, bool recursive) {
  const std::string name = text_of(common->ctename);
  if (common->search_clause != nullptr || common->cycle_clause != nullptr) failed_ = true;
  const auto renamed = [&](ResultColumns columns) {
    const std::vector<std::string> names = strings_of(MIGCHECK_LIST(common, aliascolnames));
    for (std::size_t i = 0; columns && i < names.size() && i < columns->size(); ++i) {
      (*columns)[i].name = names[i];
    }
    return columns;
  };
  const Node* body = common->ctequery;
  if (body == nullptr || body->node_case != PG_QUERY__NODE__NODE_SELECT_STMT) {
    failed_ = true;  // it changes data
    return;
  }
  if (recursive && body->select_stmt->larg != nullptr) {
    const bool before = std::exchange(quiet_, true);
    level.queries[name] = shared(renamed(select(body->select_stmt->larg, &level)));
    quiet_ = before;
    query(body, &level);
    return;
  }
  ResultColumns columns = renamed(query(body, &level));
  level.queries[name] = shared(std::move(columns));
}

void QueryReader::read_column(PgQuery__ColumnRef* column, const Level& level) {
  if (quiet_ || !hooks_.column) return;
  const Resolved resolved = resolve(level, column);
  if (resolved.kind == Resolved::Kind::unknown) failed_ = true;
  hooks_.column(column, resolved);
}

void QueryReader::read_fields(PgQuery__AIndirection* read, const Level& level) {
  if (!hooks_.field) return;
  std::optional<TypeName> type = type_in(read->arg, level);
  for (Node* part : MIGCHECK_LIST(read, indirection)) {
    if (part->node_case == PG_QUERY__NODE__NODE_A_INDICES) {
      if (type) type->array_dimensions = 0;
      continue;
    }
    hooks_.field(part, type);
    type.reset();
  }
}

void QueryReader::read_expression(const Node* node, const Level& level) {
  if (node == nullptr || quiet_) return;
  if (++depth_ > deepest) {
    failed_ = true;
    return;
  }
  if (node->node_case == PG_QUERY__NODE__NODE_A_INDIRECTION) {
    read_fields(node->a_indirection, level);
  }
  if (node->node_case == PG_QUERY__NODE__NODE_COLUMN_REF) {
    read_column(node->column_ref, level);
  } else if (node->node_case == PG_QUERY__NODE__NODE_SUB_LINK) {
    read_expression(node->sub_link->testexpr, level);
    query(node->sub_link->subselect, &level);
  } else {
    std::vector<const ProtobufCMessage*> pending = {&node->base};
    while (!pending.empty()) {
      const ProtobufCMessage* message = pending.back();
      pending.pop_back();
      for_each_child(message, [&](const ProtobufCMessage* child) { pending.push_back(child); });
      if (message == &node->base) continue;
      const auto* inner = as<Node>(message, pg_query__node__descriptor);
      if (inner == nullptr) continue;
      // Below here the inner node is read by itself.
      std::size_t children = 0;
      for_each_child(message, [&](const ProtobufCMessage*) { ++children; });
      pending.resize(pending.size() - children);
      read_expression(inner, level);
    }
  }
  --depth_;
}

// A name that the query yields means that, for ORDER BY; the others mean a column of FROM.
void QueryReader::read_sorting(std::span<Node* const> clauses, const Level& level,
                               const ResultColumns& columns) {
  for (const Node* clause : clauses) {
    if (clause == nullptr || clause->node_case == PG_QUERY__NODE__NODE__NOT_SET) continue;
    const std::string name = plain_name(clause);
    if (!name.empty() && has_column(columns, name)) continue;
    read_expression(clause, level);
  }
}

void QueryReader::read_clauses(PgQuery__SelectStmt* statement, const Level& level,
                               const ResultColumns& columns) {
  read_expression(statement->where_clause, level);
  for (const Node* group : MIGCHECK_LIST(statement, group_clause)) {
    const std::string name = plain_name(group);
    // A column of FROM goes before one of the output here.
    if (!name.empty() && has_column(columns, name) &&
        resolve(level, group->column_ref).kind != Resolved::Kind::column) {
      continue;
    }
    read_expression(group, level);
  }
  read_expression(statement->having_clause, level);
  for (const Node* window : MIGCHECK_LIST(statement, window_clause)) {
    read_expression(window, level);
  }
  read_sorting(MIGCHECK_LIST(statement, distinct_clause), level, columns);
  read_sorting(MIGCHECK_LIST(statement, sort_clause), level, columns);
  read_expression(statement->limit_offset, level);
  read_expression(statement->limit_count, level);
}

}  // namespace migcheck::sql
