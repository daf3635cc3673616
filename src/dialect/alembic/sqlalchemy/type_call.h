#pragma once

#include <string_view>

#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/types.h"

namespace migcheck::alembic {

// What a type's constructor is given, and how to go on with types inside it.
struct TypeCall {
  const python::Value& value;
  std::string_view name;
  const LoweringOptions& options;

  Arguments bind(std::string_view parameters, std::string_view keywords = "") const {
    return {call_arguments(value), {name, parameters, keywords}};
  }
};

inline SqlType make(SqlType::Family family, std::string_view sql) {
  SqlType type;
  type.family = family;
  type.sql = sql;
  return type;
}

// Types that have a name of their own: sa.Enum, postgresql.ENUM; postgresql.DOMAIN.
SqlType enumeration(const TypeCall& call, SqlType::Family family, std::string_view sql);
SqlType domain(const TypeCall& call, SqlType::Family family, std::string_view sql);

}  // namespace migcheck::alembic
