#pragma once

#include <tree_sitter/api.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/span.h"

// A thin view of tree-sitter's tree. Only the files of this folder include it.
namespace migcheck::python::parser {

class Node {
 public:
  Node(TSNode node, std::string_view source, std::string_view field)
      : node_(node), source_(source), field_(field) {}

  std::string_view type() const { return ts_node_type(node_); }
  TSSymbol symbol() const { return ts_node_symbol(node_); }
  bool is_named() const { return ts_node_is_named(node_); }
  std::string_view field() const { return field_; }  // its role in its parent; may be empty
  Span span() const { return {ts_node_start_byte(node_), ts_node_end_byte(node_)}; }
  std::string_view text() const { return source_.substr(span().begin, span().end - span().begin); }

  // The white space in front of it, if it is the first on its logical line.
  std::optional<std::string_view> indentation() const;

  // All children, anonymous ones (operators, keywords, brackets) too, without comments.
  std::vector<Node> children() const;

  // The named children only.
  std::vector<Node> named_children() const;

 private:
  TSNode node_;
  std::string_view source_;
  std::string_view field_;
};

// The first child with this field, or null.
const Node* find(const std::vector<Node>& children, std::string_view field);

// Whether there is a child of this type: the keyword `async`, …
bool contains(const std::vector<Node>& children, std::string_view type);

}  // namespace migcheck::python::parser
