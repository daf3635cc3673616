#pragma once

#include "core/revision.h"

namespace migcheck {

// Whether each statement is known to change tables, views and the like only where it locks them,
// and to rename nothing that another's definition may name: so that what the transaction has locked
// is all that can have changed. GRANT, for one, locks nothing; a function may do anything.
bool locks_what_it_changes(const Script& script);

}  // namespace migcheck
