#include "facts/safe_form.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "sql/lexer.h"

namespace migcheck {

namespace {

// `text` with ` addition` behind its first `word`; empty where it is not there.
std::string insert_behind(std::string_view text, std::string_view word, std::string_view addition) {
  sql::Lexer lexer(text);
  while (const std::optional<sql::Token> token = lexer.next()) {
    if (token->kind != sql::Token::Kind::word) continue;
    const std::size_t end = token->span.end;
    if (to_lower(text.substr(token->span.begin, end - token->span.begin)) != word) continue;
    return std::string(text.substr(0, end)) + " " + std::string(addition) +
           std::string(text.substr(end));
  }
  return {};
}

std::string python_string(const std::string& text) {
  const bool plain = text.find('"') == std::string::npos && text.find('\\') == std::string::npos &&
                     text.find('\n') == std::string::npos;
  return plain ? "\"" + text + "\"" : "\"\"\"" + replace_all(text, "\\", "\\\\") + "\"\"\"";
}

// The user's own call with one more argument, where it is a call of `function`.
std::string with_argument(std::string_view source, std::string_view function,
                          const std::string& argument) {
  const std::string name = argument.substr(0, argument.find('='));
  const bool is_call = source.starts_with(function) && source.ends_with(")") &&
                       source.find(name) == std::string_view::npos;
  if (!is_call) return {};
  std::string_view inner = trim(source.substr(0, source.size() - 1));
  if (inner.ends_with(",")) inner.remove_suffix(1);
  const std::size_t line = inner.rfind('\n');
  if (line == std::string_view::npos) return std::string(inner) + ", " + argument + ")";
  if (inner.find('#', line) != std::string_view::npos) return {};  // a comment, perhaps
  // A line of its own, as the arguments before it have.
  const std::size_t column = std::min(inner.find_first_not_of(' ', line + 1), inner.size());
  return std::string(inner) + "," + std::string(inner.substr(line, column - line)) + argument +
         ",\n)";
}

// The text without its first IF NOT EXISTS.
std::string without_guard(std::string_view text) {
  sql::Lexer lexer(text);
  std::optional<std::size_t> begin;
  while (const std::optional<sql::Token> token = lexer.next()) {
    if (token->kind != sql::Token::Kind::word) continue;
    const std::size_t end = token->span.end;
    const std::string word = to_lower(text.substr(token->span.begin, end - token->span.begin));
    if (word == "if") begin = token->span.begin;
    if (word != "exists" || !begin) continue;
    return std::string(text.substr(0, *begin)) + std::string(trim(text.substr(end)));
  }
  return {};
}

// The user's own call of op without one of its arguments.
std::string without_argument(std::string_view source, std::string_view argument) {
  const std::size_t at = source.find(argument);
  const std::size_t comma = source.rfind(',', at);
  if (at == std::string_view::npos || comma == std::string_view::npos) return {};
  const bool apart = trim(source.substr(comma + 1, at - comma - 1)).empty();
  if (!source.starts_with("op.") || !apart) return {};
  return std::string(source.substr(0, comma)) + std::string(source.substr(at + argument.size()));
}

}  // namespace

std::string executed(const std::string& sql) {
  return sql.empty() ? "" : "op.execute(" + python_string(sql) + ")";
}

SafeForm concurrent_form(const StatementFacts& facts) {
  const bool reindex = facts.kind == "reindex";
  SafeForm form;
  form.sql = insert_behind(facts.sql, "index", "CONCURRENTLY");
  if (reindex && form.sql.empty()) form.sql = insert_behind(facts.sql, "table", "CONCURRENTLY");
  const bool create = facts.kind == "create_index";
  if (!reindex) {
    form.alembic = with_argument(facts.source, create ? "op.create_index(" : "op.drop_index(",
                                 "postgresql_concurrently=True");
  }
  if (form.alembic.empty()) form.alembic = executed(form.sql);
  return form;
}

SafeForm unguarded_form(const StatementFacts& facts) {
  SafeForm form;
  form.sql = without_guard(facts.sql);
  form.alembic = without_argument(facts.source, "if_not_exists=True");
  if (form.alembic.empty()) form.alembic = executed(form.sql);
  return form;
}

SafeForm not_valid_form(const StatementFacts& facts) {
  SafeForm form;
  if (facts.alone) {
    form.sql = std::string(trim(facts.sql)) + " NOT VALID";
  } else if (!facts.definition.empty()) {
    form.sql = "ALTER TABLE " + sql_name(facts.table) + " ADD " + facts.definition + " NOT VALID";
  }
  const bool foreign = facts.kind == "add_foreign_key";
  form.alembic = with_argument(facts.source,
                               foreign ? "op.create_foreign_key(" : "op.create_check_constraint(",
                               "postgresql_not_valid=True");
  if (form.alembic.empty()) form.alembic = executed(form.sql);
  return form;
}

std::string alembic_call(const StatementFacts& facts) {
  return facts.source.starts_with("op.") ? facts.source : executed(facts.sql);
}

std::string constraint_name(const StatementFacts& facts) {
  if (!facts.constraint.empty()) return facts.constraint;
  const std::string table = unqualified(facts.table).name;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> suffixes = {{
      {"add_foreign_key", "_fkey"},
      {"add_unique", "_key"},
      {"add_check", "_check"},
      {"add_primary_key", "_pkey"},
  }};
  for (const auto& [kind, suffix] : suffixes) {
    if (facts.kind != kind) continue;
    std::string name = table;
    if (kind != "add_primary_key" && !facts.columns.empty()) name += "_" + join(facts.columns, "_");
    return name + std::string(suffix);
  }
  return facts.constraint;
}

std::string sql_name(const std::string& qualified) {
  const sql::Name name = unqualified(qualified);
  return name.schema.empty() ? sql::quoted(name.name)
                             : sql::quoted(name.schema) + "." + sql::quoted(name.name);
}

}  // namespace migcheck
