#include "dialect/alembic/op/directive.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/table.h"

namespace migcheck::alembic {

namespace {

std::string qualified_table(const Arguments& arguments) {
  return quote_qualified(arguments.optional_name("schema"), arguments.name("table_name"));
}

}  // namespace

Statements create_table(const Arguments& arguments, const Lowering& lowering) {
  Table table;
  table.name = arguments.name("table_name");
  table.convention = lowering.options.naming_convention;
  read_table_options(arguments, table);
  add_table_items(arguments.rest(), lowering.options, table);
  return create_table_statements(table, lowering.created_types, lowering.options);
}

Statements create_table_comment(const Arguments& arguments, const Lowering& lowering) {
  const auto comment = arguments.optional_text("comment");
  return {"COMMENT ON TABLE " + qualified_table(arguments) + " IS " +
          (comment ? text_literal(*comment, lowering.options) : "NULL")};
}

Statements drop_table(const Arguments& arguments, const Lowering& /*lowering*/) {
  const std::string if_exists = arguments.flag("if_exists") ? "IF EXISTS " : "";
  return {"DROP TABLE " + if_exists + qualified_table(arguments)};
}

Statements drop_table_comment(const Arguments& arguments, const Lowering& /*lowering*/) {
  return {"COMMENT ON TABLE " + qualified_table(arguments) + " IS NULL"};
}

Statements rename_table(const Arguments& arguments, const Lowering& /*lowering*/) {
  return {"ALTER TABLE " +
          quote_dotted(arguments.optional_name("schema"), arguments.name("old_table_name")) +
          " RENAME TO " + quote(arguments.name("new_table_name"))};
}

}  // namespace migcheck::alembic
