#pragma once

// Internal to sql/.

#include "sql/lower.h"

namespace migcheck::sql {

AlterTable lower_alter_table(const PgQuery__AlterTableStmt* statement);

}  // namespace migcheck::sql
