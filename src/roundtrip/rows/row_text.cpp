#include "roundtrip/rows/row_text.h"

#include <algorithm>

#include "core/text.h"

namespace migcheck {

namespace {

bool is_bare(const std::string& type) {
  static const std::vector<std::string> types = {"int2",   "int4",   "int8", "oid",
                                                 "float4", "float8", "bool", "numeric"};
  return std::find(types.begin(), types.end(), type) != types.end();
}

// Not in the middle of a character of UTF-8.
std::string cut(std::string text) {
  constexpr std::size_t kLongest = 40;
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

std::string value_text(const RowImage::Value& value, const std::string& type) {
  if (!value) return "NULL";
  if (is_bare(type)) return *value;
  return "'" + replace_all(cut(*value), "\n", "\\n") + "'";
}

std::string row_text(const RowImage::Table& table, std::size_t row) {
  constexpr std::size_t kMostColumns = 3;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const RowImage::Column& column = table.columns[i];
    const bool is_key =
        std::find(table.key.begin(), table.key.end(), column.number) != table.key.end();
    if (!is_key && (!table.key.empty() || parts.size() == kMostColumns)) continue;
    const RowImage::Value& value = table.rows[row][i];
    parts.push_back(column.name + (value ? " = " : " is ") + value_text(value, column.type));
  }
  return join(parts, ", ");
}

}  // namespace migcheck
