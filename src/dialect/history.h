#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/file_tree.h"
#include "core/revision.h"

namespace migcheck {

// A file in a versions folder that could not be read as a revision.
struct LoadProblem {
  SourceFilePtr file;
  Span span;
  std::string message;  // "does not parse as Python", …
  std::string hint;
};

// One migration history of a project: a versions folder (or several) and what is in it.
struct History {
  std::string dialect;               // "alembic", "diesel", "goose", …; "sql" for lone SQL files
  std::string config;                // path of the alembic.ini that names it; may be empty
  std::vector<std::string> folders;  // the versions folders, relative to the tree's root

  // How the files of new revisions are named, where `config` says: alembic.ini's file_template and
  // truncate_slug_length. Empty where nobody knows.
  std::string file_template;
  std::size_t slug_length = 0;

  // Of Alembic's: that of the options, or that of the project's target_metadata where it can be
  // read; may be empty.
  std::map<std::string, std::string> naming_convention = {};

  std::vector<Revision> revisions;   // ordered by path
  std::vector<LoadProblem> problems;

  // Whether a revision of it is expected to have a downgrade. Not where the format has none, or
  // where no revision has one.
  bool has_downgrades = true;
};

// How much of the revisions is read. `graph`: what stands outside of upgrade() and downgrade(),
// which stay missing; mistakes inside of them are not seen.
enum class Content { graph, scripts };

struct HistoryOptions {
  std::string start;  // folder to look in (-C), relative to the root; "" is the root
  std::vector<std::string> migrations;  // --migrations: versions folders named outright; those
                                        // that build on each other are one history
  Content content = Content::scripts;
  bool parse_sql = false;  // Statement::parsed of what upgrades run, for whoever needs it anyway

  // Of Alembic's histories, from the configuration: the class of a column type → SQL, and the
  // naming convention; without one, the project's own is looked for.
  std::map<std::string, std::string> types = {};
  std::map<std::string, std::string> naming_convention = {};
};

// Finds and reads every history below `options.start`. No history at all is an Error that says
// where it looked.
std::vector<History> load_histories(const FileTree& tree, const HistoryOptions& options);

}  // namespace migcheck
