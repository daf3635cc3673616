#include "dialect/alembic/python/parser/tree.h"

#include <algorithm>

namespace migcheck::python::parser {

namespace {

bool is_extra(std::string_view type) { return type == "comment" || type == "line_continuation"; }

}  // namespace

std::optional<std::string_view> Node::indentation() const {
  const std::string_view before = source_.substr(0, span().begin);
  const std::size_t last = before.find_last_not_of(" \t");
  if (last == std::string_view::npos) return before;
  const std::string_view lines = before.substr(0, last);
  const bool continues = lines.ends_with("\\") || lines.ends_with("\\\r");
  if (before[last] != '\n' || continues) return std::nullopt;
  return before.substr(last + 1);
}

// A cursor, because ts_node_child(i) walks over all children before i.
std::vector<Node> Node::children() const {
  std::vector<Node> found;
  TSTreeCursor cursor = ts_tree_cursor_new(node_);
  if (ts_tree_cursor_goto_first_child(&cursor)) {
    do {
      const TSNode child = ts_tree_cursor_current_node(&cursor);
      const char* field = ts_tree_cursor_current_field_name(&cursor);
      if (is_extra(ts_node_type(child))) continue;
      found.emplace_back(child, source_, field ? std::string_view(field) : std::string_view());
    } while (ts_tree_cursor_goto_next_sibling(&cursor));
  }
  ts_tree_cursor_delete(&cursor);
  return found;
}

std::vector<Node> Node::named_children() const {
  std::vector<Node> found = children();
  std::erase_if(found, [](const Node& node) { return !node.is_named(); });
  return found;
}

const Node* find(const std::vector<Node>& children, std::string_view field) {
  const auto at = std::find_if(children.begin(), children.end(),
                               [&](const Node& node) { return node.field() == field; });
  return at == children.end() ? nullptr : &*at;
}

bool contains(const std::vector<Node>& children, std::string_view type) {
  return std::any_of(children.begin(), children.end(),
                     [&](const Node& node) { return node.type() == type; });
}

}  // namespace migcheck::python::parser
