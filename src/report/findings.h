#pragma once

#include <string>
#include <vector>

#include "core/finding.h"

namespace migcheck {

// What several formats say in the same words.

// "ACCESS EXCLUSIVE on public.users (blocks reads and writes, rewrites the table)".
std::string describe(const RelationLock& lock);

// The locks that a reader should know of: those that block others, rewrite or read the whole table;
// all of them where there are none of these.
std::vector<RelationLock> notable(const std::vector<RelationLock>& locks);

// The statement as one line, where the source at the finding's place does not already show it; else
// empty.
std::string generated_sql(const Finding& finding);

// The findings that are neither suppressed nor switched off.
std::vector<const Finding*> shown_findings(const std::vector<Finding>& findings);

}  // namespace migcheck
