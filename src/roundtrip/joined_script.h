#pragma once

#include <optional>
#include <string>

#include "core/revision.h"

namespace migcheck {

// All statements of a script as one text, which takes PostgreSQL one message instead of many; it
// does the same as one after the other, as long as none fails. Nothing where that is not certain: a
// statement is opaque, leaves its transaction, is not closed (a quote would swallow the next one),
// is none or several, or changes how PostgreSQL reads those behind it, for a message is read before
// any of it runs. Source: PostgreSQL, "Multiple Statements in a Simple Query".
std::optional<std::string> joined(const Script& script);

}  // namespace migcheck
