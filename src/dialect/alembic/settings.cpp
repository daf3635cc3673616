#include "dialect/alembic/settings.h"

#include <algorithm>

#include "core/error.h"
#include "core/text.h"
#include "dialect/alembic/ini.h"
#include "dialect/path.h"

namespace migcheck::alembic {

namespace {

std::string here_of(const SourceFile& file) {
  return "/" + std::string(path::folder_of(file.path));
}

// What separates several version_locations: path_separator (Alembic 1.16) or
// version_path_separator; a comment behind the word is not part of it.
std::string separators(const IniFile& ini, const std::string& section, const std::string& here) {
  std::optional<std::string> word = ini.get(section, "path_separator", here);
  if (!word) word = ini.get(section, "version_path_separator", here);
  if (!word) return ", \n";
  const std::string name(trim(word->substr(0, word->find(" #"))));
  if (name == "space") return " ";
  if (name == "newline") return "\n";
  if (name == "os" || name == ":") return ":";
  if (name == ";") return ";";
  const IniFile::Entry* entry = ini.find(section, "path_separator");
  if (!entry) entry = ini.find(section, "version_path_separator");
  throw Error(ini.file()->path + " cannot be read: '" + name + "' is not a separator",
              "Write space, newline, os, : or ;", ini.file(), entry->span);
}

std::vector<std::string> split_at_any(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find_first_of(separator, begin), text.size());
    const std::string_view part = trim(std::string_view(text).substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

Settings settings_of_section(const IniFile& ini, const std::string& section) {
  const std::string here = here_of(*ini.file());
  Settings made;
  made.file = ini.file();
  made.script_location = ini.get(section, "script_location", here);
  if (const IniFile::Entry* entry = ini.find(section, "script_location")) made.span = entry->span;
  if (const auto locations = ini.get(section, "version_locations", here)) {
    made.version_locations = split_at_any(*locations, separators(ini, section, here));
  }
  made.recursive = ini.get(section, "recursive_version_locations", here) == "true";
  return made;
}

bool has_own_location(const IniFile& ini, const std::string& section) {
  const IniFile::Entry* entry = ini.find(section, "script_location");
  return entry && entry != ini.find("DEFAULT", "script_location");
}

}  // namespace

std::vector<Settings> settings_of_ini(const SourceFilePtr& file) {
  const IniFile ini = IniFile::parse(file);
  std::vector<Settings> found;
  for (const std::string& section : ini.sections()) {
    if (has_own_location(ini, section)) found.push_back(settings_of_section(ini, section));
  }
  if (found.empty() && ini.has_section("alembic")) {
    found.push_back(settings_of_section(ini, "alembic"));
  }
  return found;
}

}  // namespace migcheck::alembic
