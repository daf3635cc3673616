#include <algorithm>

#include "dialect/alembic/python/literal.h"
#include "dialect/alembic/python/parser.h"
#include "dialect/alembic/python/parser/lowering.h"

namespace migcheck::python::parser {

namespace {

ExpressionPtr make(Expression::Node node, Span span) {
  return std::make_unique<Expression>(Expression{std::move(node), span});
}

}  // namespace

Lowering::ExpressionMaker Lowering::expression_maker(const Node& node) {
  using L = Lowering;
  static const SymbolTable<ExpressionMaker> table(
      tree_sitter_python(), {
                                {"identifier", &L::name},
                                {"none", &L::constant},
                                {"true", &L::constant},
                                {"false", &L::constant},
                                {"ellipsis", &L::constant},
                                {"integer", &L::number},
                                {"float", &L::number},
                                {"string", &L::string},
                                {"concatenated_string", &L::concatenated_string},
                                {"list", &L::display},
                                {"tuple", &L::display},
                                {"set", &L::display},
                                {"expression_list", &L::display},
                                {"pattern_list", &L::display},
                                {"list_pattern", &L::display},
                                {"tuple_pattern", &L::display},
                                {"dictionary", &L::dictionary},
                                {"list_splat", &L::starred},
                                {"list_splat_pattern", &L::starred},
                                {"attribute", &L::attribute},
                                {"subscript", &L::subscript},
                                {"slice", &L::slice},
                                {"call", &L::call},
                                {"unary_operator", &L::unary},
                                {"not_operator", &L::unary},
                                {"binary_operator", &L::chain},
                                {"boolean_operator", &L::chain},
                                {"comparison_operator", &L::comparison},
                                {"conditional_expression", &L::conditional},
                                {"lambda", &L::lambda},
                                {"list_comprehension", &L::comprehension},
                                {"set_comprehension", &L::comprehension},
                                {"dictionary_comprehension", &L::comprehension},
                                {"generator_expression", &L::comprehension},
                                {"named_expression", &L::named_expression},
                                {"await", &L::await},
                                {"yield", &L::yield},
                            });
  const ExpressionMaker maker = table.at(node.symbol());
  return maker ? maker : &Lowering::unsupported_expression;
}

ExpressionPtr Lowering::expression(const Node& node) {
  if (++depth_ > maximum_nesting) {
    throw Rejected{node.span(), "is nested too deeply", "Split the expression"};
  }
  ExpressionPtr made;
  const bool brackets = node.type() == "parenthesized_expression";
  if (brackets || node.type() == "parenthesized_list_splat" || node.type() == "as_pattern_target") {
    const std::vector<Node> inner = node.named_children();
    made = inner.empty() ? make(unsupported_expression(node), node.span()) : expression(inner[0]);
    if (brackets) made->span = node.span();
  } else {
    made = make((this->*expression_maker(node))(node), node.span());
  }
  --depth_;
  return made;
}

ExpressionPtr Lowering::optional_expression(const Node* node) {
  return node ? expression(*node) : nullptr;
}

Expressions Lowering::expressions(const std::vector<Node>& nodes) {
  Expressions made;
  made.reserve(nodes.size());
  for (const Node& node : nodes) made.push_back(expression(node));
  return made;
}

// Several expressions with commas between them are a tuple.
ExpressionPtr Lowering::joined(const std::vector<Node>& nodes, Span span) {
  if (nodes.empty()) return nullptr;
  if (nodes.size() == 1) return expression(nodes[0]);
  return make(Display{Sequence::Kind::tuple, expressions(nodes)}, span);
}

Expression::Node Lowering::name(const Node& node) { return Name{std::string(node.text())}; }

Expression::Node Lowering::constant(const Node& node) {
  const std::string_view type = node.type();
  if (type == "none") return Literal{{None{}, node.span()}};
  if (type == "ellipsis") return Literal{make_unknown("is `...`", node.span())};
  return Literal{{type == "true", node.span()}};
}

Expression::Node Lowering::number(const Node& node) {
  return Literal{parse_number(node.text(), node.span())};
}

Expression::Node Lowering::display(const Node& node) {
  Sequence::Kind kind = Sequence::Kind::tuple;
  if (node.type() == "list" || node.type() == "list_pattern") kind = Sequence::Kind::list;
  if (node.type() == "set") kind = Sequence::Kind::set;
  return Display{kind, expressions(node.named_children())};
}

Expression::Node Lowering::dictionary(const Node& node) {
  DictDisplay made;
  for (const Node& entry : node.named_children()) {
    const std::vector<Node> parts = entry.named_children();
    if (entry.type() == "pair") {
      made.entries.push_back({expression(parts.at(0)), expression(parts.at(1))});
    } else {
      made.entries.push_back({nullptr, expression(parts.at(0))});
    }
  }
  return made;
}

Expression::Node Lowering::starred(const Node& node) {
  return Starred{expression(node.named_children().at(0))};
}

Expression::Node Lowering::attribute(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  return Attribute{expression(parts.at(0)), std::string(parts.at(1).text())};
}

Expression::Node Lowering::subscript(const Node& node) {
  std::vector<Node> indexes = node.children();
  const Node object = indexes.at(0);
  // `a[1,]` is a tuple of one: what counts is the comma.
  const bool is_tuple = contains(indexes, ",");
  std::erase_if(indexes, [](const Node& child) { return child.field() != "subscript"; });
  ExpressionPtr index = joined(indexes, node.span());
  if (is_tuple && indexes.size() == 1) {
    Expressions items;
    items.push_back(std::move(index));
    index = make(Display{Sequence::Kind::tuple, std::move(items)}, node.span());
  }
  return Subscript{expression(object), std::move(index)};
}

Expression::Node Lowering::slice(const Node& node) {
  Slice made;
  ExpressionPtr* const bounds[] = {&made.lower, &made.upper, &made.step};
  std::size_t bound = 0;
  for (const Node& child : node.children()) {
    if (child.type() == ":") {
      ++bound;
    } else if (bound < std::size(bounds)) {
      *bounds[bound] = expression(child);
    }
  }
  return made;
}

Expression::Node Lowering::call(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  Call made{expression(parts.at(0)), {}};
  if (parts.at(1).type() == "generator_expression") {
    made.operands.push_back({Call::Operand::Kind::positional, "", expression(parts.at(1))});
  } else {
    made.operands = operands(parts.at(1));
  }
  return made;
}

Expression::Node Lowering::unary(const Node& node) {
  const std::vector<Node> parts = node.children();
  return Unary{std::string(parts.at(0).text()), expression(parts.at(1))};
}

// `a + b - c` is ((a + b) - c): goes down the left side without recursion.
Expression::Node Lowering::chain(const Node& node) {
  Chain made;
  made.kind = node.type() == "boolean_operator" ? Chain::Kind::boolean : Chain::Kind::arithmetic;
  Node left = node;
  while (left.type() == node.type()) {
    const std::vector<Node> parts = left.children();
    made.rest.push_back({std::string(parts.at(1).text()), expression(parts.at(2))});
    left = parts.at(0);
  }
  made.first = expression(left);
  std::reverse(made.rest.begin(), made.rest.end());
  return made;
}

Expression::Node Lowering::comparison(const Node& node) {
  Chain made;
  made.kind = Chain::Kind::comparison;
  std::string op;
  for (const Node& part : node.children()) {
    if (part.field() == "operators") {
      op = std::string(part.type());
      if (op == "<>") throw Rejected{part.span(), "`<>` is Python 2", "Write `!=`"};
    } else if (!made.first) {
      made.first = expression(part);
    } else {
      made.rest.push_back({std::exchange(op, {}), expression(part)});
    }
  }
  return made;
}

Expression::Node Lowering::conditional(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  return Conditional{expression(parts.at(1)), expression(parts.at(0)), expression(parts.at(2))};
}

Expression::Node Lowering::comprehension(const Node& node) {
  using Kind = Comprehension::Kind;
  const std::string_view type = node.type();
  Comprehension made;
  if (type == "set_comprehension") made.kind = Kind::set;
  if (type == "dictionary_comprehension") made.kind = Kind::dict;
  if (type == "generator_expression") made.kind = Kind::generator;
  for (const Node& part : node.named_children()) {
    if (part.type() == "for_in_clause") {
      const std::vector<Node> children = part.named_children();
      const std::vector<Node> iterables(children.begin() + 1, children.end());
      made.clauses.push_back({expression(children.at(0)), joined(iterables, part.span())});
    } else if (part.type() == "if_clause") {
      made.clauses.push_back({nullptr, expression(part.named_children().at(0))});
    } else if (part.type() == "pair") {
      made.element = expression(part.named_children().at(0));
      made.value = expression(part.named_children().at(1));
    } else {
      made.element = expression(part);
    }
  }
  return made;
}

Expression::Node Lowering::named_expression(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  return NamedExpression{std::string(parts.at(0).text()), expression(parts.at(1))};
}

Expression::Node Lowering::await(const Node& node) {
  return Await{expression(node.named_children().at(0))};
}

Expression::Node Lowering::yield(const Node& node) {
  saw_yield_ = true;
  const std::vector<Node> children = node.children();
  const std::vector<Node> values = node.named_children();
  return Yield{values.empty() ? nullptr : expression(values[0]), contains(children, "from")};
}

Expression::Node Lowering::unsupported_expression(const Node& node) {
  return Literal{make_unknown(
      "is written as " + std::string(node.type()) + ", which is not followed", node.span())};
}

}  // namespace migcheck::python::parser
