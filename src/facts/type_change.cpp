#include "facts/type_change.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace migcheck {

namespace {

using sql::TypeName;

// Casts that change nothing in what is stored. Source: pg_cast, castmethod 'b', with the casts of
// the citext extension.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> same_storage = {{
    {"varchar", "text"},
    {"text", "varchar"},
    {"cidr", "inet"},
    {"text", "citext"},
    {"varchar", "citext"},
    {"citext", "text"},
    {"citext", "varchar"},
    {"xml", "text"},
    {"xml", "varchar"},
    {"int4", "oid"},
    {"oid", "int4"},
    {"bit", "varbit"},
    {"varbit", "bit"},
}};

bool is_builtin(const std::string& name) {
  static const std::set<std::string, std::less<>> names = {
      "bool",     "bytea",   "char",      "name",      "int2",      "int4",        "int8",
      "float4",   "float8",  "numeric",   "text",      "varchar",   "bpchar",      "bit",
      "varbit",   "date",    "time",      "timetz",    "timestamp", "timestamptz", "interval",
      "uuid",     "json",    "jsonb",     "xml",       "inet",      "cidr",        "macaddr",
      "macaddr8", "money",   "oid",       "tsvector",  "tsquery",   "point",       "box",
      "circle",   "line",    "lseg",      "path",      "polygon",   "int4range",   "int8range",
      "numrange", "tsrange", "tstzrange", "daterange", "citext",    "hstore"};
  return names.contains(name);
}

std::optional<int> number(const TypeName& type, std::size_t index) {
  if (index >= type.modifiers.size()) return std::nullopt;
  const std::string& text = type.modifiers[index];
  if (text.empty() || text.size() > 6 ||
      text.find_first_not_of("-0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::stoi(text);
}

// No limit, or one that is at least as wide.
bool widens(const TypeName& from, const TypeName& to, std::size_t index) {
  const std::optional<int> old_limit = number(from, index);
  const std::optional<int> new_limit = number(to, index);
  return !new_limit || (old_limit && *new_limit >= *old_limit);
}

Ternary numeric_rewrites(const TypeName& from, const TypeName& to) {
  if (to.modifiers.empty()) return Ternary::no;
  if (from.modifiers.empty()) return Ternary::yes;
  const bool same_scale = number(from, 1).value_or(0) == number(to, 1).value_or(0);
  return ternary(!(same_scale && widens(from, to, 0)));
}

// The precision of a time defaults to 6, the most there is.
Ternary precision_rewrites(const TypeName& from, const TypeName& to) {
  return ternary(number(to, 0).value_or(6) < number(from, 0).value_or(6));
}

// The first modifier is the fields ("day to second"), 32767 for all; the second the precision.
Ternary interval_rewrites(const TypeName& from, const TypeName& to) {
  constexpr int all_fields = 32767;
  const int old_fields = number(from, 0).value_or(all_fields);
  const int new_fields = number(to, 0).value_or(all_fields);
  if (new_fields != all_fields && new_fields != old_fields) return Ternary::unknown;
  return ternary(number(to, 1).value_or(6) < number(from, 1).value_or(6));
}

// Both are the same type, with other modifiers.
Ternary modifiers_rewrite(const TypeName& from, const TypeName& to) {
  const std::string& name = from.name.name;
  if (from.modifiers == to.modifiers || to.modifiers.empty()) {
    return Ternary::no;
  }
  if (from.array_dimensions > 0) return Ternary::yes;
  if (name == "varchar" || name == "varbit") return ternary(!widens(from, to, 0));
  if (name == "numeric") return numeric_rewrites(from, to);
  if (name == "interval") return interval_rewrites(from, to);
  if (name == "time" || name == "timetz" || name == "timestamp" || name == "timestamptz") {
    return precision_rewrites(from, to);
  }
  if (name == "bpchar" || name == "bit") return Ternary::yes;
  return Ternary::unknown;
}

bool is_utc(const std::string& zone) {
  return zone == "utc" || zone == "gmt" || zone == "etc/utc" || zone == "0" || zone == "z";
}

// timestamp ↔ timestamptz is free where the session's time zone has no offset.
Ternary zone_rewrites(const TypeChange& change, const TypeName& from, const TypeName& to) {
  if (precision_rewrites(from, to) == Ternary::yes) return Ternary::yes;
  if (!change.time_zone) return Ternary::unknown;
  return ternary(!is_utc(*change.time_zone));
}

Ternary other_type_rewrites(const TypeChange& change, const TypeName& from, const TypeName& to) {
  const std::string& old_name = from.name.name;
  const std::string& new_name = to.name.name;
  if (from.array_dimensions > 0 || to.array_dimensions > 0) return Ternary::yes;
  const auto pair = std::pair<std::string_view, std::string_view>(old_name, new_name);
  if (std::find(same_storage.begin(), same_storage.end(), pair) != same_storage.end()) {
    return ternary(!to.modifiers.empty());
  }
  if ((old_name == "timestamp" && new_name == "timestamptz") ||
      (old_name == "timestamptz" && new_name == "timestamp")) {
    return zone_rewrites(change, from, to);
  }
  return Ternary::yes;
}

// A domain counts as its base type; whether it is constrained is told apart.
struct Resolved {
  TypeName type;
  bool constrained = false;
  bool known = true;
};

Resolved resolved(const TypeName& written, const Schema& schema) {
  Resolved result{written};
  for (int depth = 0; depth < 10; ++depth) {
    const SchemaType* type = schema.type(schema.resolve_type(result.type.name));
    if (type == nullptr || type->kind != SchemaType::Kind::domain) break;
    result.constrained = result.constrained || type->constrained;
    const int dimensions = result.type.array_dimensions;
    result.type = type->base;
    result.type.array_dimensions += dimensions;
  }
  const sql::Name& name = result.type.name;
  result.known = (name.schema.empty() && is_builtin(name.name)) ||
                 schema.type(schema.resolve_type(name)) != nullptr;
  return result;
}

// USING with the column itself, or a cast of it to the new type, is what happens anyway. So is a
// cast to the same type without its modifiers.
bool using_is_plain(const TypeChange& change) {
  const sql::Expression* with = change.with;
  if (with == nullptr) return true;
  if (with->kind == sql::Expression::Kind::cast && with->type->name == change.to.name &&
      with->type->array_dimensions == change.to.array_dimensions) {
    with = &with->arguments.front();
  }
  return with->kind == sql::Expression::Kind::column && with->text == change.name;
}

}  // namespace

Ternary rewrites(const TypeChange& change, const Schema& schema) {
  if (!using_is_plain(change)) return Ternary::yes;
  if (change.column == nullptr) return Ternary::unknown;
  if (change.column->type == change.to) return Ternary::no;
  const Resolved from = resolved(change.column->type, schema);
  const Resolved to = resolved(change.to, schema);
  if (to.constrained) return Ternary::yes;
  if (from.type.name == to.type.name && from.type.array_dimensions == to.type.array_dimensions) {
    return modifiers_rewrite(from.type, to.type);
  }
  if (!from.known || !to.known) return Ternary::unknown;
  return other_type_rewrites(change, from.type, to.type);
}

}  // namespace migcheck
