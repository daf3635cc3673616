#pragma once

#include "core/revision.h"

namespace migcheck {

// A lone .sql file as a revision whose upgrade is the file; it has no downgrade. Its id is the
// file's name without the extension, its message the first line of the comment at its top.
//
// What runs the file is not known, so it is taken at its word: where it begins transactions itself,
// or holds a statement that PostgreSQL refuses in one, its statements run one by one. Else several
// statements run in one transaction, as runners do it.
Revision sql_revision(const SourceFilePtr& file);

}  // namespace migcheck
