#pragma once

#include "dialect/alembic/python/value.h"

namespace migcheck::alembic {

// What an expression stands for in a running migration.
enum class Role {
  none,
  operations,         // alembic.op
  batch,              // with op.batch_alter_table(…) as batch
  migration_context,  // op.get_context()
  connection,         // op.get_bind(), and what is made from it
  dialect,            // bind.dialect
  session_maker,      // sessionmaker(bind=…)
  session,            // Session(bind=…)
  query,              // session.query(…)
};

Role role_of(const python::External& value);
Role role_of(const python::Value& value);

}  // namespace migcheck::alembic
