#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/direction.h"
#include "core/source_file.h"
#include "core/statement.h"

namespace migcheck {

// What one direction of a revision does.
struct Script {
  // `missing`: there is no such function or file. `empty`: it is there and does nothing (`pass`,
  // a docstring, comments). `raises`: it ends in a raise without having done anything.
  enum class State { missing, empty, raises, present };

  State state = State::missing;
  std::string name;    // as its format calls it: "downgrade()", "down.sql", "`-- +goose Down`"
  SourceFilePtr file;  // where it has a file of its own; null: the revision's
  Span span;  // the `def` line or the whole SQL file: where a finding about the script points
  std::vector<Statement> statements;  // in the order in which they run
  std::string refusal = {};           // what it says where it raises: the text of the exception
};

// One migration of a history; for SQL histories too this is what Alembic calls a revision.
struct Revision {
  std::string id;
  std::vector<std::string> down_revisions;  // none for a base, several for a merge
  std::vector<std::string> depends_on;
  std::vector<std::string> branch_labels;
  std::string message;  // first line of the docstring or of the header comment
  std::string doc;      // all of the docstring, without the white space around it; may be empty

  SourceFilePtr file;
  Span id_span;             // the assignment of `revision`
  Span down_revision_span;  // the assignment of `down_revision`; equal to id_span where it is absent

  Script upgrade;
  Script downgrade;

  std::vector<std::string> application_imports;  // of an Alembic revision, by dotted name

  // Run again whenever its file changes, as Flyway's R__ files are: changing it is no mistake.
  bool repeatable = false;

  const std::string& path() const { return file->path; }

  const Script& script(Direction direction) const {
    return direction == Direction::upgrade ? upgrade : downgrade;
  }

  // The file that the statements of one direction stand in.
  const SourceFilePtr& file_of(Direction direction) const {
    return script(direction).file ? script(direction).file : file;
  }

  // Whether it is one of the files that it is made of.
  bool has_file(std::string_view path) const {
    return file->path == path || (upgrade.file && upgrade.file->path == path) ||
           (downgrade.file && downgrade.file->path == path);
  }
};

}  // namespace migcheck
