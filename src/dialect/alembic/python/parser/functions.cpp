#include "dialect/alembic/python/parser/lowering.h"

namespace migcheck::python::parser {

namespace {

// `name` of: identifier, *name, **name, name: type, *name: type.
Parameter named_parameter(const Node& node) {
  const std::string_view type = node.type();
  const std::vector<Node> parts = node.named_children();
  if (type == "typed_parameter" && !parts.empty()) return named_parameter(parts[0]);
  Parameter parameter;
  if (type == "list_splat_pattern") parameter.kind = Parameter::Kind::star;
  if (type == "dictionary_splat_pattern") parameter.kind = Parameter::Kind::double_star;
  const bool splat = parameter.kind != Parameter::Kind::normal;
  parameter.name = std::string(splat && !parts.empty() ? parts[0].text() : node.text());
  return parameter;
}

}  // namespace

std::vector<Parameter> Lowering::parameters(const Node& node) {
  std::vector<Parameter> made;
  bool keyword_only = false;
  for (const Node& child : node.named_children()) {
    if (child.type() == "positional_separator") {
      for (Parameter& before : made) before.kind = Parameter::Kind::positional_only;
      continue;
    }
    if (child.type() == "keyword_separator") {
      keyword_only = true;
      continue;
    }
    Parameter parameter;
    const std::vector<Node> parts = child.named_children();
    if (child.type() == "default_parameter" || child.type() == "typed_default_parameter") {
      parameter = named_parameter(parts.at(0));
      parameter.default_value = optional_expression(find(parts, "value"));
    } else {
      parameter = named_parameter(child);
    }
    if (parameter.kind == Parameter::Kind::normal && keyword_only) {
      parameter.kind = Parameter::Kind::keyword_only;
    }
    keyword_only = keyword_only || parameter.kind == Parameter::Kind::star;
    made.push_back(std::move(parameter));
  }
  return made;
}

// Arguments of a call, or the bases of a class.
std::vector<Call::Operand> Lowering::operands(const Node& node) {
  using Kind = Call::Operand::Kind;
  std::vector<Call::Operand> made;
  bool keywords = false;
  for (const Node& child : node.named_children()) {
    const std::vector<Node> parts = child.named_children();
    if (child.type() == "keyword_argument") {
      keywords = true;
      made.push_back({Kind::keyword, std::string(parts.at(0).text()), expression(parts.at(1))});
    } else if (child.type() == "dictionary_splat") {
      keywords = true;
      made.push_back({Kind::double_star, "", expression(parts.at(0))});
    } else if (child.type() == "list_splat") {
      made.push_back({Kind::star, "", expression(parts.at(0))});
    } else if (keywords) {
      throw Rejected{child.span(), "a positional argument follows a keyword argument",
                     "Move it before the keywords"};
    } else {
      made.push_back({Kind::positional, "", expression(child)});
    }
  }
  return made;
}

Expression::Node Lowering::lambda(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  auto made = std::make_shared<Function>();
  if (const Node* list = find(parts, "parameters")) made->parameters = parameters(*list);
  made->result = optional_expression(find(parts, "body"));
  made->header = node.span();
  return Lambda{std::move(made)};
}

std::shared_ptr<Function> Lowering::function(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  auto made = std::make_shared<Function>();
  made->name = std::string(find(parts, "name")->text());
  made->parameters = parameters(*find(parts, "parameters"));
  const Node* body = find(parts, "body");
  const bool outer = std::exchange(saw_yield_, false);
  made->body = suite(node, body);
  made->is_generator = std::exchange(saw_yield_, outer);
  made->header = {node.span().begin, find(parts, "parameters")->span().end};
  return made;
}

Statement::Node Lowering::function_definition(const Node& node) {
  return FunctionDefinition{function(node)};
}

Statement::Node Lowering::class_definition(const Node& node) {
  const std::vector<Node> parts = node.named_children();
  ClassDefinition made;
  made.name = std::string(find(parts, "name")->text());
  if (const Node* bases = find(parts, "superclasses")) made.bases = operands(*bases);
  made.body = suite(node, find(parts, "body"));
  return made;
}

Statement::Node Lowering::decorated_definition(const Node& node) {
  Expressions decorators;
  Statement::Node made = Pass{};
  for (const Node& part : node.named_children()) {
    if (part.type() == "decorator") {
      decorators.push_back(expression(part.named_children().at(0)));
    } else if (part.type() == "class_definition") {
      made = class_definition(part);
      std::get<ClassDefinition>(made).decorators = std::move(decorators);
    } else {
      std::shared_ptr<Function> decorated = function(part);
      decorated->decorators = std::move(decorators);
      made = FunctionDefinition{std::move(decorated)};
    }
  }
  return made;
}

}  // namespace migcheck::python::parser
