#include "facts/guard.h"

#include <variant>

namespace migcheck {

namespace {

struct IsGuarded {
  template <typename Operation>
  bool operator()(const Operation& o) const {
    if constexpr (requires { o.if_not_exists; }) {
      if (o.if_not_exists) return true;
    }
    if constexpr (requires { o.if_exists; }) {
      if (o.if_exists) return true;
    }
    if constexpr (requires { o.replace; }) {
      if (o.replace) return true;
    }
    return false;
  }
};

}  // namespace

bool is_guarded(const sql::Operation& operation) { return std::visit(IsGuarded(), operation); }

}  // namespace migcheck
