#include "sql/newer_grammar.h"

#include "core/text.h"
#include "sql/lexer.h"

namespace migcheck::sql {

namespace {

class Rewriter {
 public:
  explicit Rewriter(const std::string& text) : older_{text, {}, {}} {
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
    for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
      if (is(i, "not") && is(i + 1, "enforced")) relax(i);
    }
    if (older_.not_null.empty() && older_.not_enforced.empty()) return std::nullopt;
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

  // The first token of the table element that a token stands in.
  std::size_t element_of(std::size_t token) const {
    int depth = 0;
    for (std::size_t i = token; i-- > 0;) {
      if (is(i, ")")) ++depth;
      if (depth == 0 && (is(i, ",") || is(i, "(") || is(i, "add"))) return i + 1;
      if (is(i, "(")) --depth;
    }
    return 0;
  }

  // NOT ENFORCED → NOT VALID, or DEFERRABLE
  void relax(std::size_t token) {
    const std::size_t first = element_of(token);
    const bool of_table = is(first, "constraint") || is(first, "check") || is(first, "foreign");
    const Span whole{tokens_[token].span.begin, tokens_[token + 1].span.end};
    std::string instead = of_table ? "NOT VALID" : "DEFERRABLE";
    instead.resize(whole.end - whole.begin, ' ');
    older_.text.replace(whole.begin, instead.size(), instead);
    const std::size_t place = of_table ? tokens_[first].span.begin : whole.begin;
    older_.not_enforced.insert(static_cast<int>(place));
  }

  OlderText older_;
  std::vector<Token> tokens_;
};

void forget_enforcement(PgQuery__Constraint* constraint) {
  constraint->skip_validation = constraint->initially_valid = 1;
}

// DEFERRABLE of a column says something of the constraint before it.
void restore_column(const PgQuery__ColumnDef* column, const std::set<int>& not_enforced) {
  PgQuery__Constraint* before = nullptr;
  for (const Node* node : MIGCHECK_LIST(column, constraints)) {
    if (node->node_case != PG_QUERY__NODE__NODE_CONSTRAINT) continue;
    PgQuery__Constraint* constraint = node->constraint;
    if (constraint->contype != PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE) {
      before = constraint;
    } else if (before != nullptr && not_enforced.contains(constraint->location)) {
      forget_enforcement(before);
      constraint->contype = PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_NOT_DEFERRABLE;
    }
  }
}

void restore_not_null(PgQuery__Constraint* constraint) {
  const Node* column = constraint->raw_expr;
  if (column == nullptr || column->node_case != PG_QUERY__NODE__NODE_COLUMN_REF) return;
  constraint->contype = PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL;
  constraint->keys = column->column_ref->fields;
  constraint->n_keys = column->column_ref->n_fields;
  constraint->raw_expr = nullptr;
}

}  // namespace

std::optional<OlderText> in_older_grammar(const std::string& text) { return Rewriter(text).run(); }

void restore(PgQuery__ParseResult* tree, const OlderText& older) {
  walk(&tree->base, [&](const ProtobufCMessage* message) {
    if (const auto* column = as<PgQuery__ColumnDef>(message, pg_query__column_def__descriptor)) {
      restore_column(column, older.not_enforced);
      return;
    }
    const auto* found = as<PgQuery__Constraint>(message, pg_query__constraint__descriptor);
    if (found == nullptr) return;
    auto* constraint = const_cast<PgQuery__Constraint*>(found);
    const bool relaxed = constraint->skip_validation != 0;
    if (relaxed && older.not_enforced.contains(found->location)) forget_enforcement(constraint);
    if (older.not_null.contains(found->location)) restore_not_null(constraint);
  });
}

}  // namespace migcheck::sql
