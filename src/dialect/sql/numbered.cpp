#include "dialect/path.h"
#include "dialect/sql/layout_table.h"
#include "dialect/sql/names.h"

namespace migcheck::sql_files {

namespace {

// "20260409": several migrations of one day are no mistake.
bool is_date(std::string_view version) {
  return version.size() == 8 && (version.starts_with("19") || version.starts_with("20"));
}

std::optional<NamedFile> read_name(std::string_view path) {
  auto named = numbered_file(path, "_-", ".sql");
  if (!named) return std::nullopt;
  named->order.push_back(named->name);
  if (is_date(named->version)) {
    named->version = path.substr(0, path.size() - std::string_view(".sql").size());
    named->same = named->order;
  }
  return named;
}

Runner runner(const ProjectFiles&, const SourceFile&) { return Runner::as_written; }

std::string script_name(Direction, const std::string& upgrade) {
  return std::string(path::name_of(upgrade));
}

}  // namespace

Layout numbered() { return {"sql", read_name, nullptr, runner, nullptr, script_name, false, ""}; }

}  // namespace migcheck::sql_files
