#include <array>

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/types.h"

namespace migcheck::alembic {

namespace {

struct ThirdPartyType {
  std::string_view package;  // the first part of the dotted name
  std::string_view name;     // the last part
  std::string_view sql;
  // Whether the first argument (an integer) stands in parentheses behind it.
  enum class Argument { none, length } argument = Argument::none;
};

using enum ThirdPartyType::Argument;

constexpr auto third_party_types = std::to_array<ThirdPartyType>({
    {"citext", "CIText", "CITEXT"},
    {"fastapi_users_db_sqlalchemy", "GUID", "UUID"},
    {"fastapi_users_db_sqlalchemy", "TIMESTAMPAware", "TIMESTAMP WITH TIME ZONE"},
    {"geoalchemy2", "Geography", "geography(GEOMETRY,-1)"},
    {"pgvector", "HALFVEC", "HALFVEC", length},
    {"pgvector", "VECTOR", "VECTOR", length},
    {"pgvector", "Vector", "VECTOR", length},
    {"prefect", "JSON", "JSONB"},
    {"prefect", "Timestamp", "TIMESTAMP WITH TIME ZONE"},
    {"prefect", "UUID", "UUID"},
    {"sqlalchemy_utc", "UtcDateTime", "TIMESTAMP WITH TIME ZONE"},
    {"sqlalchemy_utils", "ArrowType", "TIMESTAMP WITHOUT TIME ZONE"},
    {"sqlalchemy_utils", "ColorType", "VARCHAR(20)"},
    {"sqlalchemy_utils", "CurrencyType", "VARCHAR(3)"},
    {"sqlalchemy_utils", "EmailType", "VARCHAR(255)"},
    {"sqlalchemy_utils", "IPAddressType", "VARCHAR(50)"},
    {"sqlalchemy_utils", "JSONType", "JSON"},
    {"sqlalchemy_utils", "LocaleType", "VARCHAR(10)"},
    {"sqlalchemy_utils", "LtreeType", "LTREE"},
    {"sqlalchemy_utils", "PasswordType", "BYTEA"},
    {"sqlalchemy_utils", "TSVectorType", "TSVECTOR"},
    {"sqlalchemy_utils", "TimezoneType", "VARCHAR(50)"},
    {"sqlalchemy_utils", "URLType", "TEXT"},
    {"sqlalchemy_utils", "UUIDType", "UUID"},
    {"sqlmodel", "AutoString", "VARCHAR", length},
    {"sqlmodel", "GUID", "UUID"},
});

std::string argument_suffix(const python::External& type) {
  if (type.kind != python::External::Kind::call || type.arguments.empty()) return {};
  const python::Value& value = type.arguments.front().value;
  return value.is_none() ? std::string()
                         : "(" + std::to_string(as_integer(value, "the length of a type")) + ")";
}

}  // namespace

std::optional<std::string> third_party_type(const python::External& type) {
  const std::string dotted = type.dotted_name();
  const std::string_view package = std::string_view(dotted).substr(0, dotted.find('.'));
  for (const ThirdPartyType& known : third_party_types) {
    if (known.package != package || known.name != type.last_name()) continue;
    return std::string(known.sql) + (known.argument == length ? argument_suffix(type) : "");
  }
  return {};
}

}  // namespace migcheck::alembic
