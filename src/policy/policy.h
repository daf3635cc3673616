#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "policy/condition.h"

namespace migcheck {

// A migration that violates a policy, or does not.
struct Example {
  std::string file_name;  // relative to the policy's folder: "bad.sql", "bad/0002_second.py"
  std::string text;

  bool operator==(const Example&) const = default;
};

// One folder of policies/. The texts may name facts: see fill() in policy/message.h.
struct Policy {
  std::string id;        // the smell: "index-without-concurrently"
  std::string title;     // one line, for lists
  std::string category;  // the folder above
  Subject subject = Subject::statement;
  Severity severity = Severity::warning;  // in the preset `recommended`
  Severity strict = Severity::warning;    // in the preset `strict`
  Condition when;
  std::string message;
  std::string help_sql;      // what to do instead in a migration of plain SQL
  std::string help_alembic;  // … in an Alembic revision; the same text where only one was given
  std::string why;
  std::string url;                      // may be empty
  std::vector<std::string> supersedes;  // policies that say less about the same statement
  std::vector<Example> bad, good;
};

}  // namespace migcheck
