#include <doctest/doctest.h>

#include <memory>

#include "report/format.h"

using namespace migcheck;

TEST_CASE("an error has its place, an excerpt, a caret and a hint") {
  const auto file = std::make_shared<const SourceFile>(
      SourceFile{"app/alembic.ini", "[alembic]\nscript_location app:migrations\n"});
  CHECK(render_error(
            Error("this is neither a key nor a section", "write `key = value`", file, {10, 25}),
            Color::no) == R"(app/alembic.ini:2:1: error: this is neither a key nor a section
  |
2 | script_location app:migrations
  | ^^^^^^^^^^^^^^^
  |
  = hint: write `key = value`
)");
}

TEST_CASE("an error without a place") {
  CHECK(render_error(Error("unknown revision mian", "did you mean main?"), Color::no) ==
        "migcheck: error: unknown revision mian\nhint: did you mean main?\n");
  CHECK(render_error(Error("no PostgreSQL"), Color::no) == "migcheck: error: no PostgreSQL\n");
  CHECK(render_error(Error("a\x1b[2J\nb", "c\nd"), Color::no) ==
        "migcheck: error: a\\x1b[2J\n  b\nhint: c\n      d\n");
}
