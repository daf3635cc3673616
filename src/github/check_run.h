#pragma once

#include "core/report.h"
#include "github/client.h"
#include "github/surface.h"

namespace migcheck {

// Makes a check run of the report on a commit, with an annotation for each of `findings` (by
// severity), up to a limit. Where a run of the same content is there already it stays, or is
// completed: a second run of a job adds nothing. Never throws a DeliveryFailure: what was not
// delivered is missing from the outcome, and a run that took only a part is completed nevertheless.
Outcome deliver_check_run(Client& client, const Report& report,
                          const std::vector<const Finding*>& findings, const std::string& head_sha,
                          const std::string& details_url);

}  // namespace migcheck
