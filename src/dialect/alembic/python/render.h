#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialect/alembic/python/value.h"

// Values as Python's str(), repr() and format() show them.
namespace migcheck::python {

// A text, or why it is not known (completing "it …").
struct Rendered {
  std::optional<std::string> text;
  std::string reason;
};

Rendered str(const Value& value);
Rendered repr(const Value& value);
Rendered ascii(const Value& value);  // repr() with escapes for all beyond ASCII

// format(value, spec): [[fill]align][sign][#][0][width][,_][.precision][type].
// Source: Python's documentation, "Format Specification Mini-Language".
Rendered format_value(const Value& value, std::string_view spec);

// "…%s…" % operand. Source: Python's documentation, "printf-style String Formatting".
Rendered percent_format(std::string_view format, const Value& operand);

// "…{name!r:>5}…".format(…). `lookup` gives the value of a field's name with its attributes and
// indexes ("0", "user.name", "row[0]"); automatic numbers are filled in.
struct FieldLookup {
  virtual ~FieldLookup() = default;
  virtual Value find(const std::string& field) const = 0;

  // format(value, spec) and str(value), with the migration's own __format__ and __str__.
  virtual Value format(const Value& value, const std::string& spec) const = 0;
  virtual Value text(const Value& value) const = 0;
};
Rendered brace_format(std::string_view format, const FieldLookup& lookup);

// The shortest text that reads back as the same number, as repr(float) gives it.
std::string float_text(double number);

}  // namespace migcheck::python
