#include "dialect/alembic/alembic.h"
#include "dialect/dialect.h"
#include "dialect/sql/sql.h"

namespace migcheck {

const std::vector<Dialect>& dialects() {
  static const std::vector<Dialect> table = {
      {"alembic",
       "an alembic.ini, [tool.alembic] in a pyproject.toml, a folder `versions` beside an env.py",
       alembic::discover, alembic::open},
      {"sql",
       "migrations in SQL named as diesel, sqlx, golang-migrate, flyway, goose or dbmate name "
       "them, a "
       "folder `migrations` of numbered SQL files",
       sql_files::discover, sql_files::open},
  };
  return table;
}

}  // namespace migcheck
