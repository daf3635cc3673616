#pragma once

// Internal to policy/: a script read statement by statement, on top of the schema before it.

#include <string_view>
#include <vector>

#include "core/revision.h"
#include "facts/statement_facts.h"
#include "schema/schema.h"

namespace migcheck {

// One SQL statement of a script. A Statement of the revision may hold several.
struct ScriptStatement {
  Span span;
  std::string sql;
  std::vector<StatementFacts> facts;
  std::size_t transaction = 0;  // statements with the same number run in one transaction
  bool opaque = false;
  bool observed = false;     // as Statement::observed
  bool followed_up = false;  // opaque, and what it was seen to execute comes next
  std::size_t number = 0;    // of the Statement, in the script
};

struct ScriptInput {
  const Revision& revision;
  Direction direction = Direction::upgrade;
  std::string_view dialect;
  int pg_version = 15;
  const TransactionState* upgrade = nullptr;  // in a downgrade: what its upgrade did
  const FactSettings* settings = &no_settings;
};

struct ScriptFacts {
  std::vector<ScriptStatement> statements;
  TransactionState state;  // at the script's end

  // One of each group of existing tables that it changes, where no foreign key joins the groups.
  std::vector<std::string> unrelated_tables;
};

// The facts of every statement; the schema is left as it is after the script.
ScriptFacts script_facts(const ScriptInput& input, Schema& schema);

// Only the script's effect on the schema.
void replay(const Script& script, const FactSettings& settings, Schema& schema);

}  // namespace migcheck
