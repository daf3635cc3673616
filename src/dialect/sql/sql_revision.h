#pragma once

#include "core/revision.h"

namespace migcheck {

// A lone .sql file as a revision whose upgrade is the file; it has no downgrade. Its id is the
// file's name without the extension, its message the first line of the comment at its top.
// What runs the file is not known: see Runner::as_written.
Revision sql_revision(const SourceFilePtr& file);

}  // namespace migcheck
