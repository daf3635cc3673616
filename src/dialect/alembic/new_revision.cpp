#include "dialect/alembic/new_revision.h"

#include <toml++/toml.h>

#include <charconv>

#include "core/error.h"
#include "core/text.h"
#include "dialect/alembic/ini.h"
#include "dialect/path.h"

namespace migcheck::alembic {

namespace {

// What the configuration says, as text: an ini has nothing else.
struct Options {
  std::optional<std::string> file_template, truncate_slug_length, timezone, script_location;
};

SourceFilePtr read_file(const FileTree& tree, const std::string& path) {
  std::optional<std::string> text = tree.read(path);
  if (!text) return nullptr;
  return std::make_shared<const SourceFile>(SourceFile{path, std::move(*text)});
}

// Whether a section's script_location may be where this history's versions folder lies.
bool leads_to(const std::optional<std::string>& script_location, const History& history) {
  if (!script_location || history.folders.empty()) return false;
  const std::string name(path::name_of(replace_all(*script_location, ":", "/")));
  const std::string above(path::folder_of(history.folders.front()));
  return path::name_of(above) == name;
}

// The section that the history was found by: of several, the one whose script_location fits; else
// [alembic], as `alembic` itself would have it.
std::string section_of(const IniFile& ini, const History& history, const std::string& here) {
  for (const std::string& section : ini.sections()) {
    if (leads_to(ini.get(section, "script_location", here), history)) return section;
  }
  return "alembic";
}

Options options_of_ini(const SourceFilePtr& file, const History& history) {
  const IniFile ini = IniFile::parse(file);
  const std::string here = "/" + std::string(path::folder_of(file->path));
  const std::string section = section_of(ini, history, here);
  const auto get = [&](const char* key) { return ini.get(section, key, here); };
  return {get("file_template"), get("truncate_slug_length"), get("timezone"),
          get("script_location")};
}

Options options_of_pyproject(const SourceFilePtr& file) {
  const toml::parse_result document = toml::parse(file->text, file->path);
  const auto table = document["tool"]["alembic"];
  Options options;
  options.timezone = table["timezone"].value<std::string>();
  options.script_location = table["script_location"].value<std::string>();
  if (const auto length = table["truncate_slug_length"].value<std::int64_t>()) {
    options.truncate_slug_length = std::to_string(*length);
  }
  if (const auto name = table["file_template"].value<std::string>()) {
    options.file_template = replace_all(*name, "%%", "%");
  }
  return options;
}

Options read_options(const SourceFilePtr& file, const History& history) {
  if (!file) return {};
  if (!file->path.ends_with(".toml")) return options_of_ini(file, history);
  try {
    return options_of_pyproject(file);
  } catch (const toml::parse_error& error) {
    throw Error(file->path + " cannot be read: " + std::string(error.description()),
                "Correct the file; [tool.alembic] is read from it");
  }
}

std::size_t slug_length(const std::string& text, const std::string& config) {
  std::size_t length = 0;
  const std::string_view number = trim(text);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), length);
  if (error != std::errc{} || end != number.data() + number.size()) {
    throw Error(config + ": truncate_slug_length is '" + text + "'", "write a number");
  }
  return length == 0 ? FileNaming{}.truncate_slug_length : length;
}

FileNaming naming_of(const Options& options, const std::string& config) {
  FileNaming naming;
  if (options.file_template) naming.file_template = *options.file_template;
  if (options.truncate_slug_length) {
    naming.truncate_slug_length = slug_length(*options.truncate_slug_length, config);
  }
  return naming;
}

}  // namespace

std::optional<FileNaming> file_naming(const SourceFilePtr& config, const History& history) {
  if (!config) return std::nullopt;
  try {
    const Options options = read_options(config, history);
    if (!options.file_template) return std::nullopt;
    return naming_of(options, config->path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

NewRevisionSettings settings_for_new_revisions(const FileTree& tree, const History& history) {
  const Options options = read_options(read_file(tree, history.config), history);
  NewRevisionSettings settings;
  settings.timezone = options.timezone;
  settings.naming = naming_of(options, history.config);
  if (!history.folders.empty()) {
    const std::string_view above = path::folder_of(history.folders.front());
    settings.script_template = read_file(tree, path::join(above, "script.py.mako"));
  }
  if (!settings.script_template && options.script_location) {
    const std::string location = replace_all(*options.script_location, ":", "/");
    const std::string folder = location.starts_with('/')
                                   ? path::join("", location.substr(1))
                                   : path::join(path::folder_of(history.config), location);
    settings.script_template = read_file(tree, path::join(folder, "script.py.mako"));
  }
  return settings;
}

}  // namespace migcheck::alembic
