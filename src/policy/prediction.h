#pragma once

// Internal to policy/: what the facts of a statement predict for the whole of it.

#include "core/report.h"
#include "policy/script_facts.h"

namespace migcheck {

// The locks and effects of everything that the statement does; `file` is where it stands.
ExplainedStatement predicted(const ScriptStatement& statement, const SourceFilePtr& file);

// Whether any lock, rewrite, scan, rebuilt index or failure of it is not known.
bool has_unknown(const ExplainedStatement& statement);

}  // namespace migcheck
