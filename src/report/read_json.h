#pragma once

#include "core/report.h"
#include "core/source_file.h"

namespace migcheck {

// Reads back what render_json wrote, but for the predicted statements: docs/json-report.md is the
// contract, and fields that it does not know are passed over. The sources are not at hand: files
// have no text, and findings a `place`. What has another version, lacks a field or has one of
// another kind is an Error with the file and the place.
Report read_report(const SourceFilePtr& file);

}  // namespace migcheck
