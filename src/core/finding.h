#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/direction.h"
#include "core/lock.h"
#include "core/region.h"
#include "core/source_file.h"

namespace migcheck {

enum class Severity { off, notice, warning, error };  // weakest first
enum class Subject { statement, revision, history, roundtrip };

const char* to_string(Severity severity);
const char* to_string(Subject subject);

// The one below, but at least a notice.
Severity weaker(Severity severity);

// The severity of that name ("error", "warning", "notice", "off"), or nothing.
std::optional<Severity> severity_from(const std::string& name);

// A replacement for whole lines of the finding's file.
struct Suggestion {
  std::size_t start_line = 0;  // from 1
  std::size_t end_line = 0;    // inclusive
  std::string replacement;     // without the last line ending
  bool verified = false;       // it parses and has survived the roundtrip
};

// One thing that the user should look at. The text of `message` and `help` is plain: each report
// escapes it for its format.
struct Finding {
  std::string policy;
  Severity severity = Severity::warning;
  Subject subject = Subject::statement;
  std::string message;  // what is wrong, in one sentence: the lock, what it blocks, the table
  std::string help;     // what to do instead, in one imperative sentence; may have several lines
  std::string url;      // PostgreSQL's or Alembic's documentation; may be empty

  SourceFilePtr file;  // never null
  Span span;
  std::optional<Region>
      place;             // set where the source is not at hand: in a report that was read back
  std::string revision;  // the revision's id; empty where the finding is about no single one
  std::optional<Direction> direction;
  std::string sql;  // the statement, where the subject is one
  std::vector<RelationLock> locks;

  bool observed = false;  // `sql` was not read, but seen when an opaque statement was rehearsed

  std::string fingerprint;                // set by policy/fingerprint: survives line shifts
  std::optional<std::string> suppressed;  // the reason given in the suppression
  bool baselined = false;                 // `suppressed` because the project's baseline has it
  std::optional<Suggestion> suggestion;
};

}  // namespace migcheck
