#pragma once

#include <string>

#include "schema/schema.h"
#include "sql/operation.h"

namespace migcheck {

// What ALTER COLUMN … TYPE does to values of the old type that the new one does not hold, as a
// clause: "longer values make it fail", "fractions are rounded away". Empty where it holds them
// all, where nothing is known of the types, or where USING computes something else.
// Source: PostgreSQL documentation, 8 Data Types, and ALTER TABLE … ALTER COLUMN … TYPE.
std::string narrowing(const SchemaColumn& column, const sql::AlterAction& action,
                      const Schema& schema);

}  // namespace migcheck
