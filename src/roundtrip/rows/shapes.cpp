#include "roundtrip/rows/shapes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "roundtrip/rows/shapes_query.h"

namespace migcheck {

namespace {

using nlohmann::json;

// What SQL's json_agg makes of nothing is null.
const json& list(const json& object, const char* key) {
  static const json none = json::array();
  const json& value = object.at(key);
  return value.is_null() ? none : value;
}

std::string text(const json& object, const char* key) {
  const json& value = object.at(key);
  return value.is_null() ? std::string() : value.get<std::string>();
}

bool flag(const json& object, const char* key) {
  const json& value = object.at(key);
  return !value.is_null() && value.get<bool>();
}

TypeShape type_of(const json& object) {
  TypeShape type;
  type.name = text(object, "name");
  type.sql = text(object, "sql");
  type.kind = text(object, "kind").front();
  type.is_builtin = flag(object, "is_builtin");
  type.not_null = flag(object, "not_null");
  type.element = text(object, "element");
  type.base = text(object, "base");
  type.base_modifier = object.at("base_modifier");
  type.subtype = text(object, "subtype");
  type.range = text(object, "range");
  for (const json& label : list(object, "labels")) type.labels.push_back(label);
  for (const json& check : list(object, "checks")) type.checks.push_back(check);
  for (const json& field : list(object, "fields")) {
    type.fields.push_back({text(field, "type"), field.at("modifier")});
  }
  return type;
}

ColumnShape column_of(const json& object) {
  ColumnShape column;
  column.number = object.at("number");
  column.name = text(object, "name");
  column.type = text(object, "type");
  column.modifier = object.at("modifier");
  column.type_sql = text(object, "type_sql");
  column.not_null = flag(object, "not_null");
  column.has_default = flag(object, "has_default");
  column.generated = text(object, "generated");
  return column;
}

void add_constraint(TableShape& table, const json& object) {
  if (text(object, "kind") == "c") {
    table.checks.push_back({"the check " + text(object, "name"), text(object, "expression")});
    return;
  }
  table.foreign_keys.push_back({text(object, "name"), object.at("columns"), text(object, "to"),
                                object.at("referenced"), flag(object, "match_full")});
}

TableShape table_of(const json& object) {
  TableShape table;
  table.oid = text(object, "oid");
  table.name = text(object, "name");
  table.is_parted = flag(object, "is_parted");
  table.is_wanted = flag(object, "is_wanted");
  table.is_allowed = flag(object, "is_allowed");
  const std::string bound = text(object, "bound");
  if (!bound.empty()) table.checks.push_back({"the bounds of its partitions", bound});
  return table;
}

}  // namespace

const ColumnShape* TableShape::column(int number) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const ColumnShape& one) { return one.number == number; });
  return found == columns.end() ? nullptr : &*found;
}

Shapes::Base Shapes::base_of(const Oid& type, int modifier) const {
  const TypeShape* shape = &types.at(type);
  while (shape->kind == 'd') {
    if (modifier < 0) modifier = shape->base_modifier;
    shape = &types.at(shape->base);
  }
  return {shape, modifier};
}

Shapes parse_shapes(const std::string& text_of_it) {
  const json object = json::parse(text_of_it);
  Shapes shapes;
  std::map<Oid, std::size_t> at;
  for (const json& table : list(object, "tables")) {
    at.emplace(text(table, "oid"), shapes.tables.size());
    shapes.tables.push_back(table_of(table));
  }
  const auto table_of_part = [&](const json& part) -> TableShape& {
    return shapes.tables[at.at(text(part, "table"))];
  };
  for (const json& one : list(object, "columns")) {
    table_of_part(one).columns.push_back(column_of(one));
  }
  for (const json& one : list(object, "constraints")) add_constraint(table_of_part(one), one);
  for (const json& one : list(object, "uniques")) {
    table_of_part(one).uniques.push_back(
        {one.at("columns"), text(one, "expressions"), flag(one, "nulls_equal")});
  }
  for (const json& one : list(object, "types"))
    shapes.types.emplace(text(one, "oid"), type_of(one));
  for (const json& one : list(object, "deferrables")) {
    shapes.deferrables.push_back({text(one, "name"), flag(one, "is_deferred")});
  }
  return shapes;
}

Shapes read_shapes(Connection& connection, const std::vector<std::string>& tables, Within within) {
  Reading reading(connection, within, set_tables(tables));
  const std::string json = reading.query(shapes_query()).at(0).at(0);
  reading.end();
  return parse_shapes(json);
}

}  // namespace migcheck
