#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "report/lines.h"

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

// The same, the most severe ones first: for formats that cannot show any number of them.
std::vector<const Finding*> most_severe_first(const std::vector<Finding>& findings);

// The shown findings of one file.
struct FileFindings {
  const SourceFile* file;
  std::vector<const Finding*> findings;
};

// The shown findings by file, in the order of the report; files without any are left out.
std::vector<FileFindings> by_file(const std::vector<Finding>& findings);

// The text, visible(), with every stretch of white space as one space.
std::string one_line(std::string_view text);

// "path:12:5: error index-without-concurrently message", and the end of the line.
std::string concise_line(const Finding& finding, LineCache& cache);

// What there is to say beside the place, line by line, each visible(): the message, the locks, the
// help.
std::string full_message(const Finding& finding);

}  // namespace migcheck
