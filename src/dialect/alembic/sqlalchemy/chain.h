#pragma once

#include <string_view>
#include <vector>

#include "dialect/alembic/python/value.h"

namespace migcheck::alembic {

// A construct that is built by calling methods one after the other:
// sa.update(users).where(…).values(…) is the base sa.update(users) and two steps.
struct Chain {
  struct Step {
    std::string_view method;
    const python::External* call;
  };

  const python::Value* base = nullptr;
  std::vector<Step> steps;  // in the order of the source

  const Step* find(std::string_view method) const;  // the last one, or null
};

Chain unwind(const python::Value& value);

}  // namespace migcheck::alembic
