#pragma once

// Internal to policy/: what a revision as a whole is judged by, besides its statements.

#include <memory>
#include <string>
#include <vector>

#include "dialect/alembic/file_name.h"
#include "dialect/history.h"
#include "facts/history_facts.h"
#include "policy/script_facts.h"

namespace migcheck {

// What a project expects of its revisions: how their files are named (by the configuration's
// pattern, else by Alembic's file_template), and the rest of the settings.
class RevisionRules {
 public:
  // Both must outlive it.
  RevisionRules(const History& history, const FactSettings& settings);

  const FactSettings& settings() const { return settings_; }

  // Whether the file's name is as it should be; unknown where nothing says how that is.
  Ternary is_conventional(const Revision& revision) const;

  // What to rename a file to: "Rename it to 2024_03_04_8f3a_parcels.py".
  std::string renaming(const Revision& revision) const;

 private:
  std::string expected_name(const Revision& revision) const;

  const FactSettings& settings_;
  alembic::FileNaming naming_;
  std::shared_ptr<const re2::RE2> shape_;  // of file_template, with a mark for the revision's id
};

// Fills in the message, the name of the file, what the upgrade changes.
void describe_revision(RevisionFacts& facts, const Revision& revision, const ScriptFacts& upgrade,
                       const RevisionRules& rules);

// See ScriptFacts. `schema` is that after the script.
std::vector<std::string> unrelated_tables(const ScriptFacts& script, const Schema& schema);

}  // namespace migcheck
