#pragma once

#include <optional>
#include <string>

#include "core/file_tree.h"
#include "dialect/alembic/file_name.h"
#include "dialect/history.h"

namespace migcheck::alembic {

// What a project's configuration says about revisions that are still to be made.
struct NewRevisionSettings {
  FileNaming naming;
  std::optional<std::string> timezone;  // for the create date; none: local time
  SourceFilePtr script_template;        // script.py.mako beside env.py; null if there is none
};

// How the configuration has the files of new revisions named. Nothing where it says nothing: people
// who name their files by hand have a reason for it.
std::optional<FileNaming> file_naming(const SourceFilePtr& config, const History& history);

// Reads them from the ini or pyproject.toml that the history was found by, and from the folder
// above its first versions folder or named by script_location. Error when the configuration cannot
// be read.
NewRevisionSettings settings_for_new_revisions(const FileTree& tree, const History& history);

}  // namespace migcheck::alembic
