#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialect/alembic/op/lowering_options.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/history.h"

namespace migcheck::alembic {

// What one file of a versions folder holds.
struct RevisionFile {
  std::optional<Revision> revision;
  std::vector<LoadProblem> problems;
};

// Whether Alembic would import a file of this name from a versions folder: *.py, but not
// __init__.py and not an editor's .#file.py.
bool is_revision_file(std::string_view name);

struct RevisionOptions {
  LoweringOptions lowering;
  python::ModuleFinder* modules = nullptr;  // null: what a revision imports is not read
  Content content = Content::scripts;
  bool parse_sql = false;  // of the upgrade: Statement::parsed
};

// Reads one file. Nothing is executed, and nothing is thrown: what is wrong with the file is among
// the problems.
RevisionFile read_revision(const SourceFilePtr& file, const RevisionOptions& options);

}  // namespace migcheck::alembic
