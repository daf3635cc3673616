#pragma once

#include <optional>

#include "dialect/alembic/sqlalchemy/constraint.h"
#include "dialect/alembic/sqlalchemy/index.h"

namespace migcheck::alembic {

// The table that a constraint or index belongs to, as far as names need it.
struct NamedTable {
  std::optional<Name> schema;
  Name name;
};

// What `MetaData(naming_convention={…})` says; empty for one without, or for another value. Where
// it is not literal, it is unknown.
NamingConvention convention_of(const python::Value& metadata);

// The dict itself.
NamingConvention convention_of_dict(const python::Value& dict);

// The name that a constraint ends up with: its own, or one made by the convention; nothing: it is
// left to PostgreSQL.
// Source: SQLAlchemy's sql/naming.py.
std::optional<Name> final_name(const Constraint& constraint, const NamedTable& table,
                               const NamingConvention& convention);

// The same for an index, which always has one: without a convention ix_<schema>_<table>_<column>.
Name final_name(const Index& index, const NamedTable& table, const NamingConvention& convention);

// The name under which a constraint that is only known by its kind is dropped.
std::optional<Name> final_name(Constraint::Kind kind, const std::optional<Name>& name,
                               const NamedTable& table, const NamingConvention& convention);

}  // namespace migcheck::alembic
