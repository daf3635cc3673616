#include "roundtrip/skipped.h"

#include <algorithm>

#include "core/text.h"
#include "roundtrip/wording.h"

namespace migcheck {

void SkippedCount::add(const Revision& revision, const std::vector<SkippedStatement>& statements) {
  if (statements.empty()) return;
  if (count_ == 0) {
    first_ = revision.path() + ", " + list_skipped(revision, {statements.front()});
  }
  count_ += statements.size();
}

void SkippedCount::add(const SkippedCount& later) {
  if (count_ == 0) first_ = later.first_;
  count_ += later.count_;
}

std::string SkippedCount::text(const std::string& what) const {
  if (count_ == 0) return {};
  return counted(count_, "statement") + ' ' + what + "; the first: " + first_;
}

void Skipped::remember(const Revision& revision, const std::vector<SkippedStatement>& statements) {
  if (statements.empty()) return;
  incomplete_.push_back(&revision);
  before_.add(revision, statements);
}

bool Skipped::may_explain(const SqlFailure& failure, const Revision& revision) const {
  constexpr const char* syntax_error = "42601";
  if (failure.sqlstate == syntax_error) return false;
  const std::string name = first_quoted(failure.message);
  return std::any_of(incomplete_.begin(), incomplete_.end(), [&](const Revision* incomplete) {
    return incomplete == &revision ||
           (!name.empty() && incomplete->file->text.find(name) != std::string::npos);
  });
}

std::string Skipped::note_for_failure() const {
  const std::string text = before_.text("before it could not be rehearsed");
  return text.empty() ? "" : "\nnote: " + text;
}

}  // namespace migcheck
