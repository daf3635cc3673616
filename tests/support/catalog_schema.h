#pragma once

#include "postgres/connection.h"
#include "schema/schema.h"

// The schema model of a real database, read from its catalogs: so that what is made of the model
// can be tested apart from how statements fill it.
migcheck::Schema read_catalog_schema(migcheck::Connection& connection);
