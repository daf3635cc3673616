#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/python/value.h"
#include "dialect/alembic/sqlalchemy/name.h"

namespace migcheck::alembic {

// The parameters of a function of Alembic or SQLAlchemy. Names are separated by a blank.
struct Signature {
  // What happens to a keyword that is not listed. dialect: `mysql_engine` and the like are ignored,
  // `postgresql_…` must be listed, anything else is refused as the function itself would.
  enum class Others { refused, dialect, ignored };
  enum class Rest { refused, collected };  // further positional arguments (*args)

  std::string_view function;  // for messages: "op.add_column"
  std::string_view parameters;
  std::string_view keywords = "";  // keyword-only ones
  Others others = Others::refused;
  Rest rest = Rest::refused;
};

// The arguments of one call, bound to their parameters. All functions that hand out a value refuse
// (with the parameter's name) where it is unknown or of the wrong kind. None counts as not given,
// except for find().
class Arguments {
 public:
  Arguments(std::span<const python::Argument> arguments, const Signature& signature);

  // Binds a parameter that the call itself does not name (a batch's table).
  void bind(std::string_view parameter, python::Value value);

  const python::Value* find(std::string_view parameter) const;  // null: not given
  const python::Value& at(std::string_view parameter) const;
  bool has(std::string_view parameter) const;  // given, and not None

  std::string text(std::string_view parameter) const;
  std::optional<std::string> optional_text(std::string_view parameter) const;
  Name name(std::string_view parameter) const;
  std::optional<Name> optional_name(std::string_view parameter) const;
  std::optional<bool> optional_flag(std::string_view parameter) const;
  bool flag(std::string_view parameter) const;  // not given: false
  std::optional<long long> optional_integer(std::string_view parameter) const;
  std::vector<python::Value> list(std::string_view parameter) const;  // not given: empty

  const std::vector<python::Value>& rest() const { return rest_; }

  // "`column_name` of op.add_column".
  std::string label(std::string_view parameter) const;

 private:
  std::string function_;
  std::map<std::string, python::Value, std::less<>> bound_;
  std::vector<python::Value> rest_;
};

// The value as what its name says. `label` says what it is, for the reason of a refusal.
std::string as_text(const python::Value& value, std::string_view label);
Name as_name(const python::Value& value, std::string_view label);
bool as_flag(const python::Value& value, std::string_view label);  // by Python's truth
long long as_integer(const python::Value& value, std::string_view label);
std::vector<python::Value> as_list(const python::Value& value, std::string_view label);

// "`x` of op.y depends on the result of a query", "… is an integer, not a string".
[[noreturn]] void refuse_value(const python::Value& value, std::string_view label,
                               std::string_view expected);

// A construct of SQLAlchemy or Alembic by the last part of its name, whatever module it was
// imported from: "Column" for sqlalchemy.Column and sqlalchemy.schema.Column. Empty for everything
// else. A call and a bare name give the same.
std::string_view construct_name(const python::Value& value);
std::string_view construct_name(const python::External& value);

// The last part of the name of what is called, of whatever library: "PGView". Empty for everything
// else.
std::string_view called_name(const python::Value& value);

// The arguments of a call; none for a bare name.
std::span<const python::Argument> call_arguments(const python::Value& value);

}  // namespace migcheck::alembic
