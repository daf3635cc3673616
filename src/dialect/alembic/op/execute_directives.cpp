#include "dialect/alembic/op/directive.h"
#include "dialect/alembic/sqlalchemy/dml.h"
#include "dialect/alembic/sqlalchemy/statement.h"

namespace migcheck::alembic {

Statements execute(const Arguments& arguments, const Lowering& lowering) {
  return {statement_sql(arguments.at("sqltext"), nullptr, arguments.label("sqltext"),
                        lowering.options)};
}

Statements bulk_insert(const Arguments& arguments, const Lowering& lowering) {
  return bulk_insert_sql(arguments.at("table"), arguments.at("rows"),
                         Scope{lowering.options, "op.bulk_insert"});
}

}  // namespace migcheck::alembic
