#include <doctest/doctest.h>

#include "config/configuration.h"
#include "core/error.h"
#include "support/memory_tree.h"

using namespace migcheck;
using test::MemoryTree;

namespace {

// "path: message (hint) @line" of the Error.
std::string error_of(const std::string& path, const std::string& text) {
  try {
    load_configuration(MemoryTree{{path, text}}, "");
  } catch (const Error& error) {
    REQUIRE(error.file());
    const std::size_t line = position_at(error.file()->text, error.span().begin).line;
    return std::string(error.what()) + " (" + error.hint() + ") @" + std::to_string(line);
  }
  return "no error";
}

const std::string example =
    "[alembic]\n"
    "naming_convention = { uq = \"uq_%(table_name)s\", ck = \"ck_%(constraint_name)s\" }\n"
    "[alembic.types]\n"
    "\"depot.types.Money\" = \"NUMERIC(12, 2)\"\n"
    "Point = \"POINT\"\n";

}  // namespace

TEST_CASE("the configuration says what types and names are") {
  for (const char* name : {"migcheck.toml", ".migcheck.toml"}) {
    const Configuration found = load_configuration(MemoryTree{{name, example}}, "");
    CHECK(found.path == name);
    CHECK(found.types.at("depot.types.Money") == "NUMERIC(12, 2)");
    CHECK(found.types.at("Point") == "POINT");
    CHECK(found.naming_convention.at("uq") == "uq_%(table_name)s");
  }
  const MemoryTree project{
      {"pyproject.toml", "[tool.migcheck.alembic.types]\nPoint = \"POINT\"\n[tool.black]\n"}};
  CHECK(load_configuration(project, "").types.at("Point") == "POINT");
}

TEST_CASE("the nearest configuration counts") {
  const MemoryTree project{{"migcheck.toml", "[alembic.types]\nA = \"outer\"\n"},
                           {"db/pyproject.toml", "[tool.black]\nmigcheck = 1\n"},
                           {"db/shop/.migcheck.toml", "[alembic.types]\nA = \"inner\"\n"}};
  CHECK(load_configuration(project, "db/shop").types.at("A") == "inner");
  CHECK(load_configuration(project, "db").types.at("A") == "outer");
  CHECK(load_configuration(project, "").path == "migcheck.toml");
  CHECK(load_configuration(MemoryTree{{"a.py", ""}}, "db").path.empty());
}

TEST_CASE("a mistake in the configuration has its place and a hint") {
  CHECK(error_of("migcheck.toml", "[alembic]\ntypess = {}\n") ==
        "migcheck.toml: there is no setting `typess` (did you mean `types`?) @2");
  CHECK(error_of("migcheck.toml", "colour = 1\n") ==
        "migcheck.toml: there is no setting `colour` (the settings here are: alembic, "
        "baseline, fail-on, paths, pg-version, policies, preset, severity, start-after, stats, "
        "tables, "
        "transaction) @1");
  CHECK(error_of("migcheck.toml", "[alembic.naming_convention]\nun = \"x\"\n") ==
        "migcheck.toml: there is no setting `un` (did you mean `uq`?) @2");
  CHECK(error_of("migcheck.toml", "[alembic.types]\n\nA = 3\n") ==
        "migcheck.toml: `alembic.types.A` is not a string (put it in quotes) @3");
  CHECK(error_of("pyproject.toml", "[tool]\nmigcheck = 3\n") ==
        "pyproject.toml: `tool.migcheck` is not a table (write it as [table] or { key = \"value\" "
        "}) @2");
  CHECK(error_of("migcheck.toml", "[alembic\n").starts_with("migcheck.toml is not TOML: "));
}
