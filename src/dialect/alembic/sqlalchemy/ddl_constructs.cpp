#include "dialect/alembic/sqlalchemy/ddl_constructs.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/column.h"
#include "dialect/alembic/sqlalchemy/fragment.h"
#include "dialect/alembic/sqlalchemy/index.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/naming_convention.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table.h"
#include "dialect/alembic/sqlalchemy/table_reference.h"

namespace migcheck::alembic {

using python::Value;
using Others = Signature::Others;

namespace {

Arguments sequence_arguments(const Value& sequence) {
  return {call_arguments(sequence),
          {"sa.Sequence",
           "name start increment minvalue maxvalue nominvalue nomaxvalue cycle schema cache order "
           "data_type",
           "optional quote metadata quote_schema for_update", Others::dialect}};
}

std::string sequence_name(const Arguments& arguments) {
  return quote_qualified(arguments.optional_name("schema"), arguments.name("name"));
}

// The table that the columns of an index belong to, the first one that they name.
TableReferencePtr table_of_index(const Value& index, const LoweringOptions& options) {
  const Scope scope{options, "a column of an index"};
  for (const python::Argument& argument : call_arguments(index)) {
    if (!argument.keyword.empty() || !argument.value.external()) continue;
    const auto tables = build(argument.value, scope).tables;
    if (!tables.empty()) return tables.front();
  }
  refuse("the table of an index is not known");
}

std::string context_value(const python::Dict* context, const std::string& key) {
  if (context) {
    for (const auto& [name, value] : context->items) {
      if (as_text(name, "a key of `context`") == key) return as_text(value, "a value of `context`");
    }
  }
  refuse("sa.DDL names %(" + key + ")s, which is not in its context");
}

// sa.DDL("… %(table)s %%", context={…}): Python's % operator.
std::string expand_percent(const std::string& text, const python::Dict* context) {
  std::string sql;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      sql += text[at];
    } else if (text.compare(at, 2, "%%") == 0) {
      sql += text[++at];
    } else {
      const std::size_t end = text.find(")s", at);
      if (text.compare(at, 2, "%(") != 0 || end == std::string::npos) {
        refuse("sa.DDL has a % that is not doubled");
      }
      sql += context_value(context, text.substr(at + 2, end - at - 2));
      at = end + 1;
    }
  }
  return sql;
}

// What the constructor of a DDL construct is given: the thing itself, and flags.
struct Construct {
  const Value& value;
  const LoweringOptions& options;
  Arguments arguments;

  const Value& element() const { return arguments.at("element"); }
};

std::string ddl(const Construct& construct) {
  const Arguments arguments(call_arguments(construct.value), {"sa.DDL", "statement context"});
  const python::Dict* context = arguments.has("context") ? arguments.at("context").dict() : nullptr;
  return expand_percent(arguments.text("statement"), context);
}

std::string create_table(const Construct& construct) {
  Table table = lower_table(construct.element(), construct.options);
  if (construct.arguments.flag("if_not_exists")) table.if_not_exists = IfExists::yes;
  return create_table_sql(table);
}

std::string drop_table(const Construct& construct) {
  const TableReferencePtr table = lower_table_reference(construct.element(), construct.options);
  if (!table) refuse_value(construct.element(), "the table of DropTable", "a table");
  return std::string("DROP TABLE ") + (construct.arguments.flag("if_exists") ? "IF EXISTS " : "") +
         quote_qualified(table->schema, table->name);
}

std::string create_schema(const Construct& construct) {
  return std::string("CREATE SCHEMA ") +
         (construct.arguments.flag("if_not_exists") ? "IF NOT EXISTS " : "") +
         quote(as_name(construct.element(), "the name of a schema"));
}

std::string drop_schema(const Construct& construct) {
  return std::string("DROP SCHEMA ") + (construct.arguments.flag("if_exists") ? "IF EXISTS " : "") +
         quote(as_name(construct.element(), "the name of a schema")) +
         (construct.arguments.flag("cascade") ? " CASCADE" : "");
}

std::string create_sequence(const Construct& construct) {
  return create_sequence_sql(construct.element(), construct.arguments.flag("if_not_exists"),
                             construct.options);
}

std::string drop_sequence(const Construct& construct) {
  return drop_sequence_sql(construct.element(), construct.arguments.flag("if_exists"));
}

std::string create_index(const Construct& construct) {
  return create_index_sql(construct.element(), construct.arguments.flag("if_not_exists"),
                          construct.options);
}

std::string drop_index(const Construct& construct) {
  return drop_index_sql(construct.element(), construct.arguments.flag("if_exists"),
                        construct.options);
}

std::string drop_type(const Construct& construct) {
  const TypePtr type = lower_type(construct.element(), "the type", construct.options);
  if (!type->named) refuse_value(construct.element(), "the type", "an ENUM");
  return drop_type_sql(*type->named, {});
}

std::string create_type(const Construct& construct) {
  const TypePtr type = lower_type(construct.element(), "the type", construct.options);
  if (!type->named) refuse_value(construct.element(), "the type", "an ENUM");
  return create_type_sql(*type->named, {}, construct.options);
}

std::string set_table_comment(const Construct& construct) {
  const Table table = lower_table(construct.element(), construct.options);
  return "COMMENT ON TABLE " + table.sql_name() + " IS " +
         text_literal(table.comment, construct.options);
}

std::string drop_table_comment(const Construct& construct) {
  return "COMMENT ON TABLE " + lower_table(construct.element(), construct.options).sql_name() +
         " IS NULL";
}

struct KnownConstruct {
  std::string_view name;
  std::string (*sql)(const Construct& construct);
};

constexpr auto constructs = std::to_array<KnownConstruct>({
    {"CreateEnumType", create_type},
    {"CreateIndex", create_index},
    {"CreateSchema", create_schema},
    {"CreateSequence", create_sequence},
    {"CreateTable", create_table},
    {"DDL", ddl},
    {"DropEnumType", drop_type},
    {"DropIndex", drop_index},
    {"DropSchema", drop_schema},
    {"DropSequence", drop_sequence},
    {"DropTable", drop_table},
    {"DropTableComment", drop_table_comment},
    {"SetTableComment", set_table_comment},
});

}  // namespace

std::optional<std::string> ddl_construct_sql(const Value& value, const LoweringOptions& options) {
  const std::string_view name = construct_name(value);
  const auto* found = std::find_if(constructs.begin(), constructs.end(),
                                   [&](const KnownConstruct& known) { return known.name == name; });
  if (found == constructs.end() || call_arguments(value).empty()) return {};
  return found->sql(
      {value, options,
       Arguments(call_arguments(value), {name, "element", "if_exists if_not_exists cascade",
                                         Others::ignored, Signature::Rest::collected})});
}

std::string create_sequence_sql(const Value& sequence, bool if_not_exists,
                                const LoweringOptions& options) {
  const Arguments arguments = sequence_arguments(sequence);
  std::string sql = "CREATE SEQUENCE ";
  if (if_not_exists) sql += "IF NOT EXISTS ";
  sql += sequence_name(arguments);
  if (arguments.has("data_type")) {
    sql +=
        " AS " + lower_type(arguments.at("data_type"), arguments.label("data_type"), options)->sql;
  }
  const std::string tail = sequence_options_sql(arguments);
  return tail.empty() ? sql : sql + " " + tail;
}

std::string drop_sequence_sql(const Value& sequence, bool if_exists) {
  return std::string("DROP SEQUENCE ") + (if_exists ? "IF EXISTS " : "") +
         sequence_name(sequence_arguments(sequence));
}

std::string create_index_sql(const Value& value, bool if_not_exists,
                             const LoweringOptions& options) {
  const TableReferencePtr table = table_of_index(value, options);
  const Index index = lower_index(value, options);
  return create_index_sql(index, final_name(index, {table->schema, table->name}, {}),
                          quote_qualified(table->schema, table->name),
                          if_not_exists ? IfExists::yes : IfExists::no);
}

std::string drop_index_sql(const Value& value, bool if_exists, const LoweringOptions& options) {
  const TableReferencePtr table = table_of_index(value, options);
  const Index index = lower_index(value, options);
  std::string sql = "DROP INDEX ";
  if (index.concurrently) sql += "CONCURRENTLY ";
  if (if_exists) sql += "IF EXISTS ";
  if (table->schema) sql += quote(*table->schema) + ".";
  return sql + quote_limited(final_name(index, {table->schema, table->name}, {}));
}

}  // namespace migcheck::alembic
