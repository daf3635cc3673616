#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migcheck::alembic {

// The moment at which a revision is made, in the time zone of the ini file.
struct CreateDate {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, microsecond = 0;
  std::optional<int> offset_minutes;  // east of UTC; none: local time, without a zone
  std::int64_t epoch = 0;             // seconds since 1970 in UTC

  std::string text() const;  // as Python prints a datetime: "2024-03-04 10:20:30.405060+00:00"
};

// What script.py.mako is rendered with for a revision that does nothing.
struct ScriptFields {
  std::string message;
  std::string revision;
  std::vector<std::string> down_revisions;
  CreateDate date;
};

// The text of a template, or what stands in the way of rendering it without Mako.
struct Rendering {
  std::string text;
  std::string unsupported;  // the construct; empty when `text` is the result
};

// Renders the subset of Mako that script.py.mako files use: `${name}`, `${name | comma,n}`,
// `${repr(name)}`, `${name if name else "text"}`, `##` comments and continued lines.
// Source: Alembic 1.13, script/base.py, generate_revision; Mako's documentation, "Syntax".
Rendering render_template(std::string_view mako, const ScriptFields& fields);

// The script.py.mako that `alembic init` of 1.13 makes.
std::string_view default_template();

// A string as Python's repr() writes it.
std::string python_repr(std::string_view text);

}  // namespace migcheck::alembic
