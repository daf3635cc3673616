#include "schema/order_mentions.h"

#include <algorithm>
#include <string_view>

#include "core/text.h"
#include "sql/lexer.h"

namespace migcheck {

namespace {

using sql::Token;

// An identifier as it is stored: folded, or without its quotes.
std::string identifier(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"') {
    return replace_all(std::string(text.substr(1, text.size() - 2)), "\"\"", "\"");
  }
  return to_lower(text);
}

bool is_name(const Token& token) {
  return token.kind == Token::Kind::word || token.kind == Token::Kind::quoted_name;
}

constexpr std::string_view operator_characters = "+-*/<>=~!@#%^&|`?";

std::string_view text_of(const std::string& sql, const Token& token) {
  return std::string_view(sql).substr(token.span.begin, token.span.end - token.span.begin);
}

std::vector<Token> tokens_of(const std::string& sql) {
  std::vector<Token> tokens;
  sql::Lexer lexer(sql);
  while (const std::optional<Token> token = lexer.next()) tokens.push_back(*token);
  return tokens;
}

// The name that follows a dot: one identifier, or all characters of an operator.
std::string name_after_dot(const std::string& sql, const std::vector<Token>& tokens,
                           std::size_t at) {
  if (at >= tokens.size()) return {};
  if (is_name(tokens[at])) return identifier(text_of(sql, tokens[at]));
  std::string name;
  for (; at < tokens.size() && tokens[at].kind == Token::Kind::symbol; ++at) {
    const std::string_view text = text_of(sql, tokens[at]);
    if (operator_characters.find(text) == std::string_view::npos) break;
    name += text;
  }
  return name;
}

// Everything of the form a.b, and where a string is one, what it spells.
enum class Strings { read, skip };

void collect_names(const std::string& sql, std::set<std::string>& names, Strings strings) {
  const std::vector<Token> tokens = tokens_of(sql);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == Token::Kind::string && strings == Strings::read) {
      const std::string_view text = text_of(sql, tokens[i]);
      if (text.size() < 3 || text.front() != '\'') continue;
      collect_names(std::string(text.substr(1, text.size() - 2)), names, Strings::skip);
    }
    if (!is_name(tokens[i]) || i + 2 >= tokens.size()) continue;
    if (text_of(sql, tokens[i + 1]) != ".") continue;
    names.insert(identifier(text_of(sql, tokens[i])) + "." + name_after_dot(sql, tokens, i + 2));
  }
}

// "public.add(integer)" → "public.add".
std::string without_arguments(const std::string& name) { return name.substr(0, name.find('(')); }

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

std::string relation_key(const std::string& relation) { return "relation " + relation; }
std::string index_key(const std::string& index) { return "index " + index; }
std::string type_node(const std::string& type) { return "type " + type; }
std::string function_key(const std::string& function) { return "function " + function; }

std::string column_node(const std::string& relation, const std::string& column) {
  return "column " + relation + "." + column;
}

std::string default_key(const std::string& relation, const std::string& column) {
  return "default " + relation + "." + column;
}

std::string constraint_node(const std::string& relation, const std::string& constraint) {
  return "constraint " + relation + "." + constraint;
}

Mentions::Mentions(const Schema& schema) {
  for (const auto& [name, relation] : schema.relations().all()) add(name, relation_key(name));
  for (const auto& [name, index] : schema.indexes().all()) add(name, index_key(name));
  for (const auto& [name, type] : schema.types().all()) add(name, type_node(name));
  for (const auto& [name, function] : schema.functions().all()) {
    add(without_arguments(name), function_key(name));
  }
  for (const auto& [name, object] : schema.objects().all()) {
    if (object->table.empty()) add(without_arguments(object->object), name);
  }
}

void Mentions::add(const std::string& name, std::string key) {
  keys_[name].push_back(std::move(key));
}

std::vector<std::string> Mentions::in_name(const std::string& qualified) const {
  const auto found = keys_.find(qualified);
  return found == keys_.end() ? std::vector<std::string>{} : found->second;
}

std::vector<std::string> Mentions::in(const std::string& sql) const {
  std::set<std::string> names;
  collect_names(sql, names, Strings::read);
  return keys_of(names);
}

std::vector<std::string> Mentions::outside_strings(const std::string& sql) const {
  std::set<std::string> names;
  collect_names(sql, names, Strings::skip);
  return keys_of(names);
}

std::vector<std::string> Mentions::keys_of(const std::set<std::string>& names) const {
  std::vector<std::string> keys;
  for (const std::string& name : names) append(keys, in_name(name));
  return keys;
}

std::vector<std::string> Mentions::in(const sql::TypeName& type) const {
  if (type.name.schema.empty()) {
    // The model may have a type of the user as it was written.
    return type.name.name.empty() ? std::vector<std::string>{}
                                  : in_name("public." + type.name.name);
  }
  return in_name(sql::to_string(type.name));
}

std::vector<std::string> Mentions::in(const std::vector<sql::IndexKey>& index_keys) const {
  std::vector<std::string> keys;
  for (const sql::IndexKey& key : index_keys) {
    if (key.expression) append(keys, in(key.expression->sql));
    append(keys, in_name(key.collation));
    append(keys, in_name(sql::to_string(key.operator_class_name)));
  }
  return keys;
}

std::set<std::string> words_in(const std::string& sql) {
  std::set<std::string> words;
  for (const Token& token : tokens_of(sql)) {
    if (is_name(token)) words.insert(identifier(text_of(sql, token)));
  }
  return words;
}

}  // namespace migcheck
