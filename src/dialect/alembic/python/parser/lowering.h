#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "dialect/alembic/python/parser/tree.h"
#include "dialect/alembic/python/syntax.h"

namespace migcheck::python::parser {

// What tree-sitter's tolerant grammar accepts and Python does not; caught in parse().
struct Rejected {
  Span span;
  std::string message;
  std::string hint;
};

// Turns tree-sitter's nodes into the plain tree of syntax.h. The tree must be free of errors.
class Lowering {
 public:
  // The statements of a module or block.
  Block block(const Node& node);

 private:
  // statements.cpp
  void statement(const Node& node, Block& into);
  Block suite(const Node& parent, const Node* block_node);
  Statement::Node expression_statement(const Node& node);
  Statement::Node assignment(const Node& node);
  Statement::Node augmented_assignment(const Node& node);
  Statement::Node return_statement(const Node& node);
  Statement::Node raise_statement(const Node& node);
  Statement::Node delete_statement(const Node& node);
  Statement::Node global_statement(const Node& node);
  Statement::Node import_statement(const Node& node);
  Statement::Node import_from_statement(const Node& node);
  Statement::Node assert_statement(const Node& node);
  Statement::Node if_statement(const Node& node);
  Statement::Node for_statement(const Node& node);
  Statement::Node while_statement(const Node& node);
  Statement::Node try_statement(const Node& node);
  Statement::Node with_statement(const Node& node);
  Statement::Node function_definition(const Node& node);
  Statement::Node class_definition(const Node& node);
  Statement::Node decorated_definition(const Node& node);
  Statement::Node match_statement(const Node& node);
  Match::Case match_case(const Node& node);
  void match_pattern(const Node& node, Match::Case& into);
  Statement::Node pass_statement(const Node& node);
  Statement::Node break_statement(const Node& node);
  Statement::Node continue_statement(const Node& node);
  Statement::Node unsupported_statement(const Node& node);
  Statement::Node python2_statement(const Node& node);
  Try::Handler handler(const Node& node);
  With::Item with_item(const Node& node);

  // functions.cpp
  std::shared_ptr<Function> function(const Node& node);
  std::vector<Parameter> parameters(const Node& node);
  std::vector<Call::Operand> operands(const Node& node);
  Expression::Node lambda(const Node& node);

  // expressions.cpp
  ExpressionPtr expression(const Node& node);
  ExpressionPtr optional_expression(const Node* node);
  Expressions expressions(const std::vector<Node>& nodes);
  ExpressionPtr joined(const std::vector<Node>& nodes, Span span);
  Expression::Node name(const Node& node);
  Expression::Node constant(const Node& node);
  Expression::Node number(const Node& node);
  Expression::Node display(const Node& node);
  Expression::Node dictionary(const Node& node);
  Expression::Node starred(const Node& node);
  Expression::Node attribute(const Node& node);
  Expression::Node subscript(const Node& node);
  Expression::Node slice(const Node& node);
  Expression::Node call(const Node& node);
  Expression::Node unary(const Node& node);
  Expression::Node chain(const Node& node);
  Expression::Node comparison(const Node& node);
  Expression::Node conditional(const Node& node);
  Expression::Node comprehension(const Node& node);
  Expression::Node named_expression(const Node& node);
  Expression::Node await(const Node& node);
  Expression::Node yield(const Node& node);
  Expression::Node unsupported_expression(const Node& node);

  // strings.cpp
  Expression::Node string(const Node& node);
  Expression::Node concatenated_string(const Node& node);
  Expression::Node merged_strings(const std::vector<Node>& nodes, Span span);
  std::unique_ptr<FormattedString::Field> field(const Node& node);
  FormattedString format_specifier(const Node& node);

  using StatementMaker = Statement::Node (Lowering::*)(const Node&);
  using ExpressionMaker = Expression::Node (Lowering::*)(const Node&);
  static StatementMaker statement_maker(const Node& node);
  static ExpressionMaker expression_maker(const Node& node);

  int depth_ = 0;
  bool saw_yield_ = false;  // in the function that is being lowered
};

// Maps tree-sitter's symbols to T by their names: an index instead of a string comparison for each
// node.
template <typename T>
class SymbolTable {
 public:
  struct Row {
    std::string_view type;
    T value;
  };

  SymbolTable(const TSLanguage* language, const std::vector<Row>& rows)
      : values_(ts_language_symbol_count(language), nullptr) {
    for (TSSymbol symbol = 0; symbol < values_.size(); ++symbol) {
      if (ts_language_symbol_type(language, symbol) != TSSymbolTypeRegular) continue;
      for (const Row& row : rows) {
        if (row.type == ts_language_symbol_name(language, symbol)) values_[symbol] = row.value;
      }
    }
  }

  // Null for a symbol that no row names.
  T at(TSSymbol symbol) const { return symbol < values_.size() ? values_[symbol] : nullptr; }

 private:
  std::vector<T> values_;
};

}  // namespace migcheck::python::parser

extern "C" const TSLanguage* tree_sitter_python(void);
