#pragma once

#include <optional>
#include <string>

#include "dialect/alembic/script_template.h"

namespace migcheck {

// The present moment: local time, or in a time zone of the system's database ("UTC",
// "Europe/Berlin"; as Alembic, in capitals where the name itself is not known). Error when it does
// not have it.
alembic::CreateDate now_in(const std::optional<std::string>& timezone);

}  // namespace migcheck
