#pragma once

#include <string>

#include "roundtrip/rows/image.h"

namespace migcheck {

// Whether two values mean the same, the second one perhaps after a change of the column's type.
// Types are names of pg_type: "int4", "_text".
bool same_value(const RowImage::Value& before, const std::string& type_before,
                const RowImage::Value& after, const std::string& type_after);

}  // namespace migcheck
