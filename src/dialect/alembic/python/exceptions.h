#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialect/alembic/python/value.h"

// Python's exceptions.
namespace migcheck::python {

// An exception on its way: thrown by a `raise` statement, and where an operation over known values
// certainly fails in Python. Caught by try, by a branch under an unknown condition, and at the end
// of a direction.
struct Raised {
  enum class Cause { statement, failure };

  std::string type;  // "KeyError"; empty: not known
  Cause cause = Cause::failure;
  Value value = make_unknown("depends on an error", {});  // what `except … as error` gets
  std::optional<Span> span;                               // of the statement that failed
};

// What Python itself raises: "TypeError".
[[noreturn]] void fail(std::string type);

// Whether the name is a built-in exception.
bool is_exception(std::string_view name);

// Whether a built-in exception is `base` or derives from it.
bool derives_from(std::string_view type, std::string_view base);

// The name of the class that the value is, or is an instance of; the last part of it where the class
// is a library's. Empty: it has none.
std::string exception_name(const Value& value);

}  // namespace migcheck::python
