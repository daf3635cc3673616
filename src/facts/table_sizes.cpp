#include "facts/table_sizes.h"

#include <fmt/format.h>

#include "core/json_node.h"

namespace migcheck {

namespace {

constexpr std::int64_t version = 1;

const std::vector<std::string> top_keys = {"server_version", "tables", "taken_at", "version",
                                           "writes_since"};
const std::vector<std::string> table_keys = {"bytes",  "index_bytes", "rows",
                                             "schema", "table",       "writes"};

// A count; null or nothing where it is not known.
std::optional<std::int64_t> count(const JsonNode& table, const std::string& key) {
  const std::optional<JsonNode> node = table.find(key);
  if (!node || node->json().is_null()) return std::nullopt;
  const std::int64_t number = node->integer();
  if (number < 0) node->fail("the number is negative", "write null where it is not known");
  return number;
}

void read_table(const JsonNode& node, TableSizes& sizes) {
  node.check_keys(table_keys);
  const std::string name = node.at("schema").text() + "." + node.at("table").text();
  const TableSize size = {count(node, "rows"), count(node, "bytes"), count(node, "index_bytes"),
                          count(node, "writes")};
  if (!sizes.emplace(name, size).second) {
    node.fail(fmt::format("the table {} stands there twice", name), "keep one of them");
  }
}

}  // namespace

TableSizes parse_table_sizes(const SourceFilePtr& file) {
  const nlohmann::json json = parse_json(file);
  const JsonNode root(file, json);
  root.check_keys(top_keys);
  const JsonNode given = root.at("version");
  if (given.integer() != version) {
    given.fail(fmt::format("version {} of the file is not known", given.integer()),
               "write it anew with `migcheck stats` of this version");
  }
  TableSizes sizes;
  const JsonNode tables = root.at("tables");
  if (tables.json().is_array() && tables.json().empty()) return sizes;
  for (const JsonNode& table : tables.items()) read_table(table, sizes);
  return sizes;
}

}  // namespace migcheck
