#include "policy/observed_history.h"

#include <algorithm>

#include "policy/observed_script.h"

namespace migcheck {

namespace {

void complete(Revision& revision, Direction direction, std::span<const ExecutedScript> executed) {
  const auto seen = std::ranges::find_if(executed, [&](const ExecutedScript& one) {
    return one.revision == revision.id && one.direction == direction;
  });
  if (seen == executed.end()) return;
  Script& script = direction == Direction::upgrade ? revision.upgrade : revision.downgrade;
  const SourceFilePtr file = revision.file_of(direction);
  script = with_observed(std::move(script), file->text, seen->statements);
}

}  // namespace

History with_observed(History history, std::span<const ExecutedScript> executed) {
  for (Revision& revision : history.revisions) {
    complete(revision, Direction::upgrade, executed);
    complete(revision, Direction::downgrade, executed);
  }
  return history;
}

}  // namespace migcheck
