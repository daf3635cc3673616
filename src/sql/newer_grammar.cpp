#include "sql/newer_grammar.h"

#include "core/text.h"
#include "sql/lexer.h"

namespace migcheck::sql {

namespace {

class Rewriter {
 public:
  explicit Rewriter(const std::string& text) : older_{text, {}} {
    Lexer lexer(text);
    while (const std::optional<Token> token = lexer.next()) {
      const bool is_comment =
          token->kind == Token::Kind::line_comment || token->kind == Token::Kind::block_comment;
      if (!is_comment) tokens_.push_back(*token);
    }
  }

  std::optional<OlderText> run() {
    for (std::size_t i = 1; i + 2 < tokens_.size(); ++i) {
      if (is(i, "not") && is(i + 1, "null") && is_name(i + 2)) rewrite(i);
    }
    if (older_.not_null.empty()) return std::nullopt;
    return std::move(older_);
  }

 private:
  bool is(std::size_t token, std::string_view word) const {
    const Span span = tokens_[token].span;
    return to_lower(older_.text.substr(span.begin, span.end - span.begin)) == word;
  }

  bool is_name(std::size_t token) const {
    return tokens_[token].kind == Token::Kind::word ||
           tokens_[token].kind == Token::Kind::quoted_name;
  }

  // Behind a column's type, NOT NULL is the column's, whatever follows.
  bool begins_element(std::size_t token) const {
    return token > 0 && (is(token - 1, ",") || is(token - 1, "(") || is(token - 1, "add"));
  }

  // NOT NULL name → CHECK  (name)
  void rewrite(std::size_t token) {
    const std::size_t first = token >= 2 && is(token - 2, "constraint") ? token - 2 : token;
    if (!begins_element(first)) return;
    const Span name = tokens_[token + 2].span;
    const Span whole{tokens_[token].span.begin, name.end};
    const std::string column = older_.text.substr(name.begin, name.end - name.begin);
    std::string check = "CHECK";
    check.append(whole.end - whole.begin - check.size() - column.size() - 2, ' ');
    check += '(' + column + ')';
    older_.text.replace(whole.begin, check.size(), check);
    older_.not_null.insert(static_cast<int>(tokens_[first].span.begin));
  }

  OlderText older_;
  std::vector<Token> tokens_;
};

}  // namespace

std::optional<OlderText> in_older_grammar(const std::string& text) { return Rewriter(text).run(); }

void restore_not_null(PgQuery__ParseResult* tree, const std::set<int>& not_null) {
  walk(&tree->base, [&](const ProtobufCMessage* message) {
    const auto* found = as<PgQuery__Constraint>(message, pg_query__constraint__descriptor);
    if (found == nullptr || !not_null.contains(found->location)) return;
    const Node* column = found->raw_expr;
    if (column == nullptr || column->node_case != PG_QUERY__NODE__NODE_COLUMN_REF) return;
    auto* constraint = const_cast<PgQuery__Constraint*>(found);
    constraint->contype = PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL;
    constraint->keys = column->column_ref->fields;
    constraint->n_keys = column->column_ref->n_fields;
    constraint->raw_expr = nullptr;
  });
}

}  // namespace migcheck::sql
