#include "sql/tree.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "core/text.h"
#include "sql/lexer.h"
#include "sql/message_tree.h"
#include "sql/newer_grammar.h"

namespace migcheck::sql {

namespace {

// PostgreSQL's parser builds long chains of operators without recursion, but whoever goes through
// its tree calls itself at each level. At this depth the sanitizers' build needs most of a stack of
// 8 MB, the optimised one less than half.
constexpr std::size_t deepest_chain = 3500;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, to_lower(word)) != words.end();
}

// An upper bound of how many levels `text` can nest, taken token by token.
class Nesting {
 public:
  void word(std::string_view word) {
    if (is_one_of(word, {"and", "or", "when", "then", "else"})) {
      end_chain();
    } else {
      grow(is_one_of(word, {"union", "intersect", "except"}) ? &Level::queries : &Level::chain);
    }
  }

  void symbol(std::string_view symbol) {
    if (symbol == "," || symbol == ";") {
      end_chain();
    } else if (symbol == "(" || symbol == "[") {
      levels_.emplace_back();
      grow(&Level::chain);
    } else if (symbol == ")" || symbol == "]") {
      close();
    } else {
      grow(&Level::chain);
    }
  }

  std::size_t deepest() const { return deepest_; }

 private:
  // Between a pair of parentheses: each operator of a chain stands on those before it, each UNION
  // on all queries before it.
  struct Level {
    std::size_t chain = 0, queries = 0;
  };

  void grow(std::size_t Level::*part) {
    ++(levels_.back().*part);
    deepest_ = std::max(deepest_, ++sum_);
  }

  void end_chain() { sum_ -= std::exchange(levels_.back().chain, 0); }

  void close() {
    if (levels_.size() == 1) return;
    sum_ -= levels_.back().chain + levels_.back().queries;
    levels_.pop_back();
  }

  std::vector<Level> levels_{1};
  std::size_t sum_ = 0;
  std::size_t deepest_ = 0;
};

std::size_t deepest_nesting(std::string_view text) {
  Nesting nesting;
  Lexer lexer(text);
  while (const std::optional<Token> token = lexer.next()) {
    const std::string_view written =
        text.substr(token->span.begin, token->span.end - token->span.begin);
    if (token->kind == Token::Kind::word) nesting.word(written);
    if (token->kind == Token::Kind::symbol) nesting.symbol(written);
  }
  return nesting.deepest();
}

// The byte offset of the character at `position`, which counts from 1; 0 is unknown.
std::size_t byte_offset(std::string_view text, int position) {
  std::size_t at = 0;
  for (int character = 1; character < position && at < text.size(); ++character) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

}  // namespace

Tree::Tree(const std::string& text) {
  if (text.find('\0') != std::string::npos) {
    error_ = {"invalid byte 0x00 in the text", text.find('\0')};
    return;
  }
  if (text.size() > deepest_chain && deepest_nesting(text) > deepest_chain) {
    error_ = {"it is nested too deeply", 0, true};
    return;
  }
  parse(text);
  if (!error_) return;
  const std::optional<OlderText> older = in_older_grammar(text);
  if (!older) return;
  const std::optional<SyntaxError> error = std::exchange(error_, std::nullopt);
  parse(older->text);
  if (error_) {
    error_ = error;
  } else {
    restore(result_, *older);
  }
}

void Tree::parse(const std::string& text) {
  const MessageTree tree = message_tree(text.c_str(), arena_);
  result_ = tree.result;
  if (tree.error) error_ = {tree.error->message, byte_offset(text, tree.error->position)};
}

std::span<PgQuery__RawStmt* const> Tree::statements() const {
  if (result_ == nullptr) return {};
  return {result_->stmts, result_->n_stmts};
}

std::string string_of(const Node* node) {
  if (node == nullptr || node->node_case != PG_QUERY__NODE__NODE_STRING) return {};
  return text_of(node->string->sval);
}

std::vector<std::string> strings_of(std::span<Node* const> nodes) {
  std::vector<std::string> strings;
  for (const Node* node : nodes) strings.push_back(string_of(node));
  return strings;
}

Name name_of(const PgQuery__RangeVar* relation) {
  if (relation == nullptr) return {};
  return {text_of(relation->schemaname), text_of(relation->relname)};
}

Name name_of(std::span<Node* const> strings) {
  if (strings.empty()) return {};
  Name name;
  name.name = string_of(strings.back());
  if (strings.size() > 1) name.schema = string_of(strings[strings.size() - 2]);
  return name;
}

Name name_of(const Node* node) {
  if (node == nullptr) return {};
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_RANGE_VAR:
      return name_of(node->range_var);
    case PG_QUERY__NODE__NODE_LIST:
      return name_of(MIGCHECK_LIST(node->list, items));
    case PG_QUERY__NODE__NODE_TYPE_NAME:
      return name_of(MIGCHECK_LIST(node->type_name, names));
    case PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS:
      return name_of(MIGCHECK_LIST(node->object_with_args, objname));
    case PG_QUERY__NODE__NODE_STRING:
      return {{}, string_of(node)};
    default:
      return {};
  }
}

const PgQuery__DefElem* option(std::span<Node* const> options, std::string_view name) {
  for (const Node* node : options) {
    if (node->node_case != PG_QUERY__NODE__NODE_DEF_ELEM) continue;
    if (text_of(node->def_elem->defname) == name) return node->def_elem;
  }
  return nullptr;
}

// Source: defGetBoolean in PostgreSQL's src/backend/commands/define.c.
bool is_on(const PgQuery__DefElem* option) {
  if (option == nullptr) return false;
  const Node* value = option->arg;
  if (value == nullptr) return true;
  if (value->node_case == PG_QUERY__NODE__NODE_INTEGER) return value->integer->ival != 0;
  if (value->node_case == PG_QUERY__NODE__NODE_BOOLEAN) return value->boolean->boolval != 0;
  const std::string text = string_of(value);
  return text != "false" && text != "off" && text != "0";
}

std::vector<Name> relations_in(const ProtobufCMessage* root) {
  std::vector<Name> names;
  std::set<std::string> queries;
  walk(root, [&](const ProtobufCMessage* message) {
    if (const auto* query =
            as<PgQuery__CommonTableExpr>(message, pg_query__common_table_expr__descriptor)) {
      queries.insert(text_of(query->ctename));
    }
    if (const auto* relation = as<PgQuery__RangeVar>(message, pg_query__range_var__descriptor)) {
      names.push_back(name_of(relation));
    }
  });
  std::vector<Name> kept;
  for (Name& name : names) {
    if (name.schema.empty() && queries.contains(name.name)) continue;
    if (std::find(kept.begin(), kept.end(), name) == kept.end()) kept.push_back(std::move(name));
  }
  return kept;
}

ReadExtent extent_of(const PgQuery__SelectStmt* query) {
  ReadExtent extent;
  extent.all_rows = query->n_from_clause == 1 &&
                    query->from_clause[0]->node_case == PG_QUERY__NODE__NODE_RANGE_VAR &&
                    query->where_clause == nullptr && query->limit_count == nullptr &&
                    query->limit_offset == nullptr && query->with_clause == nullptr &&
                    query->op == PG_QUERY__SET_OPERATION__SETOP_NONE;
  walk(&query->base, [&](const ProtobufCMessage* message) {
    const auto* column = as<PgQuery__ColumnRef>(message, pg_query__column_ref__descriptor);
    if (column == nullptr || column->n_fields == 0) return;
    const Node* last = column->fields[column->n_fields - 1];
    const bool star = last->node_case == PG_QUERY__NODE__NODE_A_STAR;
    extent.columns.push_back(star ? "*" : string_of(last));
  });
  return extent;
}

ReadExtent extent_of(const Node* query) {
  if (query == nullptr || query->node_case != PG_QUERY__NODE__NODE_SELECT_STMT) return {};
  return extent_of(query->select_stmt);
}

std::vector<Name> relations_in(const Node* root) {
  return root == nullptr ? std::vector<Name>{} : relations_in(&root->base);
}

}  // namespace migcheck::sql
