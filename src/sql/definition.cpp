#include "sql/definition.h"

#include <deque>

#include "core/text.h"
#include "sql/deparse.h"

namespace migcheck::sql {

namespace {

// Nodes made here, which have to live until the tree that they are put into is written out.
class MadeNodes {
 public:
  char* text(const std::string& value) { return strings_.emplace_back(value).data(); }

  Node* string(const std::string& value) {
    PgQuery__String& made = texts_.emplace_back();
    pg_query__string__init(&made);
    made.sval = text(value);
    Node& node = nodes_.emplace_back();
    pg_query__node__init(&node);
    node.node_case = PG_QUERY__NODE__NODE_STRING;
    node.string = &made;
    return &node;
  }

  // A list of [schema,] name in place of another one.
  void replace(std::size_t& count, Node**& items, const Name& name) {
    std::vector<Node*>& list = lists_.emplace_back();
    if (!name.schema.empty()) list.push_back(string(name.schema));
    list.push_back(string(name.name));
    count = list.size();
    items = list.data();
  }

 private:
  std::deque<std::string> strings_;
  std::deque<PgQuery__String> texts_;
  std::deque<Node> nodes_;
  std::deque<std::vector<Node*>> lists_;
};

// Whether the statement is of a kind that has a name.
bool set_name(Node* node, const Name& name, MadeNodes& made) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
      node->create_trig_stmt->trigname = made.text(name.name);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
      node->create_policy_stmt->policy_name = made.text(name.name);
      return true;
    case PG_QUERY__NODE__NODE_RULE_STMT:
      node->rule_stmt->rulename = made.text(name.name);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_PUBLICATION_STMT:
      node->create_publication_stmt->pubname = made.text(name.name);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_SERVER_STMT:
      node->create_foreign_server_stmt->servername = made.text(name.name);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_EVENT_TRIG_STMT:
      node->create_event_trig_stmt->trigname = made.text(name.name);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_STATS_STMT:
      made.replace(node->create_stats_stmt->n_defnames, node->create_stats_stmt->defnames, name);
      return true;
    case PG_QUERY__NODE__NODE_DEFINE_STMT:
      made.replace(node->define_stmt->n_defnames, node->define_stmt->defnames, name);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_CONVERSION_STMT:
      made.replace(node->create_conversion_stmt->n_conversion_name,
                   node->create_conversion_stmt->conversion_name, name);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_OP_CLASS_STMT:
      made.replace(node->create_op_class_stmt->n_opclassname,
                   node->create_op_class_stmt->opclassname, name);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_OP_FAMILY_STMT:
      made.replace(node->create_op_family_stmt->n_opfamilyname,
                   node->create_op_family_stmt->opfamilyname, name);
      return true;
    default:
      return false;
  }
}

// The literal after a label was renamed: the label itself, or an array that has it.
std::string with_label(const std::string& literal, const std::string& from, const std::string& to) {
  if (literal == from) return to;
  if (literal.size() < 2 || literal.front() != '{' || literal.back() != '}') return literal;
  std::vector<std::string> elements;
  bool found = false;
  const std::string inside = literal.substr(1, literal.size() - 2);
  for (const std::string_view part : split(inside, ',')) {
    const bool same = part == from || part == "\"" + from + "\"";
    found |= same;
    elements.push_back(same ? "\"" + to + "\"" : std::string(part));
  }
  return found ? "{" + join(elements, ",") + "}" : literal;
}

// The only statement of the text; null where there is none or more than one.
Node* only_statement(const Tree& tree) {
  return tree.statements().size() == 1 ? tree.statements().front()->stmt : nullptr;
}

}  // namespace

std::string with_object_name(const std::string& statement, const Name& name) {
  const Tree tree(statement);
  Node* node = only_statement(tree);
  MadeNodes made;
  if (node == nullptr || !set_name(node, name, made)) return statement;
  return deparsed(node);
}

std::string with_literal(const std::string& sql, Form form, const std::string& from,
                         const std::string& to) {
  const std::string prefix = form == Form::expression ? "SELECT " : "";
  const Tree tree(prefix + sql);
  Node* node = only_statement(tree);
  if (node == nullptr) return sql;
  MadeNodes made;
  bool found = false;
  walk(&node->base, [&](const ProtobufCMessage* message) {
    const auto* constant = as<PgQuery__AConst>(message, pg_query__a__const__descriptor);
    if (constant == nullptr || constant->val_case != PG_QUERY__A__CONST__VAL_SVAL) return;
    const std::string text = with_label(text_of(constant->sval->sval), from, to);
    if (text == text_of(constant->sval->sval)) return;
    constant->sval->sval = made.text(text);
    found = true;
  });
  return found ? deparsed(node).substr(prefix.size()) : sql;
}

std::vector<std::string> statistics_elements(const std::string& create) {
  std::vector<std::string> elements;
  const Tree tree(create);
  const Node* node = only_statement(tree);
  if (node == nullptr || node->node_case != PG_QUERY__NODE__NODE_CREATE_STATS_STMT) return elements;
  for (const Node* expression : MIGCHECK_LIST(node->create_stats_stmt, exprs)) {
    if (expression->node_case != PG_QUERY__NODE__NODE_STATS_ELEM) continue;
    const std::string name = text_of(expression->stats_elem->name);
    elements.push_back(name.empty() ? "expr" : name);
  }
  return elements;
}

std::optional<std::string> altered_policy(const std::string& create, const std::string& alter) {
  const Tree created(create), altered(alter);
  Node* to = only_statement(created);
  Node* from = only_statement(altered);
  if (to == nullptr || to->node_case != PG_QUERY__NODE__NODE_CREATE_POLICY_STMT)
    return std::nullopt;
  if (from == nullptr || from->node_case != PG_QUERY__NODE__NODE_ALTER_POLICY_STMT) {
    return std::nullopt;
  }
  PgQuery__CreatePolicyStmt* policy = to->create_policy_stmt;
  const PgQuery__AlterPolicyStmt* change = from->alter_policy_stmt;
  if (change->n_roles > 0) {
    policy->n_roles = change->n_roles;
    policy->roles = change->roles;
  }
  if (change->qual != nullptr) policy->qual = change->qual;
  if (change->with_check != nullptr) policy->with_check = change->with_check;
  return deparsed(to);
}

}  // namespace migcheck::sql
