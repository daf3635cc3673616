#include "facts/settings.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "core/text.h"

namespace migcheck {

namespace {

const TableSize* size_of(const FactSettings& settings, const std::string& table) {
  const auto found = settings.sizes.find(table);
  return found == settings.sizes.end() ? nullptr : &found->second;
}

struct Unit {
  double factor;
  const char* name;
};

// Two digits at least, as people say it: 3.1, 12, 340.
std::string rounded(double number) {
  return number < 10 ? fmt::format("{:.1f}", number) : fmt::format("{:.0f}", number);
}

std::string rows_text(std::int64_t rows) {
  if (rows >= 1'000'000'000) return rounded(static_cast<double>(rows) / 1e9) + " billion rows";
  if (rows >= 1'000'000) return rounded(static_cast<double>(rows) / 1e6) + " million rows";
  return counted(static_cast<std::size_t>(rows), "row");
}

std::string bytes_text(std::int64_t bytes) {
  constexpr std::array units = {Unit{1099511627776.0, "TB"}, Unit{1073741824.0, "GB"},
                                Unit{1048576.0, "MB"}, Unit{1024.0, "kB"}};
  const auto size = static_cast<double>(bytes);
  for (const Unit& unit : units) {
    if (size >= unit.factor) return rounded(size / unit.factor) + " " + unit.name;
  }
  return fmt::format("{} bytes", bytes);
}

}  // namespace

Ternary is_small(const FactSettings& settings, const std::string& table) {
  if (settings.large_tables.contains(table)) return Ternary::no;
  if (settings.small_tables.contains(table)) return Ternary::yes;
  const TableSize* size = size_of(settings, table);
  if (size == nullptr) return Ternary::unknown;
  const bool large = size->rows.value_or(0) > settings.small_rows ||
                     size->bytes.value_or(0) > settings.small_bytes;
  if (large) return Ternary::no;
  return size->rows && size->bytes ? Ternary::yes : Ternary::unknown;
}

std::string sized_table(const FactSettings& settings, const std::string& table) {
  const TableSize* size = size_of(settings, table);
  std::vector<std::string> parts;
  if (size != nullptr && size->rows) parts.push_back(rows_text(*size->rows));
  if (size != nullptr && size->bytes) parts.push_back(bytes_text(*size->bytes));
  if (parts.empty()) return table;
  return fmt::format("{} ({})", table, join(parts, ", "));
}

}  // namespace migcheck
