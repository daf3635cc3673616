#include "sql/rewrite.h"

#include <algorithm>

#include "sql/deparse.h"
#include "sql/name_walk.h"
#include "sql/recent_tree.h"

namespace migcheck::sql {

namespace {

std::string wrapped(const std::string& sql, Form form) {
  return form == Form::expression ? "SELECT " + sql : sql;
}

// Whether the text is what its form says: "1 FROM t" is no expression.
bool has_form(const Tree& tree, Form form) {
  if (tree.error() || tree.statements().empty()) return false;
  if (form == Form::statement) return true;
  const Node* statement = tree.statements()[0]->stmt;
  if (tree.statements().size() > 1 || statement->node_case != PG_QUERY__NODE__NODE_SELECT_STMT) {
    return false;
  }
  const PgQuery__SelectStmt* select = statement->select_stmt;
  return select->n_target_list == 1 && select->n_from_clause == 0 &&
         select->target_list[0]->res_target->name[0] == '\0';
}

// Empty where the deparser cannot.
std::string text_of_form(const Tree& tree, Form form) {
  if (form == Form::statement) return deparsed(tree.result());
  const Node* statement = tree.statements()[0]->stmt;
  return deparsed_expression(statement->select_stmt->target_list[0]->res_target->val);
}

template <typename T>
void add_once(std::vector<T>& list, const T& value) {
  if (std::ranges::find(list, value) == list.end()) list.push_back(value);
}

}  // namespace

std::string rewritten(const std::string& sql, Form form, const NameMap& names) {
  RecentTree tree(wrapped(sql, form));
  if (!has_form(*tree, form)) return sql;
  const bool changed =
      replace_names(*tree, names, names.every_column ? ColumnsAsked::all : ColumnsAsked::own);
  if (!changed && tree.is_deparsed()) return sql;
  std::string text = text_of_form(*tree, form);
  if (text.empty()) {
    if (changed) tree.forget();
    return sql;
  }
  tree.set_text(wrapped(text, form));
  return text;
}

MentionedNames names_in(const std::string& sql, Form form) {
  MentionedNames mentioned;
  RecentTree tree(wrapped(sql, form));
  if (!has_form(*tree, form)) return mentioned;
  const auto recorded_in = [](std::vector<Name>& list) {
    return [&list](const Name& name) {
      add_once(list, name);
      return name;
    };
  };
  NameMap names;
  names.relation = recorded_in(mentioned.relations);
  names.type = recorded_in(mentioned.types);
  names.function = recorded_in(mentioned.functions);
  names.column = [&](const std::string& column) {
    add_once(mentioned.columns, column);
    return column;
  };
  replace_names(*tree, names, ColumnsAsked::all);
  walk(&tree->result()->base, [&](const ProtobufCMessage* message) {
    mentioned.derived |= message->descriptor == &pg_query__range_subselect__descriptor ||
                         message->descriptor == &pg_query__common_table_expr__descriptor;
  });
  return mentioned;
}

}  // namespace migcheck::sql
