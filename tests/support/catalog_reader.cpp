#include "support/catalog_reader.h"

#include <doctest/doctest.h>

#include <variant>

#include "core/text.h"
#include "sql/parse.h"

namespace migcheck::catalog {

const char* const own =
    "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT EXISTS (SELECT FROM "
    "pg_depend e WHERE e.objid = o.oid AND e.deptype = 'e')";

std::string comment_of(const std::string& catalog) {
  return "coalesce(obj_description(o.oid, '" + catalog + "'), '')";
}

// "grantee privilege t|…", the owner left out; "-" without privileges of its own.
std::string acl_of(const std::string& acl, const std::string& owner) {
  return "CASE WHEN " + acl +
         " IS NULL THEN '-' ELSE coalesce((SELECT string_agg(concat_ws(' ', "
         "CASE grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(grantee)::text END, "
         "replace(lower(privilege_type), ' ', '_'), is_grantable::int), '|') FROM aclexplode(" +
         acl + ") WHERE grantee <> " + owner + "), '') END";
}

Privileges privileges_of(const std::string& text) {
  if (text == "-" || text.empty()) {
    if (text == "-") return std::nullopt;
    return Privileges{std::in_place};
  }
  Privileges made{std::in_place};
  for (const std::string_view item : split(text, '|')) {
    const std::vector<std::string_view> words = split(item, ' ');
    (*made)[std::string(words[0])][std::string(words[1])] = words[2] == "1";
  }
  return made;
}

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> items;
  if (text.empty()) return items;
  for (const std::string_view item : split(text, '|')) items.emplace_back(item);
  return items;
}

std::vector<sql::Option> options_of(const std::string& text) {
  std::vector<sql::Option> options;
  for (const std::string& item : list_of(text)) {
    const std::size_t equals = item.find('=');
    options.push_back({item.substr(0, equals), item.substr(equals + 1)});
  }
  return options;
}

Boxed<sql::Expression> expression_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  sql::Expression expression;
  expression.sql = text;
  return expression;
}

sql::TypeName type_of(const std::string& text) {
  const std::string statement = "ALTER TABLE t ADD COLUMN c " + text;
  const auto parsed = sql::parse(statement);
  REQUIRE(parsed.size() == 1);
  CAPTURE(text);
  return std::get<sql::AlterTable>(parsed.front().operation).actions.front().column->type;
}

std::string strip_semicolon(std::string text) {
  while (!text.empty() && (text.back() == ';' || text.back() == '\n')) text.pop_back();
  return text;
}

}  // namespace migcheck::catalog
