#include "roundtrip/rows/references.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "core/text.h"
#include "postgres/connection.h"
#include "roundtrip/rows/candidates.h"

namespace migcheck {

namespace {

constexpr int kMostKeys = 8;

std::string select_keys(const Shapes& shapes, const ForeignKeyShape& key, std::size_t number,
                        std::size_t width) {
  const TableShape* target = find_table(shapes, key.table);
  if (target == nullptr || !target->is_allowed) return {};
  std::vector<std::string> cells, names, present;
  for (const int column : key.referenced) {
    names.push_back(quote_identifier(target->column(column)->name));
    cells.push_back(names.back() + "::pg_catalog.text");
    present.push_back(names.back() + " IS NOT NULL");
  }
  cells.resize(width, "NULL");
  return "(SELECT " + std::to_string(number) + ", " + join(cells, ", ") + " FROM " +
         (target->is_parted ? "" : "ONLY ") + target->name + " WHERE " + join(present, " AND ") +
         " ORDER BY " + join(names, ", ") + " LIMIT " + std::to_string(kMostKeys) + ")";
}

const TypeShape& type_of(const Shapes& shapes, const TableShape& table, int column) {
  const ColumnShape* shape = table.column(column);
  return *shapes.base_of(shape->type, shape->modifier).type;
}

// A key may be of a wider integer type than the column that refers to it.
bool fits(const std::string& text, const TypeShape& type) {
  const bool is_small = type.name == "int2";
  if (!type.is_builtin || (!is_small && type.name != "int4")) return true;
  const double value = std::strtod(text.c_str(), nullptr);
  const double limit = is_small ? std::numeric_limits<std::int16_t>::max()
                                : std::numeric_limits<std::int32_t>::max();
  return value <= limit && value >= -limit - 1;
}

}  // namespace

const TableShape* find_table(const Shapes& shapes, const Oid& oid) {
  const auto found = std::find_if(shapes.tables.begin(), shapes.tables.end(),
                                  [&](const TableShape& table) { return table.oid == oid; });
  return found == shapes.tables.end() ? nullptr : &*found;
}

bool refers_to_itself(const TableShape& table, const ForeignKeyShape& key) {
  return key.table == table.oid;
}

bool is_tree(const TableShape& table, const ForeignKeyShape& key) {
  return refers_to_itself(table, key) && key.columns.size() == 1 && key.columns != key.referenced &&
         !table.column(key.columns.front())->not_null;
}

std::string root_key(const Shapes& shapes, const TableShape& table, const ForeignKeyShape& key,
                     const ReferenceKeys& found) {
  if (!is_tree(table, key) || !found.keys.empty()) return {};
  const bool is_known = std::none_of(
      table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKeyShape& other) {
        return std::count(other.columns.begin(), other.columns.end(), key.referenced.front()) > 0;
      });
  const ReferenceKeys expected = is_known ? expected_keys(shapes, table, key) : ReferenceKeys();
  return expected.keys.empty() ? std::string() : expected.keys.front().front();
}

std::string references_query(const Shapes& shapes, const TableShape& table) {
  std::size_t width = 0;
  for (const ForeignKeyShape& key : table.foreign_keys) width = std::max(width, key.columns.size());
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < table.foreign_keys.size(); ++i) {
    std::string part = select_keys(shapes, table.foreign_keys[i], i, width);
    if (!part.empty()) parts.push_back(std::move(part));
  }
  return join(parts, "\nUNION ALL ");
}

std::vector<ReferenceKeys> reference_keys(const Shapes& shapes, const TableShape& table,
                                          const std::vector<Connection::Row>& rows) {
  std::vector<ReferenceKeys> found(table.foreign_keys.size());
  for (const Connection::Row& row : rows) {
    const std::size_t number = std::stoul(row.at(0));
    const std::vector<int>& columns = table.foreign_keys[number].columns;
    std::vector<std::string> key;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const TypeShape& type = type_of(shapes, table, columns[i]);
      if (fits(row.at(i + 1), type)) key.push_back(quote_literal(row.at(i + 1)) + "::" + type.sql);
    }
    if (key.size() == columns.size()) found[number].keys.push_back(std::move(key));
  }
  return found;
}

ReferenceKeys expected_keys(const Shapes& shapes, const TableShape& table,
                            const ForeignKeyShape& key) {
  constexpr std::size_t kExpected = 2;  // that a table gets in any variety
  ReferenceKeys expected;
  const TableShape* target = find_table(shapes, key.table);
  if (target == nullptr) return expected;
  for (std::size_t k = 0; k < kExpected; ++k) {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < key.referenced.size(); ++i) {
      const ColumnShape* column = target->column(key.referenced[i]);
      const auto candidates =
          type_candidates(shapes, column->type, column->modifier, {.distinct = true});
      if (candidates.size() <= k) return expected;
      values.push_back(candidates[k].sql + "::" + type_of(shapes, table, key.columns[i]).sql);
    }
    expected.keys.push_back(std::move(values));
  }
  return expected;
}

}  // namespace migcheck
