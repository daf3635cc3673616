#include "cli/stats_output.h"

#include <nlohmann/json.hpp>

namespace migcheck {

namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(const std::optional<std::int64_t>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json table_json(const TableStatistics& table) {
  return {{"schema", table.schema},
          {"table", table.table},
          {"rows", number_or_null(table.rows)},
          {"bytes", number_or_null(table.bytes)},
          {"index_bytes", number_or_null(table.index_bytes)},
          {"writes", number_or_null(table.writes)}};
}

}  // namespace

// One table a line, so that two exports can be compared.
std::string stats_json(const DatabaseStatistics& statistics) {
  const Json since =
      statistics.writes_since.empty() ? Json(nullptr) : Json(statistics.writes_since);
  std::string text = "{\n  \"version\": 1,\n  \"taken_at\": " + Json(statistics.taken_at).dump() +
                     ",\n  \"writes_since\": " + since.dump() +
                     ",\n  \"server_version\": " + Json(statistics.server_version).dump() +
                     ",\n  \"tables\": [";
  for (const TableStatistics& table : statistics.tables) {
    text += (text.back() == '[' ? "\n    " : ",\n    ") +
            table_json(table).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return text + (statistics.tables.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace migcheck
