#pragma once

#include <stdexcept>
#include <string>

namespace migcheck::alembic {

// Thrown where a construct cannot be turned into SQL: it depends on something unknown, or Alembic
// itself refuses it. Never leaves this layer: MigrationContext makes an opaque statement of it.
class Refusal : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[noreturn]] inline void refuse(const std::string& reason) { throw Refusal(reason); }

}  // namespace migcheck::alembic
