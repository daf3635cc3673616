#include "dialect/alembic/op/directive.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/statement.h"

namespace migcheck::alembic {

Statements execute(const Arguments& arguments, const Lowering& lowering) {
  return {statement_sql(arguments.at("sqltext"), nullptr, arguments.label("sqltext"),
                        lowering.options)};
}

Statements bulk_insert(const Arguments& /*arguments*/, const Lowering& /*lowering*/) {
  refuse("bulk_insert is not turned into SQL");
}

}  // namespace migcheck::alembic
