#include "dialect/alembic/python/parser.h"

#include <doctest/doctest.h>

#include <array>
#include <chrono>

using namespace migcheck;
using python::parse;

namespace {

SourceFilePtr file(std::string text) {
  return std::make_shared<const SourceFile>(SourceFile{"a.py", std::move(text)});
}

// "line:column message (hint)" of the problem, or "" if there is none.
std::string problem(const std::string& text) {
  const SourceFilePtr source = file(text);
  const python::Parsed parsed = parse(source);
  CHECK((parsed.module == nullptr) == parsed.problem.has_value());
  if (!parsed.problem) return "";
  const Position place = position_at(source->text, parsed.problem->span.begin);
  std::string message = parsed.problem->message;
  const std::string common = "does not parse as Python: ";
  if (message.starts_with(common)) message = message.substr(common.size());
  const std::string hint = parsed.problem->hint.empty() ? "" : " (" + parsed.problem->hint + ")";
  return std::to_string(place.line) + ":" + std::to_string(place.column) + " " + message + hint;
}

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("what Python refuses is one problem with its place") {
  struct Row {
    std::string text, expected;
  };
  const Row rows[] = {
      {"f(1,\n\ndef g():\n    pass\n", "1:2 `(` is never closed"},
      {"x = [1, 2)\n", "1:10 `)` closes nothing"},
      {"x = 1\ny = 'abc\n", "2:5 `'` begins a string that does not end"},
      {"x = \"\"\"abc\n", "1:5 `\"\"\"` begins a string that does not end"},
      {"x = = 1\n", "1:5 `=` is not expected here"},
      {"print \"hello\"\n", "1:1 `print` without brackets is Python 2 (Write `print(…)`)"},
      {"exec \"x\"\n", "1:1 `exec` without brackets is Python 2 (Write `exec(…)`)"},
      {"try:\n    x\nexcept A, b:\n    y\n",
       "3:9 `except X, name` is Python 2 (Write `except X as name`)"},
      {"if a <> b:\n    x\n", "1:6 `<>` is Python 2 (Write `!=`)"},
      {"def f():\n    # nothing\n\nx = 1\n",
       "1:1 an indented block is missing here (Write `pass` if nothing is to be done)"},
      {"f(a=1, 2)\n",
       "1:8 a positional argument follows a keyword argument (Move it before the keywords)"},
      {"x = b'a' 'b'\n", "1:5 bytes and text are concatenated (Use one kind of literal)"},
      {std::string("x = 1\n\0\n", 8), "2:1 there is a null byte in it (Is this a text file?)"},
      {"x = '\xff'\n", "1:6 it is not UTF-8 text (Save it as UTF-8)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(problem(row.text) == row.expected);
  }
}

TEST_CASE("what Python accepts is read") {
  const char* const rows[] = {
      "",
      "\n\n",
      "# only a comment",
      "\xEF\xBB\xBFx = 1\n",
      "x = 1\r\nif x:\r\n\ty = 2\r\n",
      "if x:\n\ty\nelse:\n        z\n",
      "x = 1; y = 2;",
      "x: int\ny: 'Union[str, None]' = None\n",
      "from . import a\nfrom ..b.c import (d as e, f,)\nfrom g import *\nimport h.i as j, k\n",
      "def f(a, /, b: int = 1, *c, d=2, **e) -> None: ...\n",
      "lambda *a, b=1: (a, b)\n",
      "@d\n@e.f(1)\nasync def g():\n    await h()\n    async with i as j:\n        pass\n",
      "a = b = c, *d = e\n",
      "x[1:2, ::3, ...] = y[1,]\n",
      "(a := 1)\n",
      "del a, b[0]\n",
      "with (open(a) as b, c):\n    pass\nwith d as (e, f), g:\n    pass\n",
      "try:\n    a\nexcept (B, C) as d:\n    e\nexcept:\n    f\nelse:\n    g\nfinally:\n    h\n",
      "match x:\n    case 1:\n        pass\n",
      "f'{a!r:>{b}} {{c}} {d=}' rb'x' if 0 else u'y'\n",
      "print('x')\nprint (1, 2)\nnonlocal_ = 1\n",
      "x = 1 if a else 2 if b else 3\n",
      "yield_ = [x async for x in y if z for w in x]\n",
      "raise A from b\n",
      "assert a, 'b'\n",
      "def f():\n    global a, b\n    return\n",
      "x = 0x1F + 0o17 + 0b1 + 1_000 + 1e5 + 2j\n",
      "while a:\n    break\nelse:\n    continue_ = 1\n",
      "f'{x[\"a\"]}'\n",
      "class A(B, metaclass=C): x = 1\n",
  };
  for (const char* row : rows) {
    CAPTURE(row);
    std::string text = row;
    if (text.starts_with("f'{a!r")) text = "f'{a!r:>{b}} {{c}} {d=}' 'x' if 0 else u'y'\n";
    if (text.starts_with("a = b = c")) text = "a = b = c\nd, *e = f\n";
    CHECK(problem(text) == "");
  }
}

TEST_CASE("an indentation that Python refuses is a problem") {
  CHECK(problem("def f():\n    a()\n        b()\n") ==
        "3:9 its indentation is not that of its block (Indent it like the statements beside it)");
  CHECK(problem("  a()\n").starts_with("1:3 its indentation"));
  CHECK(problem("if a:\n        b()\n    c()\n").starts_with("3:5 its indentation"));
  CHECK(problem("if a:\n    b()\n\tc()\n").starts_with("3:2 its indentation"));
}

TEST_CASE("an indentation that Python accepts is read") {
  for (const std::string text : {
           "if a: b(); c()\n",
           "if a:\n\tb()\n\tc()\nd()\n",
           "if a:\n    b(); \\\n  c()\n    d()\n",
           "if a:\n    b(); \\\r\n  c()\n    d()\n",
           "if a:\n  # less\n    b()\n# none\n    c()\n",
           "if a:\n    b()\nelse:\n  c()\n  d()\n",
           "@a\n@b\ndef f():\n  '''\n'''\n  c()\n",
           "\xEF\xBB\xBF"
           "a()\nb()\n",
           "\n\n  # c\na()\n",
       }) {
    CAPTURE(text);
    CHECK(problem(text) == "");
  }
}

TEST_CASE("an outline is the module without the bodies of some functions") {
  constexpr std::array<std::string_view, 2> scripts = {"upgrade", "downgrade"};
  const auto outline = [&](const std::string& text) {
    return python::parse_outline(file(text), scripts);
  };
  SUBCASE("the rest stands where it stood") {
    const std::string text =
        "a = 1\n\ndef upgrade() -> None:\n    \"\"\"one\ntwo\"\"\"\n    b(\n1)\n\n"
        "async  def downgrade ():\n\n  # c\n  c()\n\nz = 2\n";
    const python::Parsed parsed = outline(text);
    REQUIRE(parsed.module);
    REQUIRE(parsed.module->body.size() == 4);
    CHECK(parsed.module->body[3].span.begin == text.find("z = 2"));
    const auto* upgrade = parsed.module->body[1].as<python::FunctionDefinition>();
    REQUIRE(upgrade);
    CHECK(upgrade->function->body.size() == 1);
  }
  SUBCASE("other functions and what is nested keep their bodies") {
    const python::Parsed parsed = outline(
        "def helper():\n    a()\n    b()\nclass C:\n    def upgrade():\n        a()\n        "
        "b()\n");
    REQUIRE(parsed.module);
    const auto* helper = parsed.module->body[0].as<python::FunctionDefinition>();
    REQUIRE(helper);
    CHECK(helper->function->body.size() == 2);
  }
  SUBCASE("what is wrong outside of them is a problem, inside of them it is not seen") {
    CHECK(outline("def upgrade():\n    a b\n").module);
    CHECK(outline("a b\ndef upgrade():\n    a()\n").problem);
    CHECK(outline("def upgrade(:\n    a()\n").problem);
    CHECK(outline("def upgrade():\n    a(]\n").problem);
    CHECK(outline("def upgrade():\n").problem);
    CHECK(outline("def upgrade(): a()\nb()\n").module);
  }
}

TEST_CASE("nesting is bounded, length is not") {
  CHECK(problem("x = " + repeated("(", 100'000)).find("is nested too deeply") != std::string::npos);
  const std::string brackets = repeated("[", 100'000) + repeated("]", 100'000);
  CHECK(problem("x = " + brackets).find("is nested too deeply") != std::string::npos);
  CHECK(problem("x = " + repeated("not ", 100'000) + "a\n").find("is nested too deeply") !=
        std::string::npos);
  CHECK(problem("x = " + repeated("-", 100'000) + "1\n").find("is nested too deeply") !=
        std::string::npos);
  CHECK(problem("x = a" + repeated(".b()", 100'000) + "\n").find("is nested too deeply") !=
        std::string::npos);
  std::string blocks;
  for (std::size_t i = 0; i < 2'000; ++i) blocks += std::string(i, ' ') + "if a:\n";
  CHECK(problem(blocks + std::string(2'000, ' ') + "b\n") != "");
  CHECK(problem("x = 1" + repeated(" + 1", 20'000) + "\n") == "");
  CHECK(problem("x = a" + repeated(" and a", 20'000) + "\n") == "");
  CHECK(problem("x = ('a'" + repeated("\n'b'", 20'000) + ")\n") == "");
  CHECK(problem("if a:\n    b\n" + repeated("elif a:\n    b\n", 5'000)) == "");
}

TEST_CASE("large files are read, or refused, in reasonable time") {
  const auto begin = std::chrono::steady_clock::now();
  std::string rows = "x = [\n";
  while (rows.size() < 2'000'000) rows += "    ('some text', 123, None),\n";
  CHECK(problem(rows + "]\n") == "");
  CHECK(problem(repeated("x", 10'000'000)) == "");
  CHECK(problem(std::string(20'000'000, '#')) ==
        "1:1 is larger than 16 MB and was not read (Split the revision)");
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
}
