#include "dialect/alembic/ini.h"

#include <algorithm>

#include "core/error.h"
#include "core/text.h"

namespace migcheck::alembic {

namespace {

const std::string default_section = "DEFAULT";

struct Line {
  std::string_view text;  // without its line ending
  Span span;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (const std::string_view raw : split(text.substr(begin), '\n')) {
    std::string_view line = raw;
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({line, {begin, begin + line.size()}});
    begin += raw.size() + 1;
  }
  return lines;
}

bool is_indented(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

bool is_comment(std::string_view line) {
  const std::string_view trimmed = trim(line);
  return trimmed.starts_with('#') || trimmed.starts_with(';');
}

}  // namespace

IniFile IniFile::parse(SourceFilePtr file) {
  IniFile made;
  made.file_ = file;
  std::string section;
  Entry* entry = nullptr;
  const auto fail = [&](const std::string& message, const std::string& hint, Span span) {
    throw Error(file->path + " cannot be read: " + message, hint, file, span);
  };
  for (const auto& [line, span] : lines_of(file->text)) {
    if (trim(line).empty() || is_comment(line)) continue;
    if (is_indented(line) && entry) {
      entry->raw += "\n" + std::string(trim(line));
      continue;
    }
    const std::string_view text = trim(line);
    if (text.starts_with('[')) {
      const std::size_t end = text.find(']');
      if (end == std::string_view::npos) fail("`]` is missing", "Close the section's name", span);
      section = std::string(text.substr(1, end - 1));
      if (section != default_section && !made.has_section(section)) {
        made.sections_.push_back(section);
      }
      entry = nullptr;
      continue;
    }
    if (section.empty())
      fail("a key stands before the first section", "Write [alembic] above it", span);
    const std::size_t separator = text.find_first_of("=:");
    if (separator == std::string_view::npos || separator == 0) {
      fail("this is not `key = value`", "Write `key = value`, or indent a continuation", span);
    }
    const std::string key = to_lower(trim(text.substr(0, separator)));
    entry = &made.entries_[section][key];
    *entry = {std::string(trim(text.substr(separator + 1))), span};
  }
  return made;
}

bool IniFile::has_section(const std::string& name) const {
  return std::find(sections_.begin(), sections_.end(), name) != sections_.end();
}

const IniFile::Entry* IniFile::find(const std::string& section, const std::string& key) const {
  for (const std::string& name : {section, default_section}) {
    const auto entries = entries_.find(name);
    if (entries == entries_.end()) continue;
    const auto entry = entries->second.find(key);
    if (entry != entries->second.end()) return &entry->second;
  }
  return nullptr;
}

std::optional<std::string> IniFile::get(const std::string& section, const std::string& key,
                                        const std::string& here) const {
  const Entry* entry = find(section, key);
  if (!entry) return std::nullopt;
  return interpolate(section, *entry, here, 0);
}

std::string IniFile::interpolate(const std::string& section, const Entry& entry,
                                 const std::string& here, int depth) const {
  constexpr int maximum_depth = 10;  // configparser's
  const auto fail = [&](const std::string& message, const std::string& hint) {
    throw Error(file_->path + " cannot be read: " + message, hint, file_, entry.span);
  };
  constexpr std::size_t maximum_size = 64 * 1024;
  if (depth > maximum_depth) fail("the value refers to itself", "Write the value out");
  std::string value;
  const std::string& raw = entry.raw;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != '%') {
      value += raw[at];
      continue;
    }
    if (raw.compare(at, 2, "%%") == 0) {
      value += raw[++at];
      continue;
    }
    const std::size_t end = raw.find(")s", at);
    if (raw.compare(at, 2, "%(") != 0 || end == std::string::npos) {
      fail("`%` must be followed by `%` or `(`", "Write `%%` for a percent sign");
    }
    const std::string name = to_lower(raw.substr(at + 2, end - at - 2));
    const Entry* named = find(section, name);
    if (name == "here") {
      value += here;
    } else if (named) {
      value += interpolate(section, *named, here, depth + 1);
    } else {
      fail("%(" + name + ")s is not defined", "Define it in the section or in [DEFAULT]");
    }
    if (value.size() > maximum_size) fail("the value becomes too long", "Write the value out");
    at = end + 1;
  }
  return value;
}

}  // namespace migcheck::alembic
