#include "dialect/alembic/sqlalchemy/name.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/md5.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

namespace {

constexpr std::size_t max_identifier_length = 63;

// Ordered. Source: RESERVED_WORDS of SQLAlchemy's PostgreSQL dialect, which is neither PostgreSQL's
// own list nor a standard one.
constexpr auto reserved_words = std::to_array<std::string_view>({"all",
                                                                 "analyse",
                                                                 "analyze",
                                                                 "and",
                                                                 "any",
                                                                 "array",
                                                                 "as",
                                                                 "asc",
                                                                 "asymmetric",
                                                                 "authorization",
                                                                 "between",
                                                                 "binary",
                                                                 "both",
                                                                 "case",
                                                                 "cast",
                                                                 "check",
                                                                 "collate",
                                                                 "column",
                                                                 "constraint",
                                                                 "create",
                                                                 "cross",
                                                                 "current_catalog",
                                                                 "current_date",
                                                                 "current_role",
                                                                 "current_schema",
                                                                 "current_time",
                                                                 "current_timestamp",
                                                                 "current_user",
                                                                 "default",
                                                                 "deferrable",
                                                                 "desc",
                                                                 "distinct",
                                                                 "do",
                                                                 "else",
                                                                 "end",
                                                                 "except",
                                                                 "false",
                                                                 "fetch",
                                                                 "for",
                                                                 "foreign",
                                                                 "freeze",
                                                                 "from",
                                                                 "full",
                                                                 "grant",
                                                                 "group",
                                                                 "having",
                                                                 "ilike",
                                                                 "in",
                                                                 "initially",
                                                                 "inner",
                                                                 "intersect",
                                                                 "into",
                                                                 "is",
                                                                 "isnull",
                                                                 "join",
                                                                 "leading",
                                                                 "left",
                                                                 "like",
                                                                 "limit",
                                                                 "localtime",
                                                                 "localtimestamp",
                                                                 "natural",
                                                                 "new",
                                                                 "not",
                                                                 "notnull",
                                                                 "null",
                                                                 "of",
                                                                 "off",
                                                                 "offset",
                                                                 "old",
                                                                 "on",
                                                                 "only",
                                                                 "or",
                                                                 "order",
                                                                 "outer",
                                                                 "over",
                                                                 "overlaps",
                                                                 "placing",
                                                                 "primary",
                                                                 "references",
                                                                 "returning",
                                                                 "right",
                                                                 "select",
                                                                 "session_user",
                                                                 "similar",
                                                                 "some",
                                                                 "symmetric",
                                                                 "table",
                                                                 "then",
                                                                 "to",
                                                                 "trailing",
                                                                 "true",
                                                                 "union",
                                                                 "unique",
                                                                 "user",
                                                                 "using",
                                                                 "variadic",
                                                                 "verbose",
                                                                 "when",
                                                                 "where",
                                                                 "window",
                                                                 "with"});
static_assert(std::is_sorted(reserved_words.begin(), reserved_words.end()));

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

bool requires_quotes(std::string_view identifier) {
  if (identifier.empty()) return true;
  const char first = identifier.front();
  return (first >= '0' && first <= '9') || first == '$' ||
         !std::all_of(identifier.begin(), identifier.end(), is_plain_character) ||
         std::binary_search(reserved_words.begin(), reserved_words.end(), identifier);
}

std::string quoted(std::string_view identifier) {
  return '"' + replace_all(std::string(identifier), "\"", "\"\"") + '"';
}

// Length and cut in code points, as Python counts.
std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && (text[at] & 0xC0) == 0x80) ++at;
    --count;
  }
  return text.substr(0, at);
}

}  // namespace

std::string quote(std::string_view identifier) {
  return requires_quotes(identifier) ? quoted(identifier) : std::string(identifier);
}

std::string quote(const Name& name) {
  switch (name.quoting) {
    case Name::Quoting::always:
      return quoted(name.text);
    case Name::Quoting::never:
      return name.text;
    case Name::Quoting::automatic:
      break;
  }
  return quote(name.text);
}

std::string quote_limited(const Name& name) {
  if (character_count(name.text) <= max_identifier_length) return quote(name);
  if (name.origin == Name::Origin::given) {
    alembic_refuses("the name '" + name.text + "': it is longer than 63 characters");
  }
  Name shortened = name;
  shortened.text = std::string(first_characters(name.text, max_identifier_length - 8)) + "_" +
                   md5_hex(name.text).substr(28);
  return quote(shortened);
}

std::string quote_qualified(const std::optional<Name>& schema, const Name& name) {
  if (!schema || schema->text.empty()) return quote(name);
  return quote(*schema) + "." + quote(name);
}

std::string quote_dotted(const std::optional<Name>& schema, const Name& name) {
  if (!schema || schema->quoting != Name::Quoting::automatic) return quote_qualified(schema, name);
  if (schema->text.empty()) return quote(name);
  std::string sql;
  for (const std::string_view part : split(schema->text, '.')) sql += quote(part) + ".";
  return sql + quote(name);
}

}  // namespace migcheck::alembic
