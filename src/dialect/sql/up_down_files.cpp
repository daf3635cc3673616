#include "core/text.h"
#include "dialect/path.h"
#include "dialect/sql/layout_table.h"
#include "dialect/sql/names.h"

namespace migcheck::sql_files {

namespace {

constexpr std::string_view up_suffix = ".up.sql";
constexpr std::string_view down_suffix = ".down.sql";

std::optional<NamedFile> read_pair(std::string_view path) {
  if (auto down = numbered_file(path, "_", down_suffix)) {
    down->part = NamedFile::Part::downgrade;
    return down;
  }
  return numbered_file(path, "_", up_suffix);
}

std::optional<NamedFile> read_sqlx(std::string_view path) {
  if (auto pair = read_pair(path)) return pair;
  return numbered_file(path, "_", ".sql");
}

// Whether a Cargo.toml beside the folder or above it names sqlx.
bool is_sqlx(const ProjectFiles& project, const std::string& folder,
             const std::vector<std::string>&) {
  for (std::string above = folder; !above.empty();) {
    above = path::folder_of(above);
    const std::string manifest = path::join(above, "Cargo.toml");
    if (!project.find(manifest)) continue;
    const SourceFilePtr file = project.read(manifest);
    if (file && file->text.find("sqlx") != std::string::npos) return true;
  }
  return false;
}

Runner one_query(const ProjectFiles&, const SourceFile&) { return Runner::simple_query; }

Runner sqlx_runner(const ProjectFiles&, const SourceFile& file) {
  return file.text.starts_with("-- no-transaction") ? Runner::simple_query
                                                    : Runner::one_transaction;
}

// "migrations/7_orders.up.sql" → "7_orders.down.sql".
std::string script_name(Direction direction, const std::string& upgrade) {
  const std::string name(path::name_of(upgrade));
  if (direction == Direction::upgrade) return name;
  const std::string_view suffix = name.ends_with(up_suffix) ? up_suffix : ".sql";
  return name.substr(0, name.size() - suffix.size()) + std::string(down_suffix);
}

}  // namespace

Layout golang_migrate() {
  return {"golang-migrate", read_pair, nullptr, one_query, nullptr, script_name, true, ""};
}

Layout sqlx() { return {"sqlx", read_sqlx, is_sqlx, sqlx_runner, nullptr, script_name, true, ""}; }

}  // namespace migcheck::sql_files
