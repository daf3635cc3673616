#include "cli/condition_notes.h"

#include <fmt/format.h>

#include "core/text.h"

namespace migcheck {

void ConditionNotes::add(const Revision& revision, Direction direction) {
  const SourceFilePtr& file = revision.file_of(direction);
  for (const Statement& statement : revision.script(direction).statements) {
    if (!statement.conditional) continue;
    Found& found = by_reason_[statement.condition_reason];
    if (found.statements++ == 0) {
      found.file = file;
      found.place = statement.condition.begin;
    }
    found.conditions.insert({file->path, statement.condition.begin});
  }
}

void ConditionNotes::say(std::vector<std::string>& notes) const {
  for (const auto& [reason, found] : by_reason_) {
    const std::size_t others = found.conditions.size() - 1;
    notes.push_back(fmt::format(
        "{}:{}: {} may not run: the condition {}{}", found.file->path,
        position_at(found.file->text, found.place).line, counted(found.statements, "statement"),
        reason, others == 0 ? "" : fmt::format(" (and {} like it)", counted(others, "other"))));
  }
}

}  // namespace migcheck
