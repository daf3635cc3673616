#include "dialect/alembic/sqlalchemy/types.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/own_type.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/type_call.h"

namespace migcheck::alembic {

using python::External;
using python::Value;
using Family = SqlType::Family;

namespace {

using Build = SqlType (*)(const TypeCall& call, Family family, std::string_view sql);

// Of SQLAlchemy itself, not of a dialect.
bool is_generic(const Value& type) {
  const External* external = type.external();
  return external && external->dotted_name().find(".dialects.") == std::string::npos;
}

std::string parenthesized(std::optional<long long> number) {
  return number ? "(" + std::to_string(*number) + ")" : std::string();
}

// A constructor without parameters.
SqlType plain(const TypeCall& call, Family family, std::string_view sql) {
  if (!call_arguments(call.value).empty()) {
    alembic_refuses("arguments of " + std::string(call.name) + ", which takes none");
  }
  return make(family, sql);
}

SqlType boolean(const TypeCall& call, Family family, std::string_view sql) {
  call.bind("create_constraint name _create_events _adapted_from");
  return make(family, sql);
}

SqlType json(const TypeCall& call, Family family, std::string_view sql) {
  call.bind("none_as_null astext_type");
  return make(family, sql);
}

SqlType hstore(const TypeCall& call, Family family, std::string_view sql) {
  call.bind("text_type");
  return make(family, sql);
}

// A text without a length, and whose collation does not show.
SqlType citext(const TypeCall& call, Family family, std::string_view sql) {
  call.bind("length collation");
  return make(family, sql);
}

SqlType pickle(const TypeCall& call, Family family, std::string_view sql) {
  const Arguments arguments = call.bind("protocol pickler comparator impl");
  if (!arguments.has("impl")) return make(family, sql);
  return *lower_type(arguments.at("impl"), arguments.label("impl"), call.options);
}

// DATETIME, which PostgreSQL does not have; MySQL's takes more than SQLAlchemy's.
SqlType date_time(const TypeCall& call, Family family, std::string_view sql) {
  call.bind("timezone fsp storage_format regexp");
  return make(family, sql);
}

SqlType integer(const TypeCall& call, Family family, std::string_view sql) {
  call.bind("display_width unsigned zerofill");  // of MySQL, and not shown
  if (is_generic(call.value) && !call_arguments(call.value).empty()) {
    alembic_refuses("arguments of " + std::string(call.name) + ", which takes none");
  }
  SqlType type = make(family, sql);
  type.serial = sql == "BIGINT" ? "BIGSERIAL" : sql == "SMALLINT" ? "SMALLSERIAL" : "SERIAL";
  return type;
}

SqlType string(const TypeCall& call, Family family, std::string_view sql) {
  const Arguments arguments =
      call.bind("length collation", "convert_unicode unicode_error _warn_on_bytestring");
  SqlType type = make(family, sql);
  if (const auto length = arguments.optional_integer("length"); length.value_or(0) != 0) {
    type.sql += parenthesized(length);
  }
  if (const auto collation = arguments.optional_text("collation")) {
    type.sql += " COLLATE \"" + *collation + "\"";
  }
  return type;
}

SqlType numeric(const TypeCall& call, Family family, std::string_view sql) {
  const Arguments arguments = call.bind("precision scale decimal_return_scale asdecimal", "");
  SqlType type = make(family, sql);
  type.serial = "SERIAL";
  const auto precision = arguments.optional_integer("precision");
  const auto scale = arguments.optional_integer("scale");
  if (!precision) return type;
  type.sql += "(" + std::to_string(*precision);
  if (scale) type.sql += ", " + std::to_string(*scale);
  type.sql += ")";
  return type;
}

SqlType floating(const TypeCall& call, Family family, std::string_view sql) {
  const Arguments arguments = call.bind("precision asdecimal decimal_return_scale");
  SqlType type = make(family, sql);
  type.serial = "SERIAL";
  const auto precision = arguments.optional_integer("precision");
  if (sql == "FLOAT" && precision.value_or(0) != 0) type.sql += parenthesized(precision);
  return type;
}

SqlType with_time_zone(const TypeCall& call, Family family, std::string_view sql) {
  const Arguments arguments = call.bind("timezone precision");
  SqlType type = make(family, sql);
  type.sql += parenthesized(arguments.optional_integer("precision"));
  type.sql += arguments.flag("timezone") ? " WITH TIME ZONE" : " WITHOUT TIME ZONE";
  return type;
}

SqlType generic_interval(const TypeCall& call, Family family, std::string_view sql) {
  const Arguments arguments = call.bind("native second_precision day_precision");
  if (arguments.find("native") && !arguments.flag("native")) {
    return make(Family::timestamp, "TIMESTAMP WITHOUT TIME ZONE");
  }
  SqlType type = make(family, sql);
  if (const auto precision = arguments.optional_integer("second_precision")) {
    type.sql += " " + parenthesized(precision);
  }
  return type;
}

SqlType postgresql_interval(const TypeCall& call, Family family, std::string_view sql) {
  const Arguments arguments = call.bind("precision fields");
  SqlType type = make(family, sql);
  if (const auto fields = arguments.optional_text("fields")) type.sql += " " + *fields;
  if (const auto precision = arguments.optional_integer("precision")) {
    type.sql += " " + parenthesized(precision);
  }
  return type;
}

SqlType bits(const TypeCall& call, Family family, std::string_view /*sql*/) {
  const Arguments arguments = call.bind("length varying");
  auto length = arguments.optional_integer("length");
  if (arguments.flag("varying")) return make(family, "BIT VARYING" + parenthesized(length));
  if (length.value_or(0) == 0) length = 1;
  return make(family, "BIT" + parenthesized(length));
}

SqlType bytes(const TypeCall& call, Family family, std::string_view sql) {
  SqlType type = make(family, sql);
  if (sql == "BYTEA" || sql == "BLOB") return type;
  const auto length = call.bind("length").optional_integer("length");
  if (length.value_or(0) != 0) type.sql += parenthesized(length);
  return type;
}

SqlType uuid(const TypeCall& call, Family family, std::string_view sql) {
  const Arguments arguments = call.bind("as_uuid native_uuid");
  SqlType type = make(family, sql);
  type.uuid_without_dashes = arguments.find("as_uuid") && !arguments.flag("as_uuid");
  if (arguments.find("native_uuid") && !arguments.flag("native_uuid")) type.sql = "CHAR(32)";
  return type;
}

// "VARCHAR(5) COLLATE "C"" as an array is "VARCHAR(5)[] COLLATE "C"".
std::string array_sql(const std::string& item, int dimensions) {
  std::string brackets;
  for (int i = 0; i < dimensions; ++i) brackets += "[]";
  const std::size_t collation = item.find(" COLLATE");
  if (collation == std::string::npos) return item + brackets;
  return item.substr(0, collation) + brackets + item.substr(collation);
}

SqlType array(const TypeCall& call, Family family, std::string_view /*sql*/) {
  constexpr int most_dimensions = 16;
  const Arguments arguments = call.bind("item_type as_tuple dimensions zero_indexes");
  SqlType type = make(family, "");
  type.item = lower_type(arguments.at("item_type"), arguments.label("item_type"), call.options);
  if (type.item->family == Family::array) alembic_refuses("an ARRAY of ARRAY: it has dimensions");
  type.dimensions = static_cast<int>(std::clamp<long long>(
      arguments.optional_integer("dimensions").value_or(1), 0, most_dimensions));
  type.sql = array_sql(type.item->sql, type.dimensions);
  type.named = type.item->named;
  return type;
}

struct KnownType {
  std::string_view name;  // the class, from sqlalchemy or sqlalchemy.dialects.postgresql
  Family family;
  std::string_view sql;
  Build build = plain;
};

constexpr auto known_types = std::to_array<KnownType>({
    {"ARRAY", Family::array, "", array},
    {"BIGINT", Family::integer, "BIGINT", integer},
    {"BINARY", Family::binary, "BINARY", bytes},
    {"BIT", Family::other, "BIT", bits},
    {"BLOB", Family::binary, "BLOB", bytes},
    {"BOOLEAN", Family::boolean, "BOOLEAN", boolean},
    {"BYTEA", Family::binary, "BYTEA", bytes},
    {"BigInteger", Family::integer, "BIGINT", integer},
    {"Boolean", Family::boolean, "BOOLEAN", boolean},
    {"CHAR", Family::text, "CHAR", string},
    {"CIDR", Family::other, "CIDR"},
    {"CITEXT", Family::text, "CITEXT", citext},
    {"CLOB", Family::text, "CLOB", citext},
    {"DATE", Family::date, "DATE"},
    {"DATEMULTIRANGE", Family::range, "DATEMULTIRANGE"},
    {"DATERANGE", Family::range, "DATERANGE"},
    {"DATETIME", Family::timestamp, "DATETIME", date_time},
    {"DECIMAL", Family::numeric, "DECIMAL", numeric},
    {"DOMAIN", Family::other, "", domain},
    {"DOUBLE", Family::numeric, "DOUBLE", floating},
    {"DOUBLE_PRECISION", Family::numeric, "DOUBLE PRECISION", floating},
    {"Date", Family::date, "DATE"},
    {"DateTime", Family::timestamp, "TIMESTAMP", with_time_zone},
    {"Double", Family::numeric, "DOUBLE PRECISION", floating},
    {"ENUM", Family::enumeration, "", enumeration},
    {"Enum", Family::enumeration, "", enumeration},
    {"FLOAT", Family::numeric, "FLOAT", floating},
    {"Float", Family::numeric, "FLOAT", floating},
    {"HSTORE", Family::hstore, "HSTORE", hstore},
    {"INET", Family::other, "INET"},
    {"INT", Family::integer, "INTEGER", integer},
    {"INT4MULTIRANGE", Family::range, "INT4MULTIRANGE"},
    {"INT4RANGE", Family::range, "INT4RANGE"},
    {"INT8MULTIRANGE", Family::range, "INT8MULTIRANGE"},
    {"INT8RANGE", Family::range, "INT8RANGE"},
    {"INTEGER", Family::integer, "INTEGER", integer},
    {"INTERVAL", Family::interval, "INTERVAL", postgresql_interval},
    {"Integer", Family::integer, "INTEGER", integer},
    {"Interval", Family::interval, "INTERVAL", generic_interval},
    {"JSON", Family::json, "JSON", json},
    {"JSONB", Family::json, "JSONB", json},
    {"JSONPATH", Family::other, "JSONPATH"},
    {"LargeBinary", Family::binary, "BYTEA", bytes},
    {"MACADDR", Family::other, "MACADDR"},
    {"MACADDR8", Family::other, "MACADDR8"},
    {"MONEY", Family::other, "MONEY"},
    {"NCHAR", Family::text, "NCHAR", string},
    {"NUMERIC", Family::numeric, "NUMERIC", numeric},
    {"NUMMULTIRANGE", Family::range, "NUMMULTIRANGE"},
    {"NUMRANGE", Family::range, "NUMRANGE"},
    {"NVARCHAR", Family::text, "NVARCHAR", string},
    {"Numeric", Family::numeric, "NUMERIC", numeric},
    {"OID", Family::other, "OID"},
    {"PickleType", Family::binary, "BYTEA", pickle},
    {"REAL", Family::numeric, "REAL", floating},
    {"REGCLASS", Family::other, "REGCLASS"},
    {"REGCONFIG", Family::other, "REGCONFIG"},
    {"SMALLINT", Family::integer, "SMALLINT", integer},
    {"SmallInteger", Family::integer, "SMALLINT", integer},
    {"String", Family::text, "VARCHAR", string},
    {"TEXT", Family::text, "TEXT", string},
    {"TIME", Family::time, "TIME", with_time_zone},
    {"TIMESTAMP", Family::timestamp, "TIMESTAMP", with_time_zone},
    {"TSMULTIRANGE", Family::range, "TSMULTIRANGE"},
    {"TSQUERY", Family::other, "TSQUERY"},
    {"TSRANGE", Family::range, "TSRANGE"},
    {"TSTZMULTIRANGE", Family::range, "TSTZMULTIRANGE"},
    {"TSTZRANGE", Family::range, "TSTZRANGE"},
    {"TSVECTOR", Family::other, "TSVECTOR"},
    {"Text", Family::text, "TEXT", string},
    {"Time", Family::time, "TIME", with_time_zone},
    {"UUID", Family::uuid, "UUID", uuid},
    {"Unicode", Family::text, "VARCHAR", string},
    {"UnicodeText", Family::text, "TEXT", string},
    {"Uuid", Family::uuid, "UUID", uuid},
    {"VARBINARY", Family::binary, "VARBINARY", bytes},
    {"VARCHAR", Family::text, "VARCHAR", string},
});

std::optional<std::string> configured_type(const External& type, const LoweringOptions& options) {
  for (const std::string& name : {type.dotted_name(), std::string(type.last_name())}) {
    if (const auto found = options.types.find(name); found != options.types.end()) {
      return found->second;
    }
  }
  return third_party_type(type);
}

// Types of another dialect that PostgreSQL's compiler writes as those of its own name.
constexpr auto shared_names = std::to_array<std::string_view>(
    {"BIGINT", "BOOLEAN", "CHAR", "DATE", "DECIMAL", "FLOAT", "INTEGER", "JSON", "NCHAR", "NUMERIC",
     "NVARCHAR", "REAL", "SMALLINT", "TEXT", "VARCHAR"});

bool is_written(const External& type, std::string_view name) {
  const std::string dotted = type.dotted_name();
  constexpr std::string_view dialects = "sqlalchemy.dialects.";
  if (!dotted.starts_with(dialects)) return true;
  if (dotted.compare(dialects.size(), 10, "postgresql") == 0) return true;
  if (name == "DATETIME") return dotted.compare(dialects.size(), 5, "mysql") == 0;
  return std::find(shared_names.begin(), shared_names.end(), name) != shared_names.end();
}

// X.with_variant(Y, "postgresql"), MutableDict.as_mutable(X), X.evaluates_none().
TypePtr lower_method(const External& call, std::string_view label, const LoweringOptions& options) {
  const External* callee = call.operands.front().external();
  if (!callee || (callee->kind != External::Kind::attribute && callee->path.empty())) return {};
  const std::string_view method = callee->last_name();
  const Value* base = callee->operands.empty() ? nullptr : &callee->operands.front();
  if (method == "as_mutable") {
    return lower_type(Arguments(call.arguments, {"as_mutable", "sqltype"}).at("sqltype"), label,
                      options);
  }
  if (!base) return {};
  if (method == "evaluates_none" || method == "copy") return lower_type(*base, label, options);
  if (method != "with_variant") return {};
  const Arguments arguments(
      call.arguments,
      {"with_variant", "type_", "", Signature::Others::refused, Signature::Rest::collected});
  for (const Value& dialect : arguments.rest()) {
    if (as_text(dialect, "a dialect of with_variant") == "postgresql") {
      return lower_type(arguments.at("type_"), label, options);
    }
  }
  return lower_type(*base, label, options);
}

}  // namespace

std::string SqlType::sql_in(const std::optional<Name>& table_schema) const {
  if (!named || !named->inherits_schema) return sql;
  if (family == Family::array) return array_sql(item->sql_in(table_schema), dimensions);
  return family == Family::enumeration ? quote_qualified(table_schema, named->name) : sql;
}

TypePtr null_type() {
  static const TypePtr type = std::make_shared<const SqlType>();
  return type;
}

TypePtr type_of_sql(std::string sql) {
  const std::string word = sql.substr(0, sql.find_first_of(" (["));
  SqlType type = make(Family::other, sql);
  for (const KnownType& known : known_types) {
    if (known.sql.substr(0, known.sql.find(' ')) == word) type.family = known.family;
  }
  if (sql.find('[') != std::string::npos) type.family = Family::other;
  if (type.family == Family::integer) {
    type.serial = word == "BIGINT" ? "BIGSERIAL" : word == "SMALLINT" ? "SMALLSERIAL" : "SERIAL";
  }
  return std::make_shared<const SqlType>(std::move(type));
}

TypePtr lower_type(const Value& value, std::string_view label, const LoweringOptions& options) {
  const External* external = value.external();
  if (external) {
    if (auto sql = configured_type(*external, options)) return type_of_sql(std::move(*sql));
  }
  if (TypePtr type = own_type(value, label, options)) return type;
  if (!external) refuse_value(value, label, "a type");
  if (external->kind == External::Kind::call) {
    if (TypePtr type = lower_method(*external, label, options)) return type;
  }
  const std::string_view name = construct_name(value);
  if (name == "NullType" || name == "NULLTYPE") return null_type();
  const auto* known = std::find_if(known_types.begin(), known_types.end(),
                                   [&](const KnownType& type) { return type.name == name; });
  // Another library's JSON or UUID need not be SQLAlchemy's.
  const bool foreign = python::origin_of(python::root_of(*external)) == python::Origin::application;
  if (known == known_types.end() || foreign || !is_written(*external, known->name)) {
    refuse("the type " + external->dotted_name() +
           " is not known: [alembic.types] in migcheck.toml may say what SQL it is");
  }
  return std::make_shared<const SqlType>(
      known->build({value, known->name, options}, known->family, known->sql));
}

}  // namespace migcheck::alembic
