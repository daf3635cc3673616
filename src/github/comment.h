#pragma once

#include "core/report.h"
#include "github/client.h"
#include "github/ownership.h"
#include "github/surface.h"

namespace migcheck {

// Our one comment on the pull request: made where there are findings, updated where it is there
// already, if only to say that all is clear now. More than one of ours become one. Delivered are
// all findings or, where the comment could not be written or does not name all, none. Never throws
// a DeliveryFailure.
Outcome deliver_comment(Client& client, const Report& report, long number,
                        const std::string& details_url, const Ownership& ownership);

}  // namespace migcheck
