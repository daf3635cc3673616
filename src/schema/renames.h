#pragma once

// Internal to schema/: the part of a difference that only gives other names.

#include <string>
#include <vector>

#include "schema/schema.h"

namespace migcheck {

// Renames and moves in `from` what `to` has under another name (see ObjectIdentity), and returns
// the statements that do it, in an order that PostgreSQL accepts. Schemas that something moves to
// are made before. What cannot be renamed because its name is taken for ever is left.
std::vector<std::string> rename_all(Schema& from, const Schema& to);

}  // namespace migcheck
