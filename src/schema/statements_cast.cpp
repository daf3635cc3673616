#include <algorithm>
#include <array>
#include <string_view>

#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

// Types that PostgreSQL assigns to each other. Source: pg_cast of PostgreSQL 15, castcontext 'a'
// and 'i'.
constexpr std::array<std::string_view, 8> assignable = {
    " int2 int4 int8 numeric float4 float8 ",
    " text varchar bpchar name ",
    " date timestamp timestamptz ",
    " time timetz interval ",
    " json jsonb ",
    " inet cidr ",
    " bit varbit ",
    " macaddr macaddr8 ",
};

constexpr std::string_view strings = " text varchar bpchar name ";

// Types whose values are equal when they look the same, and which an index serves together.
constexpr std::array<std::string_view, 3> comparable = {" int2 int4 int8 ", " text varchar ",
                                                        " float4 float8 "};

// Source: typstorage in PostgreSQL's src/include/catalog/pg_type.dat.
constexpr std::string_view plain =
    " bool int2 int4 int8 float4 float8 date time timetz timestamp timestamptz interval uuid money "
    "oid name macaddr macaddr8 ";

bool holds(std::string_view list, const sql::TypeName& type) {
  return type.name.schema.empty() &&
         list.find(" " + type.name.name + " ") != std::string_view::npos;
}

template <typename Lists>
bool in_one(const Lists& lists, const sql::TypeName& a, const sql::TypeName& b) {
  return std::any_of(lists.begin(), lists.end(),
                     [&](std::string_view list) { return holds(list, a) && holds(list, b); });
}

bool is_assignable(const sql::TypeName& from, const sql::TypeName& to) {
  if (from.name == to.name) return true;
  // Anything can be assigned to a string.
  return holds(strings, to) || in_one(assignable, from, to);
}

bool is_pair(const sql::TypeName& from, const sql::TypeName& to, const char* a, const char* b) {
  const std::string& x = from.name.name;
  const std::string& y = to.name.name;
  return (x == a && y == b) || (x == b && y == a);
}

}  // namespace

bool same_family(const sql::TypeName& a, const sql::TypeName& b) {
  if (a.array_dimensions != b.array_dimensions) return false;
  return a.name == b.name || in_one(comparable, a, b);
}

std::string default_storage(const sql::TypeName& type) {
  if (type.array_dimensions > 0) return "EXTENDED";
  if (holds(" numeric inet cidr ", type)) return "MAIN";
  return holds(plain, type) ? "PLAIN" : "EXTENDED";
}

std::string using_expression(const std::string& column, const sql::TypeName& from,
                             const sql::TypeName& to, bool made_anew) {
  const bool both_plain = (from.array_dimensions > 0) == (to.array_dimensions > 0);
  if (!made_anew && both_plain && is_assignable(from, to)) return {};
  const std::string cast = "::" + rendered_type(to);
  const bool direct = holds(strings, from) || is_pair(from, to, "bool", "int4");
  if (direct && both_plain && from.array_dimensions == 0) return column + cast;
  const bool arrays = from.array_dimensions > 0 && to.array_dimensions > 0;
  return column + (arrays ? "::text[]" : "::text") + cast;
}

}  // namespace migcheck
