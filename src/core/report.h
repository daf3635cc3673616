#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/roundtrip.h"

namespace migcheck {

struct Summary {
  std::size_t revisions_checked = 0;
  std::size_t revisions_loaded = 0;
  std::size_t statements = 0;  // opaque ones included
  std::size_t opaque_statements = 0;
  std::size_t unknown_statements = 0;  // read, but something of their prediction is not known
  std::size_t errors = 0;              // of the findings that are not suppressed
  std::size_t warnings = 0;
  std::size_t notices = 0;
  std::size_t suppressed = 0;  // by comments
  std::size_t baselined = 0;   // known by the project's baseline
  std::size_t superseded = 0;  // left out because another finding says more
};

struct Target {
  int pg_version = 15;        // the major version that the facts hold for
  std::string dialect;        // "alembic", "sql"
  std::string base, head;     // as the user named them, with the abbreviated commit; may be empty
  bool merge_result = false;  // whether the history was judged on the merge of head with base
};

// The prediction for one statement, for --explain-locks.
struct ExplainedStatement {
  std::string sql;
  SourceFilePtr file;
  Span span;
  std::vector<RelationLock> locks;
  bool locks_complete = true;  // false: what it runs may lock more than `locks`
  Ternary rewrite = Ternary::unknown;
  Ternary fails_in_transaction = Ternary::unknown;
  RowFailure fails_on_rows = RowFailure::unknown;
  std::optional<std::int64_t> lock_timeout_ms = {}, statement_timeout_ms = {};  // 0: none
  bool observed = false;  // as Finding::observed
};

// What the catalogue says of a policy.
struct PolicyText {
  std::string id;
  std::string title;                      // one line
  std::string category;                   // "lock"
  Severity severity = Severity::warning;  // of the project
  std::string why;                        // a paragraph
  std::string url;                        // may be empty
  std::string explanation;                // all of it, as plain text
  std::string markdown;                   // all of it
};

// Everything that a command found: what each file in report/ turns into its format.
struct Report {
  Target target;
  Summary summary;
  std::vector<std::string> heads;  // of the merge result
  std::vector<Finding> findings;   // ordered by path, then place, then policy
  std::optional<RoundtripResult> roundtrip;
  std::vector<ExplainedStatement> statements;         // only with --explain-locks
  std::vector<PolicyText> policies;                   // those that findings are of, by id
  std::optional<Severity> fail_on = Severity::error;  // from which on the check failed; none: never
  std::vector<std::string> notes;  // what the reader should know: "merge conflict in …"
};

// Orders the findings and fills in the summary's errors, warnings, notices and suppressed.
void finish(Report& report);

}  // namespace migcheck
