#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/python/value.h"

namespace migcheck::alembic {

// sa.Enum(State): a Python enum as SQLAlchemy reads it.
struct EnumClass {
  std::string type_name;             // what the type is called where it is given no name
  std::vector<std::string> members;  // by name; members that only repeat a value are left out
  std::vector<std::string> labels;   // what stands for each of them: its name
  std::vector<std::string> texts;    // of a class that derives from str: the member as a string
};

// The enum class of the migration (or of a module that is read) that a value is. With
// `values_callable` its result for the class gives the labels. Refuses labels that are not known.
// Source: sqlalchemy/sql/sqltypes.py, Enum._parse_into_values.
std::optional<EnumClass> enum_class(const python::Value& value,
                                    const python::Value* values_callable);

}  // namespace migcheck::alembic
