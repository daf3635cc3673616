#pragma once

#include <string>

#include "core/ternary.h"
#include "schema/schema.h"
#include "sql/operation.h"

namespace migcheck {

// Whether ATTACH PARTITION can leave out reading rows, because valid checks prove what it would
// verify: that those of the new partition are within its bounds, those of the default partition
// are not.
// Source: ATExecAttachPartition and QueuePartitionConstraintValidation in tablecmds.c,
// get_qual_from_partbound in partbounds.c.
struct Attachment {
  Ternary proven = Ternary::unknown;
  Ternary proven_for_default = Ternary::unknown;
};

Attachment attachment_of(const std::string& parent, const std::string& child,
                         const sql::AlterAction& action, const Schema& schema);

}  // namespace migcheck
