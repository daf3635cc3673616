#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "dialect/alembic/python/value.h"

namespace migcheck::alembic {

// MetaData(naming_convention=…), from which SQLAlchemy makes names.
struct NamingConvention {
  std::map<std::string, std::string> templates;  // "ix", "uq", "ck", "fk", "pk" → template

  // Why it is not known, completing "the name depends on the project's naming convention, which …".
  std::string unknown;
};

// What a migration's SQL depends on, apart from the migration.
struct LoweringOptions {
  // offline: the text that `alembic upgrade --sql` prints, with its questions answered as there.
  // online: what `alembic upgrade` would send to the database. The differences: `is_offline_mode()`
  // and `as_sql` are false, and a backslash in a literal is not doubled (offline, SQLAlchemy cannot
  // ask the server for standard_conforming_strings and doubles it).
  enum class Mode { offline, online };

  Mode mode = Mode::offline;

  // Of the project's target_metadata.
  NamingConvention naming_convention;

  // Third-party column types: the class's dotted name or its last part → SQL. Comes before the
  // built-in ones of third_party_types().
  std::map<std::string, std::string> types;

  // Finds a class of the project by its dotted name, for column types of its own; may be empty.
  std::function<std::optional<python::Value>(const std::string& dotted)> find_class;
};

}  // namespace migcheck::alembic
