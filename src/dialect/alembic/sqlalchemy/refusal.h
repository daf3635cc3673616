#pragma once

#include <stdexcept>
#include <string>

namespace migcheck::alembic {

// Thrown where a construct cannot be turned into SQL: it depends on something unknown, or Alembic
// itself refuses it. Never leaves this layer: MigrationContext makes an opaque statement of it.
class Refusal : public std::runtime_error {
 public:
  explicit Refusal(const std::string& reason, bool fails = false)
      : std::runtime_error(reason), fails_(fails) {}

  // Whether Alembic raises here whatever the rest of the project is, so that the migration fails.
  bool fails() const { return fails_; }

 private:
  bool fails_;
};

[[noreturn]] inline void refuse(const std::string& reason) { throw Refusal(reason); }

// `what` completes "Alembic refuses …". Source: the exceptions of Alembic's and SQLAlchemy's code.
[[noreturn]] inline void alembic_refuses(const std::string& what) {
  throw Refusal("Alembic refuses " + what, true);
}

}  // namespace migcheck::alembic
