#include "dialect/alembic/script_template.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "dialect/alembic/file_name.h"

using namespace migcheck;
using namespace migcheck::alembic;

namespace {

ScriptFields merge_of(std::vector<std::string> ids) {
  ScriptFields fields;
  fields.message = "merge heads";
  fields.revision = "0a1b2c3d4e5f";
  fields.down_revisions = std::move(ids);
  fields.date = {.year = 2024,
                 .month = 3,
                 .day = 4,
                 .hour = 5,
                 .minute = 6,
                 .second = 7,
                 .microsecond = 89,
                 .offset_minutes = {},
                 .epoch = 1709528767};
  return fields;
}

}  // namespace

TEST_CASE("the expressions of script.py.mako are rendered") {
  struct Row {
    std::string_view mako, text;
  };
  const Row rows[] = {
      {"${message}", "merge heads"},
      {"${ up_revision }", "0a1b2c3d4e5f"},
      {"${down_revision | comma,n}", "a, b"},
      {"${down_revision|comma}", "a, b"},
      {"${down_revision}", "('a', 'b')"},
      {"${create_date}", "2024-03-04 05:06:07.000089"},
      {"${repr(up_revision)}", "'0a1b2c3d4e5f'"},
      {"${repr(down_revision)}", "('a', 'b')"},
      {"${repr(branch_labels)} ${repr(depends_on)} ${depends_on}", "None None None"},
      {"[${imports if imports else \"\"}]", "[]"},
      {"${upgrades if upgrades else 'pass'}", "pass"},
      {"a\n  ## a comment ${nonsense}\nb\n", "a\nb\n"},
      {"a \\\nb\r\n", "a b\n"},
      {"no expression, $1 {x}", "no expression, $1 {x}"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.mako);
    const Rendering rendering = render_template(row.mako, merge_of({"a", "b"}));
    CHECK(rendering.unsupported == "");
    CHECK(rendering.text == row.text);
  }
}

TEST_CASE("what needs Mako itself is named") {
  struct Row {
    std::string_view mako, unsupported;
  };
  const Row rows[] = {
      {"x\n% for engine in engines:\n% endfor\n", "% for engine in engines:"},
      {"<%!\n  import re\n%>", "<%!"},
      {"${config.get_main_option('x')}", "${config.get_main_option('x')}"},
      {"${imports}", "${imports}"},
      {"${message | h}", "${message | h}"},
      {"${repr(create_date)}", "${repr(create_date)}"},
      {"${upgrades if upgrades else pass_()}", "${upgrades if upgrades else pass_()}"},
      {"${never closed", "${never closed"},
      {"</%def>", "</%def>"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.mako);
    const Rendering rendering = render_template(row.mako, merge_of({"a", "b"}));
    CHECK(rendering.unsupported == row.unsupported);
    CHECK(rendering.text == "");
  }
}

TEST_CASE("strings are written as Python's repr() writes them") {
  CHECK(python_repr("a") == "'a'");
  CHECK(python_repr("it's") == "\"it's\"");
  CHECK(python_repr("'\"") == "'\\'\"'");
  CHECK(python_repr("a\\\n\x01") == "'a\\\\\\n\\x01'");
}

TEST_CASE("dates have a zone only where the ini names one") {
  CreateDate date = {.year = 2024, .month = 1, .day = 2, .offset_minutes = {}};
  CHECK(date.text() == "2024-01-02 00:00:00");
  date.offset_minutes = 0;
  CHECK(date.text() == "2024-01-02 00:00:00+00:00");
  date.offset_minutes = -210;
  date.microsecond = 120000;
  CHECK(date.text() == "2024-01-02 00:00:00.120000-03:30");
}

TEST_CASE("files are named as file_template says") {
  struct Row {
    std::string file_template, name;
  };
  const Row rows[] = {
      {"%(rev)s_%(slug)s", "0a1b2c3d4e5f_merge_heads.py"},
      {"%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s",
       "2024_03_04_0506-0a1b2c3d4e5f.py"},
      {"%(epoch)s%%", "1709528767%.py"},
      {"%(month)02d|%(month)3d|%(month)-3d|%(rev).4s", "03|  3|3  |0a1b.py"},
      {"sub/%(rev)s", "sub/0a1b2c3d4e5f.py"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file_template);
    CHECK(file_name({row.file_template, 40}, merge_of({"a", "b"})) == row.name);
  }
}

TEST_CASE("a file_template that Alembic would not take is an error") {
  for (const char* file_template : {"%(revision)s", "%(slug)d", "%(year)x", "50%", "%(rev",
                                    "%(rev)", "../%(rev)s", "/%(rev)s", "a/../../%(rev)s"}) {
    CAPTURE(file_template);
    CHECK_THROWS_AS(file_name({file_template, 40}, merge_of({"a", "b"})), Error);
  }
}

TEST_CASE("slugs are cut between words") {
  CHECK(slug("Merge heads: a, B", 40) == "merge_heads_a_b");
  CHECK(slug("one two three", 8) == "one_two_");
  CHECK(slug("onetwothree", 5) == "onetw_");
  CHECK(slug("", 40).empty());
}
