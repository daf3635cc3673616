#pragma once

#include "postgres/connection.h"
#include "schema/schema.h"

namespace migcheck {

// The schema model of a real database, read from its catalogs: so that what is made of the model
// can be tested apart from how statements fill it.
Schema read_catalog_schema(Connection& connection);

}  // namespace migcheck
