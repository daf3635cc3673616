#pragma once

#include <string>
#include <string_view>

#include "dialect/alembic/python/value.h"

// What is known about values that are not the migration's own.
namespace migcheck::python {

// Where a name comes from, by the first part of its dotted name.
enum class Origin {
  library,      // SQLAlchemy, Alembic and their extensions: the Host knows what a call does
  standard,     // Python's standard library
  application,  // everything else
};

Origin origin_of(std::string_view dotted_name);

// The dotted name that an expression starts from: "alembic.op" of op.get_bind().execute(…). Empty
// if it starts from something else than a name.
std::string root_of(const External& external);

// Why a value is not known, completing "it …": the Unknown's own reason, "comes from app.models,
// which is not read", "depends on sqlalchemy.func.now()". Looks into operands and containers.
std::string reason_of(const Value& value);

// Whether the value is, or is made from, the migration's connection: what gets hold of it may have
// an effect on the database.
bool holds_connection(const Value& value);

// Whether a call of a standard library's function, or of a logging one, has no effect on a
// database: logging, warnings, time.sleep, …
bool is_harmless(std::string_view dotted_name);

}  // namespace migcheck::python
