#include "dialect/alembic/python/parser.h"
#include "dialect/alembic/python/parser/lowering.h"

namespace migcheck::python::parser {

Lowering::StatementMaker Lowering::statement_maker(const Node& node) {
  using L = Lowering;
  static const SymbolTable<StatementMaker> table(
      tree_sitter_python(), {
                                {"expression_statement", &L::expression_statement},
                                {"return_statement", &L::return_statement},
                                {"raise_statement", &L::raise_statement},
                                {"pass_statement", &L::pass_statement},
                                {"break_statement", &L::break_statement},
                                {"continue_statement", &L::continue_statement},
                                {"delete_statement", &L::delete_statement},
                                {"global_statement", &L::global_statement},
                                {"nonlocal_statement", &L::global_statement},
                                {"import_statement", &L::import_statement},
                                {"import_from_statement", &L::import_from_statement},
                                {"future_import_statement", &L::pass_statement},
                                {"assert_statement", &L::assert_statement},
                                {"if_statement", &L::if_statement},
                                {"for_statement", &L::for_statement},
                                {"while_statement", &L::while_statement},
                                {"try_statement", &L::try_statement},
                                {"with_statement", &L::with_statement},
                                {"function_definition", &L::function_definition},
                                {"class_definition", &L::class_definition},
                                {"decorated_definition", &L::decorated_definition},
                                {"match_statement", &L::match_statement},
                                {"print_statement", &L::python2_statement},
                                {"exec_statement", &L::python2_statement},
                            });
  const StatementMaker maker = table.at(node.symbol());
  return maker ? maker : &Lowering::unsupported_statement;
}

// The grammar accepts statements at any indentation, Python the same for all of a block. (Python's
// reference, "Indentation")
Block Lowering::block(const Node& node) {
  Block made;
  std::optional<std::string_view> expected;
  for (const Node& child : node.named_children()) {
    if (const auto indentation = child.indentation()) {
      if (!expected) expected = depth_ == 0 ? "" : *indentation;
      if (*indentation != *expected) {
        throw Rejected{child.span(), "its indentation is not that of its block",
                       "Indent it like the statements beside it"};
      }
    }
    statement(child, made);
  }
  return made;
}

void Lowering::statement(const Node& node, Block& into) {
  if (++depth_ > maximum_nesting) {
    throw Rejected{node.span(), "is nested too deeply", "Split the block"};
  }
  into.push_back({(this->*statement_maker(node))(node), node.span()});
  --depth_;
}

// The body of a compound statement. The grammar accepts an empty one, Python does not.
Block Lowering::suite(const Node& parent, const Node* block_node) {
  Block made = block_node ? block(*block_node) : Block{};
  if (made.empty()) {
    throw Rejected{parent.span(), "an indented block is missing here",
                   "Write `pass` if nothing is to be done"};
  }
  return made;
}

Statement::Node Lowering::expression_statement(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  if (parts.size() == 1 && parts[0].type() == "assignment") return assignment(parts[0]);
  if (parts.size() == 1 && parts[0].type() == "augmented_assignment") {
    return augmented_assignment(parts[0]);
  }
  return ExpressionStatement{joined(parts, node.span())};
}

// `a = b = value` is nested on the right side.
Statement::Node Lowering::assignment(const Node& node) {
  std::vector<Node> parts = node.named_children();
  const Node* right = find(parts, "right");
  if (const Node* type = find(parts, "type")) {
    return AnnotatedAssign{expression(parts.at(0)), optional_expression(right),
                           std::string(type->text())};
  }
  Assign made;
  made.targets.push_back(expression(parts.at(0)));
  while (right->type() == "assignment") {
    const std::vector<Node> inner = right->named_children();
    made.targets.push_back(expression(inner.at(0)));
    parts = inner;
    right = find(parts, "right");
    if (!right) throw Rejected{node.span(), "an assignment has no value", "Give it a value"};
  }
  if (right->type() == "augmented_assignment") {
    throw Rejected{right->span(), "an assignment inside of an assignment", "Split the statement"};
  }
  made.value = expression(*right);
  return made;
}

Statement::Node Lowering::augmented_assignment(const Node& node) {
  const std::vector<Node> parts = node.children();
  std::string op(find(parts, "operator")->text());
  op.pop_back();  // the `=` of `+=`
  return AugmentedAssign{expression(*find(parts, "left")), std::move(op),
                         expression(*find(parts, "right"))};
}

Statement::Node Lowering::return_statement(const Node& node) {
  return Return{joined(node.named_children(), node.span())};
}

Statement::Node Lowering::raise_statement(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  const bool has_value = !parts.empty() && parts[0].field() != "cause";
  return Raise{has_value ? expression(parts[0]) : nullptr};
}

Statement::Node Lowering::delete_statement(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  const bool list = parts.size() == 1 && parts[0].type() == "expression_list";
  return Delete{expressions(list ? parts[0].named_children() : parts)};
}

Statement::Node Lowering::global_statement(const Node& node) {
  Global made;
  made.nonlocal = node.type() == "nonlocal_statement";
  for (const Node& child : node.named_children()) made.names.emplace_back(child.text());
  return made;
}

Statement::Node Lowering::import_statement(const Node& node) {
  Import made;
  for (const Node& child : node.named_children()) {
    const std::vector<Node> parts = child.named_children();
    if (child.type() == "aliased_import") {
      made.modules.push_back({std::string(parts.at(0).text()), std::string(parts.at(1).text())});
    } else {
      made.modules.push_back({std::string(child.text()), ""});
    }
  }
  return made;
}

Statement::Node Lowering::import_from_statement(const Node& node) {
  FromImport made;
  for (const Node& child : node.named_children()) {
    const std::vector<Node> parts = child.named_children();
    if (child.field() == "module_name") {
      const std::string_view text = child.text();
      made.level = child.type() == "relative_import" ? parts.at(0).text().size() : 0;
      if (made.level == 0) made.module = std::string(text);
      if (made.level > 0 && parts.size() > 1) made.module = std::string(parts[1].text());
    } else if (child.type() == "wildcard_import") {
      made.star = true;
    } else if (child.type() == "aliased_import") {
      made.items.push_back({std::string(parts.at(0).text()), std::string(parts.at(1).text())});
    } else {
      made.items.push_back({std::string(child.text()), ""});
    }
  }
  return made;
}

Statement::Node Lowering::assert_statement(const Node& node) {
  return Assert{expression(node.named_children().at(0))};
}

Statement::Node Lowering::if_statement(const Node& node) {
  If made;
  const std::vector<Node> parts = node.named_children();
  made.branches.push_back(
      {expression(*find(parts, "condition")), suite(node, find(parts, "consequence"))});
  for (const Node& part : parts) {
    if (part.field() != "alternative") continue;
    const std::vector<Node> inner = part.named_children();
    if (part.type() == "elif_clause") {
      made.branches.push_back(
          {expression(*find(inner, "condition")), suite(part, find(inner, "consequence"))});
    } else {
      made.otherwise = suite(part, find(inner, "body"));
    }
  }
  return made;
}

Statement::Node Lowering::for_statement(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  For made{expression(*find(parts, "left")),
           expression(*find(parts, "right")),
           suite(node, find(parts, "body")),
           {}};
  if (const Node* alternative = find(parts, "alternative")) {
    made.otherwise = suite(*alternative, find(alternative->named_children(), "body"));
  }
  return made;
}

Statement::Node Lowering::while_statement(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  While made{expression(*find(parts, "condition")), suite(node, find(parts, "body")), {}};
  if (const Node* alternative = find(parts, "alternative")) {
    made.otherwise = suite(*alternative, find(alternative->named_children(), "body"));
  }
  return made;
}

Statement::Node Lowering::try_statement(const Node& node) {
  Try made;
  for (const Node& part : node.named_children()) {
    const std::vector<Node> inner = part.named_children();
    if (part.field() == "body") {
      made.body = suite(node, &part);
    } else if (part.type() == "else_clause") {
      made.otherwise = suite(part, find(inner, "body"));
    } else if (part.type() == "finally_clause") {
      made.finally = suite(part, inner.empty() ? nullptr : &inner.back());
    } else {
      made.handlers.push_back(handler(part));
    }
  }
  return made;
}

Try::Handler Lowering::handler(const Node& node) {
  Try::Handler made;
  for (const Node& part : node.children()) {
    if (part.type() == ",") {
      throw Rejected{part.span(), "`except X, name` is Python 2", "Write `except X as name`"};
    }
    if (part.type() == "block") {
      made.body = suite(node, &part);
    } else if (part.type() == "as_pattern") {
      const std::vector<Node> inner = part.named_children();
      made.type = expression(inner.at(0));
      made.name = std::string(inner.at(1).text());
    } else if (part.field() == "alias") {
      made.name = std::string(part.text());
    } else if (part.is_named()) {
      made.type = expression(part);
    }
  }
  if (made.body.empty()) return {std::move(made.type), made.name, suite(node, nullptr)};
  return made;
}

Statement::Node Lowering::with_statement(const Node& node) {
  With made;
  const std::vector<Node> parts = node.named_children();
  for (const Node& item : parts.at(0).named_children()) {
    const Node value = item.named_children().at(0);
    // `with (a, b):` is a tuple to tree-sitter and two managers to Python.
    const bool list = value.type() == "tuple";
    for (const Node& part : list ? value.named_children() : std::vector<Node>{value}) {
      made.items.push_back(with_item(part));
    }
  }
  made.body = suite(node, find(parts, "body"));
  return made;
}

With::Item Lowering::with_item(const Node& node) {
  if (node.type() != "as_pattern") return {expression(node), nullptr};
  const std::vector<Node> parts = node.named_children();
  return {expression(parts.at(0)), expression(parts.at(1))};
}

Statement::Node Lowering::pass_statement(const Node&) { return Pass{}; }

Statement::Node Lowering::break_statement(const Node&) { return Break{}; }

Statement::Node Lowering::continue_statement(const Node&) { return Continue{}; }

Statement::Node Lowering::match_statement(const Node& node) {
  Match made;
  const std::vector<Node> parts = node.named_children();
  std::vector<Node> subjects;
  for (const Node& part : parts) {
    if (part.field() == "subject") subjects.push_back(part);
    if (part.type() == "case_clause") made.cases.push_back(match_case(part));
    if (part.type() != "block") continue;
    for (const Node& inner : part.named_children()) {
      if (inner.type() == "case_clause") made.cases.push_back(match_case(inner));
    }
  }
  made.subject = joined(subjects, node.span());
  if (!made.subject) return unsupported_statement(node);
  return made;
}

namespace {

// All names in a pattern; its depth is that of the tree, which is bounded.
void add_names(const Node& node, std::vector<std::string>& names) {
  if (node.type() == "identifier") names.emplace_back(node.text());
  for (const Node& child : node.named_children()) add_names(child, names);
}

}  // namespace

Match::Case Lowering::match_case(const Node& node) {
  Match::Case made;
  const std::vector<Node> parts = node.named_children();
  std::vector<Node> patterns;
  for (const Node& part : parts) {
    if (part.type() == "case_pattern" || part.field() == "pattern") patterns.push_back(part);
  }
  if (patterns.size() == 1) {
    match_pattern(patterns[0], made);
  } else {
    made.unsupported = "sequence";
  }
  if (const Node* guard = find(parts, "guard")) {
    made.guard = expression(guard->named_children().at(0));
  }
  if (!made.unsupported.empty()) {
    for (const Node& pattern : patterns) add_names(pattern, made.captures);
  }
  made.body = suite(node, find(parts, "consequence"));
  return made;
}

// Literals, dotted names, alternatives of them, a name, and `_`.
void Lowering::match_pattern(const Node& node, Match::Case& into) {
  const std::vector<Node> parts = node.named_children();
  const std::string_view type = node.type();
  if (type == "case_pattern" && parts.empty()) {
    if (node.text() != "_") into.unsupported = "literal";
  } else if (type == "case_pattern" && parts.size() == 1) {
    match_pattern(parts[0], into);
  } else if (type == "union_pattern") {
    for (const Node& part : parts) match_pattern(part, into);
  } else if (type == "dotted_name" && parts.size() == 1) {
    into.name = std::string(node.text());
  } else if (type == "string" || type == "integer" || type == "float" || type == "true" ||
             type == "false" || type == "none" || type == "concatenated_string") {
    into.patterns.push_back(expression(node));
  } else {
    into.unsupported = std::string(type);
  }
}

Statement::Node Lowering::unsupported_statement(const Node& node) {
  std::string what(node.type());
  if (what.ends_with("_statement")) what.resize(what.size() - std::string("_statement").size());
  return Unsupported{std::move(what)};
}

Statement::Node Lowering::python2_statement(const Node& node) {
  const std::string what = node.type() == "print_statement" ? "print" : "exec";
  throw Rejected{node.span(), "`" + what + "` without brackets is Python 2",
                 "Write `" + what + "(…)`"};
}

}  // namespace migcheck::python::parser
