#pragma once

#include <string>
#include <string_view>

namespace migcheck::alembic {

// The MD5 of `text` (RFC 1321) as 32 hex digits; SQLAlchemy shortens generated names with it.
std::string md5_hex(std::string_view text);

}  // namespace migcheck::alembic
