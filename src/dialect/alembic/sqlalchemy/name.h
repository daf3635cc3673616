#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migcheck::alembic {

// An identifier as SQLAlchemy holds it.
struct Name {
  // quoted_name("x", quote=True / False); automatic: quoted if PostgreSQL needs it.
  enum class Quoting { automatic, always, never };
  // given: a plain string, which a naming convention may still change. final: made by op.f(),
  // conv() or a naming convention; it is truncated where a given one would be an error.
  enum class Origin { given, final };

  std::string text;
  Quoting quoting = Quoting::automatic;
  Origin origin = Origin::given;

  bool operator==(const Name&) const = default;
};

// The identifier as it stands in SQL.
// Source: SQLAlchemy's PGIdentifierPreparer.
std::string quote(std::string_view identifier);
std::string quote(const Name& name);

// The name of a constraint or an index: a final one over 63 characters is cut to 55, "_" and four
// hex digits of its MD5; a given one that long is refused.
std::string quote_limited(const Name& name);

// schema.name, each quoted on its own.
std::string quote_qualified(const std::optional<Name>& schema, const Name& name);

// The same where the schema is a plain string in Alembic's own DDL: "a.b" is two identifiers.
std::string quote_dotted(const std::optional<Name>& schema, const Name& name);

}  // namespace migcheck::alembic
