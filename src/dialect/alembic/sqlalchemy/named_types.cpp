#include <algorithm>

#include "core/text.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/sqlalchemy/enum_class.h"
#include "dialect/alembic/sqlalchemy/expression.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table_reference.h"
#include "dialect/alembic/sqlalchemy/type_call.h"

namespace migcheck::alembic {

using python::Value;
using Family = SqlType::Family;

namespace {

EnumClass enum_values(const Arguments& arguments) {
  const Value* callable =
      arguments.has("values_callable") ? arguments.find("values_callable") : nullptr;
  if (arguments.rest().size() == 1) {
    if (auto found = enum_class(arguments.rest().front(), callable)) return *found;
  }
  EnumClass values;
  for (const Value& label : arguments.rest()) {
    if (python::enum_member(label)) alembic_refuses("a member of an enum as a label of Enum");
    values.labels.push_back(as_text(label, "a label of Enum"));
  }
  return values;
}

std::size_t longest(const std::vector<std::string>& labels) {
  std::size_t length = 0;
  for (const std::string& label : labels) {
    const auto characters =
        std::count_if(label.begin(), label.end(), [](char c) { return (c & 0xC0) != 0x80; });
    length = std::max(length, static_cast<std::size_t>(characters));
  }
  return length;
}

// Source: Enum._enum_init: a class lends its name, unless another one (or None) is given.
std::optional<Name> enum_name(const Arguments& arguments, const EnumClass& values) {
  if (arguments.find("name") || values.type_name.empty()) return arguments.optional_name("name");
  return Name{values.type_name};
}

// Its own schema, or that of its MetaData.
std::optional<Name> type_schema(const Arguments& arguments) {
  if (auto schema = arguments.optional_name("schema")) return schema;
  return metadata_schema(arguments.find("metadata"));
}

SqlType non_native_enum(const Arguments& arguments, EnumClass values) {
  const auto length = arguments.optional_integer("length");
  const std::size_t width = length ? static_cast<std::size_t>(*length) : longest(values.labels);
  if (width < longest(values.labels))
    alembic_refuses("an Enum with a label longer than its length");
  SqlType type = make(Family::enumeration, "VARCHAR");
  if (width > 0) type.sql += "(" + std::to_string(width) + ")";
  type.checks_labels = arguments.flag("create_constraint");
  type.check_name = enum_name(arguments, values);
  type.labels = std::move(values.labels);
  type.members = std::move(values.members);
  type.member_texts = std::move(values.texts);
  return type;
}

}  // namespace

SqlType enumeration(const TypeCall& call, Family family, std::string_view /*sql*/) {
  const Arguments arguments(
      call_arguments(call.value),
      {call.name, "",
       "name schema metadata create_type native_enum create_constraint length inherit_schema "
       "values_callable validate_strings sort_key_function omit_aliases quote convert_unicode",
       Signature::Others::refused, Signature::Rest::collected});
  EnumClass values = enum_values(arguments);
  const bool native =
      call.name == "ENUM" || !arguments.find("native_enum") || arguments.flag("native_enum");
  if (!native) return non_native_enum(arguments, std::move(values));
  SqlType type = make(family, "");
  type.named.emplace();
  const auto name = enum_name(arguments, values);
  if (!name) alembic_refuses("an Enum without a name on PostgreSQL");
  type.named->name = *name;
  if (const auto always = arguments.optional_flag("quote")) {
    type.named->name.quoting = *always ? Name::Quoting::always : Name::Quoting::never;
  }
  type.named->schema = type_schema(arguments);
  type.named->labels = values.labels;
  type.named->create_with_table =
      !arguments.has("metadata") &&
      (call.name != "ENUM" || !arguments.find("create_type") || arguments.flag("create_type"));
  type.named->inherits_schema = arguments.flag("inherit_schema");
  type.named->schema_of_metadata = type.named->schema && !arguments.has("schema");
  type.labels = std::move(values.labels);
  type.members = std::move(values.members);
  type.member_texts = std::move(values.texts);
  type.sql = quote_qualified(type.named->schema, type.named->name);
  return type;
}

namespace {

std::string domain_definition(const Arguments& arguments, const LoweringOptions& options) {
  std::string sql =
      lower_type(arguments.at("data_type"), arguments.label("data_type"), options)->sql + " ";
  std::vector<std::string> parts;
  if (const auto collation = arguments.optional_name("collation")) {
    parts.push_back("COLLATE " + quote(*collation));
  }
  if (arguments.has("default")) {
    if (arguments.at("default").external()) {
      alembic_refuses("an expression as the default of a DOMAIN");
    }
    parts.push_back("DEFAULT " + server_default_sql(arguments.at("default"),
                                                    arguments.label("default"), options));
  }
  if (const auto name = arguments.optional_name("constraint_name")) {
    parts.push_back("CONSTRAINT " + quote_limited(*name));
  }
  if (arguments.flag("not_null")) parts.push_back("NOT NULL");
  if (arguments.has("check")) {
    parts.push_back("CHECK (" +
                    ddl_expression_sql(arguments.at("check"), arguments.label("check"), options) +
                    ")");
  }
  return sql + join(parts, " ");
}

}  // namespace

SqlType domain(const TypeCall& call, Family family, std::string_view /*sql*/) {
  const Arguments arguments = call.bind(
      "name data_type",
      "collation default constraint_name not_null check create_type schema metadata inherit_schema "
      "quote");
  SqlType type = make(family, "");
  type.named.emplace();
  type.named->kind = NamedType::Kind::domain;
  type.named->name = arguments.name("name");
  type.named->schema = type_schema(arguments);
  type.named->definition = domain_definition(arguments, call.options);
  type.named->create_with_table = !arguments.has("metadata") &&
                                  (!arguments.find("create_type") || arguments.flag("create_type"));
  type.named->inherits_schema = arguments.flag("inherit_schema");
  type.sql = quote_qualified(type.named->schema, type.named->name);
  return type;
}

}  // namespace migcheck::alembic
