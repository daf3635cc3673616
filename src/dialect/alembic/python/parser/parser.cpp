#include "dialect/alembic/python/parser.h"

#include <memory>

#include "dialect/alembic/python/parser/logical_lines.h"
#include "dialect/alembic/python/parser/lowering.h"
#include "dialect/alembic/python/parser/outline.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

using parser::Lowering;
using parser::Node;
using parser::Rejected;

// Larger files hold data, not migrations; reading one would take seconds.
constexpr std::size_t maximum_size = 16 * 1024 * 1024;

// tree-sitter 0.20 has no public name for it.
constexpr TSSymbol error_symbol = static_cast<TSSymbol>(-1);

struct ParserDeleter {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
struct TreeDeleter {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};
using TreePtr = std::unique_ptr<TSTree, TreeDeleter>;

using ParserPtr = std::unique_ptr<TSParser, ParserDeleter>;

ParserPtr make_parser() {
  ParserPtr parser(ts_parser_new());
  ts_parser_set_language(parser.get(), tree_sitter_python());
  return parser;
}

// A thread keeps its parser, which keeps the memory that it works in.
TSRange range_of(Span span) {
  return {
      {0, 0}, {0, 0}, static_cast<std::uint32_t>(span.begin), static_cast<std::uint32_t>(span.end)};
}

TreePtr parse_tree(std::string_view text, const std::vector<Span>& parts) {
  static thread_local const ParserPtr parser = make_parser();
  ts_parser_reset(parser.get());
  std::vector<TSRange> ranges;
  for (const Span& part : parts) ranges.push_back(range_of(part));
  ts_parser_set_included_ranges(parser.get(), ranges.data(),
                                static_cast<std::uint32_t>(ranges.size()));
  return TreePtr(ts_parser_parse_string(parser.get(), nullptr, text.data(),
                                        static_cast<std::uint32_t>(text.size())));
}

SyntaxProblem problem(Span span, const std::string& what, std::string hint = {}) {
  return {span, "does not parse as Python: " + what, std::move(hint)};
}

// What can be said before parsing, about the bytes.
std::optional<SyntaxProblem> check_bytes(std::string_view text) {
  if (text.size() > maximum_size) {
    return SyntaxProblem{{0, 0}, "is larger than 16 MB and was not read", "Split the revision"};
  }
  if (const std::size_t null = text.find('\0'); null != std::string_view::npos) {
    return problem({null, null + 1}, "there is a null byte in it", "Is this a text file?");
  }
  if (const auto invalid = first_invalid_utf8(text)) {
    return problem({*invalid, *invalid + 1}, "it is not UTF-8 text", "Save it as UTF-8");
  }
  return std::nullopt;
}

Span first_line(Span span, std::string_view text) {
  const std::size_t newline = text.find('\n', span.begin);
  return {span.begin, std::max(span.begin, std::min(span.end, newline))};
}

// Goes down to the first ERROR or MISSING node, in the order of the text.
std::optional<SyntaxProblem> first_error(const TSTree& tree, std::string_view text) {
  TSNode node = ts_tree_root_node(&tree);
  if (!ts_node_has_error(node)) return std::nullopt;
  TSTreeCursor raw = ts_tree_cursor_new(node);
  const auto release = [](TSTreeCursor* cursor) { ts_tree_cursor_delete(cursor); };
  const std::unique_ptr<TSTreeCursor, decltype(release)> cursor(&raw, release);
  bool more = true;
  while (more) {
    node = ts_tree_cursor_current_node(cursor.get());
    const Span span{ts_node_start_byte(node), ts_node_end_byte(node)};
    if (ts_node_is_missing(node)) {
      return problem(span, "`" + std::string(ts_node_type(node)) + "` is missing here");
    }
    if (ts_node_symbol(node) == error_symbol) break;
    more = ts_node_has_error(node) ? ts_tree_cursor_goto_first_child(cursor.get())
                                   : ts_tree_cursor_goto_next_sibling(cursor.get());
  }
  const Span span{ts_node_start_byte(node), ts_node_end_byte(node)};
  const std::string_view line = text.substr(span.begin, first_line(span, text).end - span.begin);
  const bool quotable = !line.empty() && line.size() <= 40;
  const std::string what = quotable ? "`" + std::string(line) + "` is not expected here"
                                    : "what begins here is not a statement";
  return problem(first_line(span, text), what);
}

Parsed failed(SyntaxProblem found) { return {nullptr, std::move(found)}; }

// Parses the text, or only parts of it. It is the file's or of the same size, so that every span is
// one of the file.
Parsed parse_text(const SourceFilePtr& file, std::string_view text, const std::vector<Span>& parts,
                  const std::optional<parser::UnbalancedBracket>& bracket) {
  if (bracket && bracket->too_deep) return failed(problem(bracket->span, bracket->message));
  const TreePtr tree = parse_tree(text, parts);
  if (!tree) return failed(problem({0, 0}, "the parser gave up"));
  if (auto found = first_error(*tree, text)) {
    // The grammar would put an unclosed bracket wherever it gave up.
    return failed(bracket ? problem(bracket->span, bracket->message) : *found);
  }
  try {
    auto module = std::make_shared<Module>();
    module->file = file;
    module->body = Lowering().block(Node(ts_tree_root_node(tree.get()), text, {}));
    return {std::move(module), std::nullopt};
  } catch (const Rejected& rejected) {
    return failed(problem(first_line(rejected.span, text), rejected.message, rejected.hint));
  }
}

}  // namespace

Parsed parse(const SourceFilePtr& file) {
  if (auto found = check_bytes(file->text)) return failed(*found);
  return parse_text(file, file->text, {}, parser::logical_lines(file->text).problem);
}

Parsed parse_outline(const SourceFilePtr& file, std::span<const std::string_view> functions) {
  if (auto found = check_bytes(file->text)) return failed(*found);
  const parser::LogicalLines lines = parser::logical_lines(file->text);
  if (lines.problem) return parse_text(file, file->text, {}, lines.problem);
  const parser::Outline outline = parser::without_bodies(file->text, lines, functions);
  return parse_text(file, outline.text, outline.parts, std::nullopt);
}

}  // namespace migcheck::python
