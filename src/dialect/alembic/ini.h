#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/source_file.h"

namespace migcheck::alembic {

// An ini file as Python's configparser reads it: sections, `key = value` or `key: value`, indented
// continuation lines, comments on lines of their own, [DEFAULT], %(name)s and %%.
class IniFile {
 public:
  struct Entry {
    std::string raw;  // before interpolation
    Span span;        // the line of the key
  };

  // Throws Error with the line if configparser would.
  static IniFile parse(SourceFilePtr file);

  const SourceFilePtr& file() const { return file_; }

  // In the order of the file, without DEFAULT.
  const std::vector<std::string>& sections() const { return sections_; }
  bool has_section(const std::string& name) const;

  // The entry of a section, or of DEFAULT; nothing where neither has it.
  const Entry* find(const std::string& section, const std::string& key) const;

  // The same with %(…)s replaced; `here` is what %(here)s stands for. Throws Error when a name is
  // not known.
  std::optional<std::string> get(const std::string& section, const std::string& key,
                                 const std::string& here) const;

 private:
  std::string interpolate(const std::string& section, const Entry& entry, const std::string& here,
                          int depth) const;

  SourceFilePtr file_;
  std::vector<std::string> sections_;
  std::map<std::string, std::map<std::string, Entry>> entries_;
};

}  // namespace migcheck::alembic
