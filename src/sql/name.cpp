#include "sql/name.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"

namespace migcheck::sql {

namespace {

// What format_type prints for the grammar's internal names.
// Source: PostgreSQL documentation, table 8.1 Data Types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> spelled_out = {{
    {"bool", "boolean"},
    {"bpchar", "character"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"time", "time without time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
    {"timetz", "time with time zone"},
    {"varbit", "bit varying"},
    {"varchar", "character varying"},
    {"serial4", "serial"},
    {"serial8", "bigserial"},
}};

// Source: PostgreSQL documentation, appendix C, the words marked "reserved".
constexpr std::string_view reserved_words =
    " all analyse analyze and any array as asc asymmetric both case cast check collate column "
    "constraint create current_catalog current_date current_role current_time current_timestamp "
    "current_user default deferrable desc distinct do else end except false fetch for foreign from "
    "grant group having in initially intersect into lateral leading limit localtime localtimestamp "
    "not null offset on only or order placing primary references returning select session_user "
    "some symmetric system_user table then to trailing true union unique user using variadic when "
    "where window with ";

bool is_reserved(const std::string& word) {
  return reserved_words.find(" " + word + " ") != std::string_view::npos;
}

std::string spelled(const Name& name) {
  for (const auto& [internal, words] : spelled_out) {
    if (name.schema.empty() && name.name == internal) return std::string(words);
  }
  return to_string(name);
}

}  // namespace

std::string to_string(const Name& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

std::string to_string(const TypeName& type) {
  std::string text = spelled(type.name);
  if (!type.modifiers.empty()) {
    // The precision of a time stands before "without time zone".
    const std::string modifiers = "(" + join(type.modifiers, ",") + ")";
    const std::size_t zone = text.find(" with");
    text.insert(zone == std::string::npos ? text.size() : zone, modifiers);
  }
  for (int i = 0; i < type.array_dimensions; ++i) text += "[]";
  return text;
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
