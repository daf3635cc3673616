#include <toml++/toml.h>

#include <algorithm>

#include "core/text.h"
#include "dialect/path.h"
#include "dialect/sql/layout_table.h"
#include "dialect/sql/names.h"

namespace migcheck::sql_files {

namespace {

// Diesel takes any folder's name; others than numbers and dates are not found in practice, and
// would make a history of any folder with an up.sql in it.
std::optional<NamedFile> read_name(std::string_view path) {
  const std::string_view folder = path::folder_of(path);
  const std::string_view file = path::name_of(path);
  if (folder.find('/') != std::string_view::npos) return std::nullopt;
  if (file != "up.sql" && file != "down.sql") return std::nullopt;
  const std::size_t underscore = folder.find('_');
  NamedFile named;
  named.part = file == "up.sql" ? NamedFile::Part::upgrade : NamedFile::Part::downgrade;
  named.version = replace_all(std::string(folder.substr(0, underscore)), "-", "");
  if (!is_number(named.version)) return std::nullopt;
  if (underscore != std::string_view::npos) named.name = folder.substr(underscore + 1);
  named.same = named.order = text_key(named.version);
  return named;
}

// A metadata.toml that does not say it means no transaction; one that does not parse says nothing.
bool runs_in_transaction(const std::string& metadata) {
  try {
    const toml::table table = toml::parse(metadata);
    return table["run_in_transaction"].value_or(false);
  } catch (const toml::parse_error&) {
    return true;
  }
}

Runner runner(const ProjectFiles& project, const SourceFile& file) {
  const std::string beside = path::join(path::folder_of(file.path), "metadata.toml");
  if (!project.find(beside)) return Runner::one_transaction;
  const SourceFilePtr metadata = project.read(beside);
  const bool transaction = !metadata || runs_in_transaction(metadata->text);
  return transaction ? Runner::one_transaction : Runner::simple_query;
}

std::string script_name(Direction direction, const std::string&) {
  return direction == Direction::upgrade ? "up.sql" : "down.sql";
}

}  // namespace

Layout diesel() { return {"diesel", read_name, nullptr, runner, nullptr, script_name, true, ""}; }

}  // namespace migcheck::sql_files
