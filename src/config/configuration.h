#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file_tree.h"
#include "core/finding.h"
#include "core/rehearsal_limits.h"
#include "facts/settings.h"

namespace migcheck {

// A text of the configuration with the line that it stands in, for errors that are found later.
struct Setting {
  std::string text;
  std::size_t line = 0;  // from 1; 0: it was not given
};

// A policy's severity, as a project sets it.
struct PolicySeverity {
  Setting policy;
  Severity severity = Severity::warning;
};

// Severities for some paths of the repository.
struct PathSeverities {
  std::string pattern;
  std::vector<PolicySeverity> severities;
};

// Who begins and ends transactions around a revision.
enum class Transactions {
  by_dialect,  // as the dialect's own runner does
  none,        // nobody: each statement is its own
};

// [roundtrip]: what the rehearsal's database must have before the first revision, its limits, and
// how the project's own Alembic is run.
struct RehearsalSettings {
  std::vector<Setting> extensions;  // made as a superuser
  std::vector<Setting> schemas;
  RehearsalLimits limits;
  Setting baseline;  // an SQL file: what the history does not make itself

  bool own_env = false;  // the project's env.py is run
  Setting command;       // what runs a revision instead
  std::vector<Setting> x_arguments;
  std::vector<Setting> passed_variables;
  std::vector<Setting> imports;  // modules that are imported beforehand
  std::map<std::string, std::string> environment;
};

// What a project says in migcheck.toml, .migcheck.toml or [tool.migcheck] of its pyproject.toml.
// None is needed. docs/configuration.md describes the settings.
struct Configuration {
  std::string path;    // the file; empty: there is none
  SourceFilePtr file;  // null where there is none

  Setting preset;  // recommended, strict, locks-only, reversibility
  std::vector<PolicySeverity> severities;
  std::vector<PathSeverities> paths;  // the last one that means a path outranks the others
  std::vector<Setting> policies;      // folders of the project's own policies
  Setting baseline;                   // the file of known findings
  Setting stats;                      // the file that `migcheck stats` wrote
  Setting start_after;                // the last revision that is not checked any more
  std::optional<int> pg_version;
  Setting fail_on;
  std::vector<std::string> report;  // where --publish delivers to: check, review, comment, summary
  Transactions transactions = Transactions::by_dialect;
  RehearsalSettings rehearsal;
  FactSettings facts;  // `sizes` are not read here

  // [alembic.types]: a column type's class, by its dotted name or the last part of it → SQL.
  std::map<std::string, std::string> types;

  // alembic.naming_convention: "ix", "uq", "ck", "fk", "pk" → template. Empty: that of the
  // project's own target_metadata is taken.
  std::map<std::string, std::string> naming_convention;
};

// The configuration of the folder, or of the nearest one above it that has one. An Error with its
// place for what is not TOML, for an unknown key and for a value of the wrong kind.
Configuration load_configuration(const FileTree& tree, std::string_view folder);

// The configuration in this very file. An Error where there is none.
Configuration load_configuration_file(const FileTree& tree, const std::string& path);

// Throws an Error that points at the setting.
[[noreturn]] void fail_at(const Configuration& configuration, const Setting& setting,
                          const std::string& message, const std::string& hint);

}  // namespace migcheck
