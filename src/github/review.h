#pragma once

#include "github/client.h"
#include "github/ownership.h"
#include "github/surface.h"

namespace migcheck {

// Comments on the pull request's lines, one for each finding that suggests a change of lines that
// are in its diff; the other findings are not delivered. What an earlier run has written stays
// where it still holds, is updated where its text differs, and is deleted where it is outdated and
// nobody has answered. Never throws a DeliveryFailure.
Outcome deliver_review(Client& client, const std::vector<const Finding*>& findings, long number,
                       const std::string& head_sha, const Ownership& ownership);

}  // namespace migcheck
