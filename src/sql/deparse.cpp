#include "sql/deparse.h"

#include <algorithm>

#include "sql/message_tree.h"

namespace migcheck::sql {

namespace {

constexpr std::string_view select = "SELECT ";

// SET a = 1, (b, c) = (…): the deparser loses c where the list does not begin with a row.
bool has_late_row(std::span<Node* const> targets) {
  for (std::size_t i = 1; i < targets.size(); ++i) {
    if (targets[i]->node_case != PG_QUERY__NODE__NODE_RES_TARGET) continue;
    const Node* value = targets[i]->res_target->val;
    if (value != nullptr && value->node_case == PG_QUERY__NODE__NODE_MULTI_ASSIGN_REF &&
        value->multi_assign_ref->colno == 1) {
      return true;
    }
  }
  return false;
}

// FOR UPDATE OF t NOWAIT: the deparser forgets a blank.
bool has_glued_words(const PgQuery__LockingClause* clause) {
  return clause->n_locked_rels > 0 &&
         clause->wait_policy != PG_QUERY__LOCK_WAIT_POLICY__LockWaitBlock;
}

// Whether the tree has something that libpg_query's deparser is known to write wrongly.
bool is_written_wrongly(const ProtobufCMessage* root) {
  bool wrong = false;
  walk(root, [&](const ProtobufCMessage* message) {
    if (const auto* update = as<PgQuery__UpdateStmt>(message, pg_query__update_stmt__descriptor)) {
      wrong |= has_late_row(MIGCHECK_LIST(update, target_list));
    } else if (const auto* conflict = as<PgQuery__OnConflictClause>(
                   message, pg_query__on_conflict_clause__descriptor)) {
      wrong |= has_late_row(MIGCHECK_LIST(conflict, target_list));
    } else if (const auto* merge =
                   as<PgQuery__MergeWhenClause>(message, pg_query__merge_when_clause__descriptor)) {
      wrong |= has_late_row(MIGCHECK_LIST(merge, target_list));
    } else if (const auto* locking =
                   as<PgQuery__LockingClause>(message, pg_query__locking_clause__descriptor)) {
      wrong |= has_glued_words(locking);
    }
  });
  return wrong;
}

}  // namespace

std::string deparsed(const PgQuery__ParseResult* result) {
  if (is_written_wrongly(&result->base)) return {};
  std::string text = deparsed_messages(*result);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::string deparsed(const Node* statement) {
  PgQuery__RawStmt raw = PG_QUERY__RAW_STMT__INIT;
  raw.stmt = const_cast<Node*>(statement);
  PgQuery__RawStmt* statements[] = {&raw};
  PgQuery__ParseResult result = PG_QUERY__PARSE_RESULT__INIT;
  result.version = PG_VERSION_NUM;
  result.n_stmts = 1;
  result.stmts = statements;
  return deparsed(&result);
}

std::string deparsed_expression(const Node* expression) {
  if (expression == nullptr) return {};
  PgQuery__ResTarget target = PG_QUERY__RES_TARGET__INIT;
  target.val = const_cast<Node*>(expression);
  Node target_node = PG_QUERY__NODE__INIT;
  target_node.node_case = PG_QUERY__NODE__NODE_RES_TARGET;
  target_node.res_target = &target;
  Node* targets[] = {&target_node};
  PgQuery__SelectStmt query = PG_QUERY__SELECT_STMT__INIT;
  query.n_target_list = 1;
  query.target_list = targets;
  query.limit_option = PG_QUERY__LIMIT_OPTION__LIMIT_OPTION_DEFAULT;
  query.op = PG_QUERY__SET_OPERATION__SETOP_NONE;
  Node statement = PG_QUERY__NODE__INIT;
  statement.node_case = PG_QUERY__NODE__NODE_SELECT_STMT;
  statement.select_stmt = &query;
  const std::string text = deparsed(static_cast<const Node*>(&statement));
  return text.starts_with(select) ? text.substr(select.size()) : "";
}

}  // namespace migcheck::sql
