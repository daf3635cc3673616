#include <toml++/toml.h>

#include "core/error.h"
#include "core/text.h"
#include "dialect/alembic/settings.h"
#include "dialect/path.h"

namespace migcheck::alembic {

namespace {

std::string with_here(const std::string& value, const SourceFile& file) {
  const std::string here = "/" + std::string(path::folder_of(file.path));
  return replace_all(replace_all(value, "%(here)s", here), "%%", "%");
}

toml::table parse_table(const SourceFilePtr& file) {
  try {
    return toml::parse(file->text, file->path);
  } catch (const toml::parse_error& error) {
    throw Error(file->path + " cannot be read: " + std::string(error.description()),
                "Correct the file; [tool.alembic] is read from it", file,
                line_span(file->text, error.source().begin.line));
  }
}

}  // namespace

std::optional<Settings> settings_of_pyproject(const SourceFilePtr& file) {
  if (file->text.find("tool.alembic") == std::string::npos) return std::nullopt;
  const toml::table document = parse_table(file);
  const toml::table* table = document["tool"]["alembic"].as_table();
  if (!table) return std::nullopt;
  Settings made;
  made.file = file;
  made.span = line_span(file->text, table->source().begin.line);
  if (const auto location = (*table)["script_location"].value<std::string>()) {
    made.script_location = with_here(*location, *file);
  }
  if (const toml::array* locations = (*table)["version_locations"].as_array()) {
    for (const toml::node& location : *locations) {
      const auto text = location.value<std::string>();
      if (text) made.version_locations.push_back(with_here(*text, *file));
    }
  }
  made.recursive = (*table)["recursive_version_locations"].value_or(false);
  return made;
}

}  // namespace migcheck::alembic
