#include <algorithm>

#include "core/text.h"
#include "dialect/path.h"
#include "dialect/sql/layout_table.h"
#include "dialect/sql/names.h"

namespace migcheck::sql_files {

namespace {

constexpr std::string_view separator = "__";

// After every version: their keys begin with the length of a number.
const std::string after_versions = "~";

bool is_version(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.front() != '_' &&
         text.find_first_not_of("0123456789._") == std::string_view::npos;
}

std::optional<NamedFile> read_name(std::string_view path) {
  const std::string_view file = path::name_of(path);
  const std::size_t at = file.find(separator);
  if (at == std::string_view::npos || !file.ends_with(".sql")) return std::nullopt;
  NamedFile named;
  named.name = file.substr(at + separator.size());
  named.name.resize(named.name.size() - std::string_view(".sql").size());
  if (at == 1 && file[0] == 'R') {
    named.part = NamedFile::Part::repeatable;
    named.version = "R__" + named.name;
    named.same = named.order = {after_versions, named.name};
    return named;
  }
  const std::string_view version = file.substr(1, at - 1);
  if ((file[0] != 'V' && file[0] != 'U') || at < 2 || !is_version(version)) return std::nullopt;
  named.part = file[0] == 'V' ? NamedFile::Part::upgrade : NamedFile::Part::downgrade;
  named.version = replace_all(std::string(version), "_", ".");
  named.same = named.order = dotted_key(version);
  return named;
}

// A script's own configuration may stand beside it.
Runner runner(const ProjectFiles& project, const SourceFile& file) {
  const std::string beside = file.path + ".conf";
  if (!project.find(beside)) return Runner::detected;
  const SourceFilePtr configuration = project.read(beside);
  if (!configuration) return Runner::detected;
  for (const std::string_view line : split(configuration->text, '\n')) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    if (trim(line.substr(0, equals)) != "executeInTransaction") continue;
    return trim(line.substr(equals + 1)) == "false" ? Runner::each_statement
                                                    : Runner::one_transaction;
  }
  return Runner::detected;
}

// "V7__orders.sql" → "U7__orders.sql".
std::string script_name(Direction direction, const std::string& upgrade) {
  std::string name(path::name_of(upgrade));
  if (direction == Direction::downgrade && name.starts_with('V')) name[0] = 'U';
  return name;
}

}  // namespace

Layout flyway() {
  return {"flyway", read_name,   nullptr, runner,
          nullptr,  script_name, true,    "holds a placeholder, which Flyway replaces"};
}

}  // namespace migcheck::sql_files
