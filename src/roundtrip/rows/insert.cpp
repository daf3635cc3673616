#include "roundtrip/rows/insert.h"

#include "core/text.h"
#include "postgres/connection.h"
#include "roundtrip/rows/references.h"

namespace migcheck {

std::string insert_sql(const TableShape& table, const std::vector<ChosenRow>& rows,
                       OnConflict on_conflict) {
  std::vector<std::string> names, tuples;
  for (const auto& [column, ignored] : rows.front()) {
    names.push_back(quote_identifier(table.column(column)->name));
  }
  for (const ChosenRow& row : rows) {
    std::vector<std::string> values;
    for (const auto& [ignored, value] : row) values.push_back(value);
    tuples.push_back("(" + join(values, ", ") + ")");
  }
  const std::string conflict = on_conflict == OnConflict::skip ? " ON CONFLICT DO NOTHING" : "";
  if (names.empty()) return "INSERT INTO " + table.name + " DEFAULT VALUES" + conflict;
  return "INSERT INTO " + table.name + " (" + join(names, ", ") +
         ") OVERRIDING SYSTEM VALUE VALUES " + join(tuples, ", ") + conflict;
}

std::string at_once_sql(const std::vector<std::string>& inserts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i + 1 < inserts.size(); ++i) {
    parts.push_back("\"migcheck " + std::to_string(i) + "\" AS (" + inserts[i] + ")");
  }
  return (parts.empty() ? std::string() : "WITH " + join(parts, ", ") + " ") + inserts.back();
}

}  // namespace migcheck
