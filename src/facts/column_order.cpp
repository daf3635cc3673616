#include <algorithm>
#include <array>
#include <optional>

#include "facts/practice_facts.h"
#include "facts/stored_type.h"

namespace migcheck {

namespace {

struct Layout {
  std::string_view type;
  std::int64_t length, alignment;
};

// pg_type.typlen and typalign of the types of fixed length that columns have, sorted by name.
constexpr auto layouts = std::to_array<Layout>({
    {"bool", 1, 1},        {"box", 32, 8},     {"char", 1, 1},    {"cid", 4, 4},
    {"circle", 24, 8},     {"date", 4, 4},     {"float4", 4, 4},  {"float8", 8, 8},
    {"int2", 2, 2},        {"int4", 4, 4},     {"int8", 8, 8},    {"interval", 16, 8},
    {"line", 24, 8},       {"lseg", 32, 8},    {"macaddr", 6, 4}, {"macaddr8", 8, 4},
    {"money", 8, 8},       {"name", 64, 1},    {"oid", 4, 4},     {"pg_lsn", 8, 8},
    {"point", 16, 8},      {"regclass", 4, 4}, {"regproc", 4, 4}, {"regtype", 4, 4},
    {"serial", 4, 4},      {"serial2", 2, 2},  {"serial4", 4, 4}, {"serial8", 8, 8},
    {"smallserial", 2, 2}, {"tid", 6, 2},      {"time", 8, 8},    {"timestamp", 8, 8},
    {"timestamptz", 8, 8}, {"timetz", 12, 8},  {"uuid", 16, 1},   {"xid", 4, 4},
    {"xid8", 8, 8},
});

// Nothing for a type of variable length, and for one that is not known.
std::optional<Layout> layout_of(const sql::TypeName& written, const Schema& schema) {
  if (written.array_dimensions > 0) return std::nullopt;
  std::string name = written.name.name;
  if (name == "bigserial") name = "serial8";
  const auto find = [](std::string_view type) -> std::optional<Layout> {
    const auto at = std::lower_bound(
        layouts.begin(), layouts.end(), type,
        [](const Layout& layout, std::string_view wanted) { return layout.type < wanted; });
    if (at == layouts.end() || at->type != type) return std::nullopt;
    return *at;
  };
  if (written.name.schema.empty()) {
    if (const std::optional<Layout> layout = find(name)) return layout;
  }
  const BaseType base = base_of(written, schema);
  if (base.type.array) return std::nullopt;
  const SchemaType* own = base.type.own;
  if (own != nullptr && own->kind == SchemaType::Kind::enumeration) return Layout{"enum", 4, 4};
  return base.type.builtin ? find(base.type.name) : std::nullopt;
}

std::int64_t end_of(const std::vector<std::pair<Layout, std::string>>& columns) {
  std::int64_t at = 0;
  for (const auto& [layout, name] : columns) {
    at = (at + layout.alignment - 1) / layout.alignment * layout.alignment + layout.length;
  }
  return at;
}

}  // namespace

ColumnOrder better_order(const std::vector<sql::Column>& columns, const Schema& schema) {
  std::vector<std::pair<Layout, std::string>> fixed;
  std::size_t at = 0;
  for (; at < columns.size(); ++at) {
    const std::optional<Layout> layout = layout_of(columns[at].type, schema);
    if (!layout) break;
    fixed.emplace_back(*layout, columns[at].name);
  }
  const std::int64_t now = end_of(fixed);
  std::stable_sort(fixed.begin(), fixed.end(), [](const auto& a, const auto& b) {
    return a.first.alignment > b.first.alignment;
  });
  ColumnOrder order{now - end_of(fixed), {}};
  if (order.saved <= 0) return {};
  for (const auto& [layout, name] : fixed) order.columns.push_back(name);
  for (; at < columns.size(); ++at) order.columns.push_back(columns[at].name);
  return order;
}

}  // namespace migcheck
