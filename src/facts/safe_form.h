#pragma once

#include <string>

#include "facts/statement_facts.h"

namespace migcheck {

// A statement in the form that does not block, in SQL and as a line of an Alembic revision; empty
// where there is none. The user's own call is kept where it can be: an argument is added to it.
struct SafeForm {
  std::string sql;
  std::string alembic;
};

// CREATE INDEX, DROP INDEX and REINDEX with CONCURRENTLY.
SafeForm concurrent_form(const StatementFacts& facts);

// CREATE INDEX without IF NOT EXISTS.
SafeForm unguarded_form(const StatementFacts& facts);

// ADD CONSTRAINT with NOT VALID.
SafeForm not_valid_form(const StatementFacts& facts);

// The statement as a line of an Alembic revision: the user's own call, where it makes nothing else.
std::string alembic_call(const StatementFacts& facts);

// The statement in op.execute(…); empty where there is none.
std::string executed(const std::string& sql);

// The name of the constraint, or the one that PostgreSQL will give it.
std::string constraint_name(const StatementFacts& facts);

// "public.users" as it has to be written in SQL.
std::string sql_name(const std::string& qualified);

}  // namespace migcheck
