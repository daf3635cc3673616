#pragma once

#include <string>
#include <vector>

namespace migcheck {

// The one query that read_shapes() makes.
std::string shapes_query(const std::vector<std::string>& tables);

// Tables as texts (names, or oids as digits) → an SQL expression for an array of oids, with NULL
// for those that are not there.
std::string oids_of(const std::vector<std::string>& tables);

}  // namespace migcheck
