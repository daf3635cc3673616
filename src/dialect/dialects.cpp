#include "dialect/alembic/alembic.h"
#include "dialect/dialect.h"

namespace migcheck {

const std::vector<Dialect>& dialects() {
  static const std::vector<Dialect> table = {
      {"alembic",
       "an alembic.ini, [tool.alembic] in a pyproject.toml, a folder `versions` beside an env.py",
       alembic::discover, alembic::open},
  };
  return table;
}

}  // namespace migcheck
