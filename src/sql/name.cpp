#include "sql/name.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "core/text.h"

namespace migcheck::sql {

namespace {

// What format_type prints for the grammar's internal names.
// Source: PostgreSQL documentation, table 8.1 Data Types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> spelled_out = {{
    {"bool", "boolean"},
    {"bpchar", "character"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"interval", "interval"},
    {"numeric", "numeric"},
    {"time", "time without time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
    {"timetz", "time with time zone"},
    {"varbit", "bit varying"},
    {"varchar", "character varying"},
    {"serial2", "smallserial"},
    {"serial4", "serial"},
    {"serial8", "bigserial"},
}};

// Source: PostgreSQL documentation, appendix C, the words that are not plainly "non-reserved".
constexpr std::string_view reserved_words =
    " "
    "all analyse analyze and any array as asc asymmetric authorization between bigint binary "
    "bit boolean both case cast char character check coalesce collate collation column "
    "concurrently constraint create cross current_catalog current_date current_role "
    "current_schema current_time current_timestamp current_user dec decimal default deferrable "
    "desc distinct do else end except exists extract false fetch float for foreign freeze from "
    "full grant greatest group grouping having ilike in initially inner inout int integer "
    "intersect interval into is isnull join json_array json_arrayagg json_exists json_object "
    "json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading "
    "least left like limit localtime localtimestamp merge_action national natural nchar none "
    "normalize not notnull null nullif numeric offset on only or order out outer overlaps "
    "overlay placing position precision primary real references returning right row select "
    "session_user setof similar smallint some substring symmetric system_user table tablesample "
    "then time timestamp to trailing treat trim true union unique user using values varchar "
    "variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists "
    "xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable ";

std::unordered_set<std::string_view> split(std::string_view words) {
  std::unordered_set<std::string_view> all;
  for (std::size_t end = 0; !words.empty(); words.remove_prefix(std::min(end + 1, words.size()))) {
    end = std::min(words.find(' '), words.size());
    all.insert(words.substr(0, end));
  }
  return all;
}

bool is_reserved(std::string_view word) {
  static const std::unordered_set<std::string_view> words = split(reserved_words);
  return words.contains(word);
}

std::string qualified(const Name& name) {
  return (name.schema.empty() ? "" : quoted(name.schema) + ".") + quoted(name.name);
}

std::string spelled(const TypeName& type) {
  const Name& name = type.name;
  // "bpchar" by itself is not "character", which means character(1).
  if (name == Name{{}, "bpchar"} && type.modifiers.empty()) return name.name;
  if (name == Name{{}, "bit"} && !type.modifiers.empty()) return name.name;
  for (const auto& [internal, words] : spelled_out) {
    if (name.schema.empty() && name.name == internal) return std::string(words);
  }
  return name.name.empty() ? "" : qualified(name);
}

bool is_number(const std::string& text) {
  return text.find_first_not_of("-.0123456789") == std::string::npos && !text.empty();
}

// "(10,2)"; a scale that is not written is 0.
std::string modifiers_of(const TypeName& type) {
  if (type.modifiers.empty()) return {};
  std::vector<std::string> texts;
  for (const std::string& modifier : type.modifiers) {
    texts.push_back(is_number(modifier) ? modifier : quoted(modifier));
  }
  if (type.name == Name{{}, "numeric"} && texts.size() == 1) texts.emplace_back("0");
  return "(" + join(texts, ",") + ")";
}

}  // namespace

std::string to_string(const Name& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

std::string to_string(const TypeName& type) {
  std::string text = type.set_of ? "SETOF " : "";
  if (!type.column.empty())
    return text + qualified(type.name) + "." + quoted(type.column) + "%TYPE";
  text += spelled(type);
  if (!type.interval_fields.empty()) text += " " + type.interval_fields;
  // The precision of a time stands before "without time zone".
  const std::size_t zone = type.name.schema.empty() ? text.find(" with") : std::string::npos;
  text.insert(zone == std::string::npos ? text.size() : zone, modifiers_of(type));
  // PostgreSQL does not keep apart how many dimensions an array has.
  return text + (type.array_dimensions > 0 ? "[]" : "");
}

std::string quoted(const std::string& identifier) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool plain = !identifier.empty() && !(identifier[0] >= '0' && identifier[0] <= '9') &&
                     std::all_of(identifier.begin(), identifier.end(), is_plain) &&
                     !is_reserved(identifier);
  return plain ? identifier : "\"" + replace_all(identifier, "\"", "\"\"") + "\"";
}

}  // namespace migcheck::sql
