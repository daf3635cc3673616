#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/direction.h"
#include "dialect/dialect.h"
#include "dialect/sql/script.h"

namespace migcheck::sql_files {

// versions compare part by part; see names.h.
using Key = std::vector<std::string>;

// A file of a migration, as far as its name says.
struct NamedFile {
  enum class Part {
    upgrade,
    downgrade,
    both,        // sections of the file are the one and the other
    repeatable,  // run after all the others, and again whenever it changes
    code,        // a migration in another language
  };

  Part part = Part::upgrade;
  std::string version;  // as it is written; the revision's id
  std::string name;     // what it says about the migration: "create_orders"
  Key same;             // equal for files of the same version
  Key order;            // files run in ascending order
};

// A part of a file that runs in one direction.
struct Section {
  Direction direction = Direction::upgrade;
  Span marker;  // the line that begins it
  Span text;
  Runner runner = Runner::one_transaction;
};

struct Sections {
  std::vector<Section> list;
  std::vector<LoadProblem> problems;
  std::string placeholder_reason;  // see ScriptText
};

// The way in which a tool keeps its migrations in a folder. All of them stand in one table, in
// layouts.cpp.
struct Layout {
  const char* name;  // the dialect, in the output

  // What the path of a file says, relative to the folder of the history; nothing: it is not part
  // of a migration.
  std::optional<NamedFile> (*read_name)(std::string_view path);

  // Whether a folder in which there are such files is the tool's, as `files` (of which there is
  // one at least) or the files around it show; null: the names are proof enough.
  bool (*concerns)(const ProjectFiles& project, const std::string& folder,
                   const std::vector<std::string>& files);

  // What the tool runs a file with.
  Runner (*runner)(const ProjectFiles& project, const SourceFile& file);

  // Only for files that are `both`.
  Sections (*sections)(const SourceFilePtr& file);

  // How people call the two scripts of a migration; `upgrade` is the name of the upgrade's file.
  std::string (*script_name)(Direction direction, const std::string& upgrade);

  bool has_downgrades;

  // Why a statement with ${…} cannot be read; empty where that means nothing to the tool.
  const char* placeholder_reason;
};

// The table: the first that knows a folder's files has it.
const std::vector<Layout>& layouts();

// The layout of the folder's own files; null: there are no migrations in it.
const Layout* layout_of(const ProjectFiles& project, const std::string& folder);

}  // namespace migcheck::sql_files
