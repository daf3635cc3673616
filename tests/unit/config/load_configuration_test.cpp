#include <doctest/doctest.h>

#include <set>

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
        "there is no setting `typess` (did you mean `types`?) @2");
  CHECK(error_of("migcheck.toml", "colour = 1\n") ==
        "there is no setting `colour` (the settings here are: alembic, "
        "baseline, extensions, fail-on, names, paths, pg-version, policies, preset, report, "
        "revisions, roundtrip, session, severity, start-after, stats, tables, transaction, types) @1");
  CHECK(error_of("migcheck.toml", "[alembic.naming_convention]\nun = \"x\"\n") ==
        "there is no setting `un` (did you mean `uq`?) @2");
  CHECK(error_of("migcheck.toml", "[alembic.types]\n\nA = 3\n") ==
        "`alembic.types.A` is not a string (put it in quotes) @3");
  CHECK(error_of("pyproject.toml", "[tool]\nmigcheck = 3\n") ==
        "`tool.migcheck` is not a table (write it as [table] or { key = \"value\" "
        "}) @2");
  CHECK(error_of("migcheck.toml", "[alembic\n").starts_with("migcheck.toml is not TOML: "));
}

TEST_CASE("the limits of the rehearsal") {
  const RehearsalLimits standard = load_configuration(MemoryTree{}, "").rehearsal.limits;
  CHECK(standard.step == std::chrono::minutes(15));
  const RehearsalLimits found =
      load_configuration(MemoryTree{{"migcheck.toml",
                                     "[roundtrip]\nlock-timeout = \"2s\"\ntime-limit = \"1h\"\n"
                                     "statement-timeout = 500\nsize-limit = \"300 MB\"\n"}},
                         "")
          .rehearsal.limits;
  CHECK(found.lock == std::chrono::seconds(2));
  CHECK(found.step == std::chrono::hours(1));
  CHECK(found.statement == std::chrono::milliseconds(500));
  CHECK(found.bytes == std::uint64_t{300} << 20);
  CHECK(error_of("migcheck.toml", "[roundtrip]\nlock-timeout = \"0s\"\n") ==
        "`roundtrip.lock-timeout` is not a limit (write a time from \"1ms\" to \"500h\") @2");
  CHECK(error_of("migcheck.toml", "[roundtrip]\nsize-limit = \"much\"\n") ==
        "`roundtrip.size-limit` is not a size (write it with its unit: \"16 MB\") @2");
}

TEST_CASE("the configuration says what is checked, and how severely") {
  const Configuration found = load_configuration(
      MemoryTree{{"migcheck.toml",
                  "preset = \"strict\"\npg-version = 16\nstart-after = \"a1b2\"\n"
                  "fail-on = \"warning\"\nreport = [\"comment\", \"check\"]\ntransaction = \"none\"\nbaseline = \"db/known.json\"\n"
                  "policies = [\"db/policies\"]\n"
                  "[severity]\ndrop-table = \"off\"\ndrop-column = \"error\"\n"
                  "[tables]\nlarge = [\"orders\", \"app.events\"]\nsmall = [\"countries\"]\n"
                  "small-rows = 1000\nsmall-bytes = \"2 MB\"\n"
                  "[[paths]]\nmatch = \"db/legacy\"\nseverity = { drop-table = \"notice\" }\n"}},
      "");
  CHECK(found.preset.text == "strict");
  CHECK(found.preset.line == 1);
  CHECK(found.pg_version == 16);
  CHECK(found.start_after.text == "a1b2");
  CHECK(found.fail_on.text == "warning");
  CHECK(found.report == std::vector<std::string>{"comment", "check"});
  CHECK(found.transactions == Transactions::none);
  CHECK(found.baseline.text == "db/known.json");
  REQUIRE(found.policies.size() == 1);
  CHECK(found.policies[0].text == "db/policies");
  REQUIRE(found.severities.size() == 2);
  CHECK(found.severities[0].policy.text == "drop-column");
  CHECK(found.severities[0].severity == Severity::error);
  CHECK(found.facts.large_tables == std::set<std::string>{"app.events", "public.orders"});
  CHECK(found.facts.small_tables == std::set<std::string>{"public.countries"});
  CHECK(found.facts.small_rows == 1000);
  CHECK(found.facts.small_bytes == 2 << 20);
  REQUIRE(found.paths.size() == 1);
  CHECK(found.paths[0].pattern == "db/legacy");
  CHECK(found.paths[0].severities[0].severity == Severity::notice);
}

TEST_CASE("the configuration says how the project's Alembic is run") {
  const RehearsalSettings found =
      load_configuration(MemoryTree{{"migcheck.toml",
                                     "[roundtrip]\nenv-py = \"project\"\ncommand = \"make up\"\n"
                                     "x-arguments = [\"tenant=one\"]\nimports = [\"ops\"]\n"
                                     "pass-environment = [\"APP_ENV\"]\ntime-limit = \"2min\"\n"
                                     "[roundtrip.environment]\nDATABASE_URL = \"{url}\"\n"}},
                         "")
          .rehearsal;
  CHECK(found.own_env);
  CHECK(found.command.text == "make up");
  CHECK(found.x_arguments.at(0).text == "tenant=one");
  CHECK(found.imports.at(0).text == "ops");
  CHECK(found.passed_variables.at(0).text == "APP_ENV");
  CHECK(found.limits.step == std::chrono::minutes(2));
  CHECK(found.environment == std::map<std::string, std::string>{{"DATABASE_URL", "{url}"}});
  CHECK_FALSE(load_configuration(MemoryTree{}, "").rehearsal.own_env);
  CHECK(error_of("migcheck.toml", "[roundtrip]\nenv-py = \"own\"\n") ==
        "`roundtrip.env-py` cannot be 'own' (choose one of: generated, project) @2");
  CHECK(error_of("migcheck.toml", "[roundtrip]\nenvironmnt = {}\n") ==
        "there is no setting `environmnt` (did you mean `environment`?) @2");
}

TEST_CASE("the configuration says what a connection has set already") {
  const Configuration found =
      load_configuration(MemoryTree{{"migcheck.toml",
                                     "[session]\nlock_timeout = \"2s\"\ntimezone = \"UTC\"\n"
                                     "[revisions]\nacknowledgement = \"Backup:\"\n"}},
                         "");
  CHECK(found.facts.session.at("lock_timeout") == "2s");
  CHECK(found.facts.session.at("timezone") == "UTC");
  CHECK(found.facts.acknowledgement == "Backup:");
  CHECK(error_of("migcheck.toml", "[session]\nlock_timout = \"2s\"\n") ==
        "there is no setting `lock_timout` (did you mean `lock_timeout`?) @2");
}

TEST_CASE("a version may have a minor one") {
  const Configuration found =
      load_configuration(MemoryTree{{"migcheck.toml", "pg-version = \"14.2\"\n"}}, "");
  CHECK(found.pg_version == 14);
  CHECK(found.facts.pg_minor == 2);
}

TEST_CASE("a setting that is not understood is never passed over") {
  const std::pair<const char*, const char*> rows[] = {
      {"presett = \"strict\"\n", "there is no setting `presett` (did you mean `preset`?) @1"},
      {"report = [\"check\", \"sumary\"]\n",
       "`report` cannot be 'sumary' (did you mean 'summary'?) @1"},
      {"report = \"check\"\n",
       "`report` is not a list (write it in brackets: [\"one\", \"two\"]) @1"},
      {"report = []\n", "`report` is empty (give it a value, or leave it out) @1"},
      {"preset = \"strickt\"\n", "`preset` cannot be 'strickt' (did you mean 'strict'?) @1"},
      {"pg-version = 11\n",
       "`pg-version` cannot be '11' (write a version from 12 to 18, or \"14.2\") @1"},
      {"\npg-version = true\n", "`pg-version` is not a string (put it in quotes) @2"},
      {"[severity]\ndrop-table = \"fatal\"\n",
       "`severity.drop-table` cannot be 'fatal' (choose one of: error, warning, notice, off) @2"},
      {"[tables]\nlarge = \"orders\"\n",
       "`tables.large` is not a list (write it in brackets: [\"one\", \"two\"]) @2"},
      {"[tables]\nsmall-bytes = \"2 megs\"\n",
       "`tables.small-bytes` is not a size (write it with its unit: \"16 MB\") @2"},
      {"[tables]\nsmall-rows = -1\n",
       "`tables.small-rows` is not a whole number (write it without quotes: 50000) @2"},
      {"[[paths]]\nmatch = \"a\"\n",
       "`paths` has no `severity` (say what holds for these paths) @1"},
      {"[[paths]]\nseverity = { drop-table = \"off\" }\n",
       "`paths` has no `match` (say which paths it is about) @1"},
      {"[[paths]]\nmatsch = \"a\"\n", "there is no setting `matsch` (did you mean `match`?) @2"},
      {"start-after = \"\"\n", "`start-after` is empty (give it a value, or leave it out) @1"},
  };
  for (const auto& [text, error] : rows) {
    CAPTURE(text);
    CHECK(error_of("migcheck.toml", text) == std::string(error));
  }
}
