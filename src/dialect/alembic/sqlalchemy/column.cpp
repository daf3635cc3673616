#include "dialect/alembic/sqlalchemy/column.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/expression.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::Value;

namespace {

constexpr Signature column_signature = {
    "sa.Column", "",
    "name type_ autoincrement default insert_default doc key index unique info nullable onupdate "
    "primary_key server_default server_onupdate quote system comment insert_sentinel",
    Signature::Others::dialect, Signature::Rest::collected};

Column::Autoincrement autoincrement(const Arguments& arguments) {
  const Value* value = arguments.find("autoincrement");
  if (!value) return Column::Autoincrement::automatic;
  if (const auto* text = value->as<std::string>()) {
    return *text == "ignore_fk" ? Column::Autoincrement::ignore_foreign_key
                                : Column::Autoincrement::automatic;
  }
  return as_flag(*value, arguments.label("autoincrement")) ? Column::Autoincrement::on
                                                           : Column::Autoincrement::off;
}

void set_identity(Column& column, const Value& value) {
  column.identity = identity_sql(identity_arguments(value));
  if (!column.nullable_given) column.nullable = false;
}

void set_computed(Column& column, const Value& value, const LoweringOptions& options) {
  const Arguments arguments(call_arguments(value), {"sa.Computed", "sqltext persisted"});
  if (arguments.has("persisted") && !arguments.flag("persisted")) {
    alembic_refuses("Computed(persisted=False) on PostgreSQL");
  }
  column.computed =
      ddl_expression_sql(arguments.at("sqltext"), arguments.label("sqltext"), options);
  column.has_server_default = true;
}

void set_sequence_default(Column& column, const Value& value) {
  column.default_is_sequence = true;
  column.has_client_default = true;
  for (const python::Argument& argument : call_arguments(value)) {
    if (argument.keyword == "optional" && as_flag(argument.value, "`optional` of sa.Sequence")) {
      column.has_client_default = false;
    }
  }
}

void set_server_default(Column& column, const Value& value, const LoweringOptions& options) {
  if (value.is_none()) return;
  if (is_construct(value, "Identity")) return set_identity(column, value);
  if (is_construct(value, "Computed")) return set_computed(column, value, options);
  if (is_construct(value, "DefaultClause")) {
    const Arguments arguments(call_arguments(value), {"sa.DefaultClause", "arg for_update"});
    return set_server_default(column, arguments.at("arg"), options);
  }
  column.has_server_default = true;
  if (is_construct(value, "FetchedValue")) return;
  column.server_default = server_default_sql(value, "`server_default` of a column", options);
}

// An Identity or a Computed is what a column has instead of a server default.
void refuse_second_default(const Column& column, const Value& server_default) {
  const bool is_generated = column.identity || !column.computed.empty();
  if (is_generated && !server_default.is_none()) {
    alembic_refuses("column '" + column.name.text + "' with a second server default");
  }
}

// One of the positional arguments behind name and type. False: it is none that a column takes.
bool add_item(Column& column, const Value& value, const LoweringOptions& options) {
  const std::string_view construct = construct_name(value);
  if (construct == "ForeignKey") {
    column.foreign_keys.push_back(lower_column_foreign_key(value, column.name, options));
  } else if (construct == "CheckConstraint") {
    column.checks.push_back(*lower_constraint(value, options));
  } else if (construct == "Identity") {
    refuse_second_default(column, value);
    set_identity(column, value);
  } else if (construct == "Computed") {
    refuse_second_default(column, value);
    set_computed(column, value, options);
  } else if (construct == "Sequence") {
    set_sequence_default(column, value);
  } else if (construct == "DefaultClause") {
    set_server_default(column, value, options);
  } else if (construct == "FetchedValue") {
    column.has_server_default = true;
  } else if (construct == "ColumnDefault") {
    column.has_client_default = true;
  } else {
    return false;
  }
  return true;
}

// Name and type may come by position, by keyword, or be left out.
std::size_t read_name_and_type(Column& column, const Arguments& arguments,
                               const LoweringOptions& options) {
  const auto& rest = arguments.rest();
  std::size_t next = 0;
  if (arguments.has("name")) {
    column.name = arguments.name("name");
  } else {
    if (rest.empty()) refuse("sa.Column has no name");
    column.name = as_name(rest[next++], "the name of a column");
  }
  if (const auto always = arguments.optional_flag("quote")) {
    column.name.quoting = *always ? Name::Quoting::always : Name::Quoting::never;
  }
  if (arguments.has("type_")) {
    column.type = lower_type(arguments.at("type_"), arguments.label("type_"), options);
  } else if (next < rest.size() && !add_item(column, rest[next], options)) {
    const std::string label = "the type of column '" + column.name.text + "'";
    if (!rest[next].is_none()) column.type = lower_type(rest[next], label, options);
    ++next;
  } else if (next < rest.size()) {
    ++next;
  }
  return next;
}

void read_flags(Column& column, const Arguments& arguments) {
  column.key = arguments.optional_text("key").value_or(column.name.text);
  column.primary_key = arguments.flag("primary_key");
  column.nullable = !column.primary_key;
  if (const Value* nullable = arguments.find("nullable")) {
    column.nullable = as_flag(*nullable, arguments.label("nullable"));
    column.nullable_given = true;
  }
  column.unique = arguments.flag("unique");
  column.index = arguments.flag("index");
  column.is_system = arguments.flag("system");
  column.autoincrement = autoincrement(arguments);
  column.comment = arguments.optional_text("comment").value_or("");
  column.has_onupdate = arguments.has("onupdate");
  for (const std::string_view parameter : {"default", "insert_default"}) {
    if (!arguments.has(parameter)) continue;
    if (is_construct(arguments.at(parameter), "Sequence")) {
      set_sequence_default(column, arguments.at(parameter));
    } else {
      column.has_client_default = true;
    }
  }
}

struct SequenceOption {
  std::string_view parameter;
  std::string_view sql;
};

constexpr auto numeric_options = std::to_array<SequenceOption>({{"increment", "INCREMENT BY "},
                                                                {"start", "START WITH "},
                                                                {"minvalue", "MINVALUE "},
                                                                {"maxvalue", "MAXVALUE "}});

}  // namespace

bool is_construct(const Value& value, std::string_view name) {
  return construct_name(value) == name;
}

std::optional<Constraint> label_check(const Name& column, const SqlType& type,
                                      const LoweringOptions& options) {
  if (!type.checks_labels) return {};
  std::vector<std::string> labels;
  for (const std::string& label : type.labels) labels.push_back(text_literal(label, options));
  Constraint check;
  check.kind = Constraint::Kind::check;
  check.name = type.check_name;
  check.expression = quote(column) + " IN (" + join(labels, ", ") + ")";
  return check;
}

Arguments identity_arguments(const Value& value) {
  return {
      call_arguments(value),
      {"sa.Identity",
       "always on_null start increment minvalue maxvalue nominvalue nomaxvalue cycle cache order",
       "", Signature::Others::dialect}};
}

std::string sequence_options_sql(const Arguments& arguments) {
  std::vector<std::string> parts;
  for (const SequenceOption& option : numeric_options) {
    if (const auto number = arguments.optional_integer(option.parameter)) {
      parts.push_back(std::string(option.sql) + std::to_string(*number));
    }
  }
  if (arguments.has("nominvalue")) parts.emplace_back("NO MINVALUE");
  if (arguments.has("nomaxvalue")) parts.emplace_back("NO MAXVALUE");
  if (const auto cache = arguments.optional_integer("cache")) {
    parts.push_back("CACHE " + std::to_string(*cache));
  }
  if (const auto cycle = arguments.optional_flag("cycle")) {
    parts.emplace_back(*cycle ? "CYCLE" : "NO CYCLE");
  }
  return join(parts, " ");
}

std::string identity_sql(const Arguments& arguments) {
  std::string sql = arguments.flag("always") ? "GENERATED ALWAYS AS IDENTITY"
                                             : "GENERATED BY DEFAULT AS IDENTITY";
  const std::string options = sequence_options_sql(arguments);
  return options.empty() ? sql : sql + " (" + options + ")";
}

Column lower_column(const Value& value, std::string_view label, const LoweringOptions& options) {
  if (!is_construct(value, "Column")) refuse_value(value, label, "a sa.Column");
  const Arguments arguments(call_arguments(value), column_signature);
  Column column;
  read_flags(column, arguments);
  const std::size_t next = read_name_and_type(column, arguments, options);
  column.key = arguments.optional_text("key").value_or(column.name.text);
  for (std::size_t i = next; i < arguments.rest().size(); ++i) {
    const Value& item = arguments.rest()[i];
    if (!item.is_none() && !add_item(column, item, options)) {
      refuse_value(item, "an argument of sa.Column", "something that a column takes");
    }
  }
  if (const Value* server_default = arguments.find("server_default")) {
    refuse_second_default(column, *server_default);
    set_server_default(column, *server_default, options);
  }
  return column;
}

}  // namespace migcheck::alembic
