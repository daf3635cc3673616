#pragma once

#include <string>

#include "postgres/connection.h"

namespace migcheck {

// Makes a database `to` with all that `from` has, its settings and its comment too, owned by the
// same role. `admin` may be connected to `from`; other sessions of it must be closed before: their
// end is waited for. Source: CREATE DATABASE, "no other sessions can be connected to the template
// database".
void copy_database(Connection& admin, const std::string& from, const std::string& to);

// Drops a database whose sessions are closed or about to be.
void drop_database(Connection& admin, const std::string& name);

}  // namespace migcheck
