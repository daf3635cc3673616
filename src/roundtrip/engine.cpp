#include "roundtrip/engine.h"

#include <algorithm>

namespace migcheck {

namespace {

bool needs_alembic(const RoundtripStep& step) {
  const Revision& revision = *step.revision;
  return step.rehearsed && revision.path().ends_with(".py") &&
         (is_opaque(revision.upgrade) || is_opaque(revision.downgrade));
}

}  // namespace

bool is_opaque(const Script& script) {
  return std::any_of(
      script.statements.begin(), script.statements.end(),
      [](const Statement& statement) { return statement.is_opaque() && !statement.refused; });
}

Engine engine_for(Engine wanted, const std::vector<RoundtripStep>& steps) {
  if (wanted != Engine::automatic) return wanted;
  return std::any_of(steps.begin(), steps.end(), needs_alembic) ? Engine::alembic : Engine::sql;
}

}  // namespace migcheck
