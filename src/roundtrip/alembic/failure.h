#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "core/direction.h"
#include "core/revision.h"
#include "roundtrip/alembic/alembic_run.h"
#include "roundtrip/alembic/project.h"

namespace migcheck::protocol {

using Json = nlohmann::json;

// Takes over the failure of a revision that has run: {"kind", "revision", "line", …}.
void add_failure(const Json& failure, std::span<const Revision* const> revisions,
                 Direction direction, AlembicRun& run);

// Throws the Error for a failure of kind "load": `what` could not be done. `hint` is for where the
// failure itself does not say what helps.
[[noreturn]] void fail_load(const Json& failure, const AlembicProject& project,
                            const std::string& what, const std::string& hint = {});

// How an env.py learns where the database is.
inline constexpr const char* kHandOver =
    "hand the database's URL over in [roundtrip.environment]: DATABASE_URL = \"{url}\"";

// The revision whose file a failure of kind "load" is a mistake of; null where it is not about one
// of these, or about the environment.
const Revision* revision_at_fault(const Json& failure, const AlembicProject& project,
                                  std::span<const Revision* const> revisions);

// A member's text; "" where there is none.
std::string text_of(const Json& object, const char* member);

}  // namespace migcheck::protocol
