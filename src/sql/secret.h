#pragma once

#include <string_view>
#include <vector>

#include "core/span.h"

namespace migcheck::sql {

// The passwords that are written in clear text in a statement: PASSWORD '…' of a role or of a user
// mapping, password=… of a connection, also in the body of a DO block. The span is what stands
// between the quotes. A SCRAM verifier is none: nobody can log in with it.
std::vector<Span> passwords_of(std::string_view sql);

}  // namespace migcheck::sql
