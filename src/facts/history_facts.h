#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/ternary.h"
#include "facts/fact.h"
#include "schema/asymmetry.h"

namespace migcheck {

// What a revision as a whole is judged by.
struct RevisionFacts {
  std::string revision;
  std::string dialect;
  std::string upgrade, downgrade;  // missing, empty, raises, present
  std::string upgrade_name, downgrade_name;
  bool has_downgrades = true;
  bool merge = false;
  Ternary undoable = Ternary::no;    // the upgrade changes the schema so that it could be undone
  Asymmetry asymmetry;               // nothing where it is not known
  std::vector<std::string> dropped;  // by the upgrade, with the rows: tables, columns
  std::string refusal;               // what a downgrade that raises says
  std::vector<std::string> imports;  // modules of the application

  bool documented = true;
  bool header_expected = false;  // documentation is expected of this dialect's files
  std::string file_name;
  Ternary conventional_name = Ternary::unknown;
  std::string renaming;                       // what to rename an unconventional file to
  std::vector<std::string> unrelated_tables;  // that it changes, where they are too many
  std::string version_table;                  // where versions are recorded
  Ternary version_updated = Ternary::unknown;
};

// One thing that is wrong with a history, or with a file of it.
struct HistoryFacts {
  std::string problem;  // "several_heads", …: see the table
  std::string revision;
  std::string path, old_path;
  std::vector<std::string> revisions;  // those that it is about
  std::string missing;                 // an id that is not there
  std::string meant;                   // the id that may have been meant
  std::string change;                  // modified, deleted, renamed
  Ternary same_statements = Ternary::unknown, same_parents = Ternary::unknown;
  std::string table, constraint;  // of a constraint that nobody validates
  std::string detail, hint;
  bool dependency = false;  // named by depends_on
  std::string dialect;
};

// One thing that the rehearsal found.
struct RoundtripFacts {
  std::string problem;
  std::string revision;
  std::string direction;
  std::string detail;
  std::string sql;
  std::string upgrade_name, downgrade_name;
};

std::span<const Fact<RevisionFacts>> revision_table();
std::span<const Fact<HistoryFacts>> history_table();
std::span<const Fact<RoundtripFacts>> roundtrip_table();

}  // namespace migcheck
