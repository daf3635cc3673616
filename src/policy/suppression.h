#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_file.h"
#include "policy/comments.h"

namespace migcheck {

// A suppression that does not do what its author thinks.
struct SuppressionProblem {
  enum class Kind { unused, no_reason, no_list, unknown_policy, bad_date, expired };

  Kind kind = Kind::unused;
  Span span;                // of the comment
  std::string detail;       // one sentence without a full stop
  std::string hint;         // one imperative sentence
  std::string policy = {};  // of Kind::unused and Kind::expired

  bool operator==(const SuppressionProblem&) const = default;
};

// The comments of one file that switch policies off:
//
//     # migcheck: ignore[drop-table, drop-column] nobody reads it since release 12
//     # migcheck: ignore-file[mixed-data-and-schema] a snapshot of the old system
//
// in SQL with two hyphens. Behind the list may stand until=YYYY-MM-DD: from the day after that on
// nothing is suppressed any more. `ignore` stands on any line of the statement or in the comment
// lines directly above it, `ignore-file` before the first code. The list and the reason are
// mandatory: without them nothing is suppressed.
class Suppressions {
 public:
  // `known_policies` are the ids that a list may name; `today` is YYYY-MM-DD, or empty where no
  // suppression is too old. A file whose name ends in .py has Python's comments, any other one
  // SQL's.
  Suppressions(SourceFilePtr file, const std::vector<std::string>& known_policies,
               std::string today = {});

  // The reason why the policy's finding at this place is suppressed, if it is. Marks the
  // suppression as used.
  std::optional<std::string> reason_for(std::string_view policy, Span span);

  // The malformed ones, and those of the well-formed ones that nothing has asked for, by place.
  std::vector<SuppressionProblem> problems() const;

 private:
  enum class Scope { statement, file };

  struct Entry {
    std::string policy;
    std::string reason;
    Scope scope;
    std::size_t line;
    Span span;
    std::string until;  // YYYY-MM-DD, or empty
    bool used = false;
  };

  struct Directive;

  void read(const Comment& comment, const std::vector<std::string>& known_policies);
  void add(const Comment& comment, const Directive& directive,
           const std::vector<std::string>& known_policies);
  bool is_expired(const Entry& entry) const { return !entry.until.empty() && entry.until < today_; }
  bool covers(const Entry& entry, std::size_t first_line, std::size_t last_line) const;

  SourceFilePtr file_;
  std::string today_;
  std::vector<std::size_t> comment_lines_;  // with nothing but a comment, ascending
  std::vector<Entry> entries_;
  std::vector<SuppressionProblem> malformed_;
};

}  // namespace migcheck
