#include "roundtrip/skipped.h"

#include <algorithm>

#include "core/text.h"
#include "roundtrip/wording.h"

namespace migcheck {

namespace {

std::string source_of(const SkippedStatement& skipped) {
  const std::string& text = skipped.file->text;
  const Span span = skipped.statement->span;
  return span.begin < text.size() ? text.substr(span.begin, span.end - span.begin) : "";
}

// "column public.users.name" → users, name.
std::vector<std::string> names_in(const std::string& object) {
  std::vector<std::string> names;
  const std::string name = object.substr(object.rfind(' ') + 1);
  for (const std::string_view part : split(name, '.')) {
    names.push_back(replace_all(std::string(part), "\"", ""));
  }
  if (names.size() > 1) names.erase(names.begin());
  return names;
}

}  // namespace

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
  for (const SkippedStatement& one : statements) sources_.push_back(source_of(one));
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

bool Skipped::may_explain(const std::vector<SchemaDifference>& differences) const {
  return std::all_of(differences.begin(), differences.end(), [this](const SchemaDifference& one) {
    return one.kind == SchemaDifference::Kind::column_order || names(one);
  });
}

bool Skipped::names(const SchemaDifference& difference) const {
  const std::vector<std::string> names = names_in(difference.object);
  return std::any_of(sources_.begin(), sources_.end(), [&](const std::string& source) {
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
      return source.find(name) != std::string::npos;
    });
  });
}

std::string Skipped::note_for_failure() const {
  const std::string text = before_.text("before it could not be rehearsed");
  return text.empty() ? "" : "\nnote: " + text;
}

}  // namespace migcheck
