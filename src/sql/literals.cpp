#include "sql/literals.h"

#include "sql/tree.h"

namespace migcheck::sql {

namespace {

const Node* without_casts(const Node* node) {
  while (node != nullptr && node->node_case == PG_QUERY__NODE__NODE_TYPE_CAST) {
    node = node->type_cast->arg;
  }
  return node;
}

std::optional<std::string> string_literal(const Node* node) {
  const bool is_string = node != nullptr && node->node_case == PG_QUERY__NODE__NODE_A_CONST &&
                         node->a_const->val_case == PG_QUERY__A__CONST__VAL_SVAL;
  if (!is_string) return std::nullopt;
  return text_of(node->a_const->sval->sval);
}

std::string column_of(const Node* node) {
  node = without_casts(node);
  if (node == nullptr || node->node_case != PG_QUERY__NODE__NODE_COLUMN_REF) return {};
  const PgQuery__ColumnRef* column = node->column_ref;
  return column->n_fields == 0 ? "" : string_of(column->fields[column->n_fields - 1]);
}

class Finder {
 public:
  void visit(const ProtobufCMessage* message) {
    if (const auto* cast = as<PgQuery__TypeCast>(message, pg_query__type_cast__descriptor)) {
      const auto text = string_literal(cast->arg);
      if (text) found.push_back({*text, type_of(cast->type_name)});
    }
    if (const auto* compared = as<PgQuery__AExpr>(message, pg_query__a__expr__descriptor)) {
      compare(compared);
    }
    if (const auto* added = as<PgQuery__InsertStmt>(message, pg_query__insert_stmt__descriptor)) {
      insert(added);
    }
    if (const auto* update = as<PgQuery__UpdateStmt>(message, pg_query__update_stmt__descriptor)) {
      assign(MIGCHECK_LIST(update, target_list));
    }
    if (const auto* conflict =
            as<PgQuery__OnConflictClause>(message, pg_query__on_conflict_clause__descriptor)) {
      assign(MIGCHECK_LIST(conflict, target_list));
    }
    if (const auto* column = as<PgQuery__ColumnDef>(message, pg_query__column_def__descriptor)) {
      define(column);
    }
    if (const auto* action =
            as<PgQuery__AlterTableCmd>(message, pg_query__alter_table_cmd__descriptor)) {
      const bool sets = action->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault;
      if (sets) add(action->def, text_of(action->name));
    }
  }

  std::vector<LiteralUse> found;

 private:
  void add(const Node* value, const std::string& column) {
    const auto text = string_literal(value);
    if (text && !column.empty()) found.push_back({*text, {}, column});
  }

  // One value, a list of them, or an array.
  void add_all(const Node* value, const std::string& column) {
    if (value == nullptr) return;
    if (value->node_case == PG_QUERY__NODE__NODE_LIST) {
      for (const Node* item : MIGCHECK_LIST(value->list, items)) add(item, column);
    } else if (value->node_case == PG_QUERY__NODE__NODE_A_ARRAY_EXPR) {
      for (const Node* item : MIGCHECK_LIST(value->a_array_expr, elements)) add(item, column);
    } else {
      add(value, column);
    }
  }

  // A column that is cast is compared as what it is cast to.
  void compare(const PgQuery__AExpr* expression) {
    const auto plain = [](const Node* node) {
      return node != nullptr && node->node_case == PG_QUERY__NODE__NODE_COLUMN_REF ? column_of(node)
                                                                                   : std::string();
    };
    add_all(expression->rexpr, plain(expression->lexpr));
    add_all(expression->lexpr, plain(expression->rexpr));
  }

  void assign(std::span<Node* const> targets) {
    for (const Node* target : targets) {
      if (target->node_case != PG_QUERY__NODE__NODE_RES_TARGET) continue;
      add(target->res_target->val, text_of(target->res_target->name));
    }
  }

  void insert(const PgQuery__InsertStmt* statement) {
    const Node* source = statement->select_stmt;
    if (source == nullptr || source->node_case != PG_QUERY__NODE__NODE_SELECT_STMT) return;
    std::vector<std::string> columns;
    for (const Node* target : MIGCHECK_LIST(statement, cols)) {
      columns.push_back(text_of(target->res_target->name));
    }
    const PgQuery__SelectStmt* select = source->select_stmt;
    for (const Node* row : MIGCHECK_LIST(select, values_lists)) {
      for (std::size_t i = 0; i < row->list->n_items; ++i) {
        insert_value(row->list->items[i], columns, i);
      }
    }
    for (std::size_t i = 0; i < select->n_target_list; ++i) {
      insert_value(select->target_list[i]->res_target->val, columns, i);
    }
  }

  void insert_value(const Node* value, const std::vector<std::string>& columns, std::size_t at) {
    if (at < columns.size()) {
      add(value, columns[at]);
    } else if (const auto text = string_literal(value); text && columns.empty()) {
      found.push_back({*text, {}, {}, at});
    }
  }

  // DEFAULT of the column, which has the column's type.
  void define(const PgQuery__ColumnDef* column) {
    for (const Node* node : MIGCHECK_LIST(column, constraints)) {
      if (node->node_case != PG_QUERY__NODE__NODE_CONSTRAINT || column->type_name == nullptr)
        continue;
      if (node->constraint->contype != PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT) continue;
      const auto text = string_literal(node->constraint->raw_expr);
      if (text) found.push_back({*text, type_of(column->type_name)});
    }
  }
};

}  // namespace

std::vector<LiteralUse> literal_uses(const std::string& statement) {
  const Tree tree(statement);
  Finder finder;
  if (tree.error()) return {};
  for (const PgQuery__RawStmt* one : tree.statements()) {
    walk(&one->base, [&](const ProtobufCMessage* message) { finder.visit(message); });
  }
  return std::move(finder.found);
}

}  // namespace migcheck::sql
