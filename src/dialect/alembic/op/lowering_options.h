#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "dialect/alembic/python/value.h"

namespace migcheck::alembic {

// What a migration's SQL depends on, apart from the migration.
struct LoweringOptions {
  // offline: the text that `alembic upgrade --sql` prints, with its questions answered as there.
  // online: what `alembic upgrade` would send to the database. The differences: `is_offline_mode()`
  // and `as_sql` are false, and a backslash in a literal is not doubled (offline, SQLAlchemy cannot
  // ask the server for standard_conforming_strings and doubles it).
  enum class Mode { offline, online };

  Mode mode = Mode::offline;

  // MetaData(naming_convention=…) of the project: "ix", "uq", "ck", "fk", "pk" → template.
  std::map<std::string, std::string> naming_convention;

  // Third-party column types: the class's dotted name or its last part → SQL. Comes before the
  // built-in ones of third_party_types().
  std::map<std::string, std::string> types;

  // Finds a class of the project by its dotted name, for column types of its own; may be empty.
  std::function<std::optional<python::Value>(const std::string& dotted)> find_class;
};

}  // namespace migcheck::alembic
