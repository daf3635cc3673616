#include <doctest/doctest.h>
#include <re2/re2.h>

#include "config/configuration.h"
#include "core/error.h"
#include "support/memory_tree.h"

using namespace migcheck;
using test::MemoryTree;

namespace {

FactSettings settings_of(const std::string& text) {
  return load_configuration(MemoryTree{{"migcheck.toml", text}}, "").facts;
}

std::string error_of(const std::string& text) {
  try {
    settings_of(text);
  } catch (const Error& error) {
    return std::string(error.what()) + " (" + error.hint() + ")";
  }
  return "no error";
}

}  // namespace

TEST_CASE("what a project has agreed on") {
  const FactSettings settings = settings_of(
      "[types]\nunwanted = [\"xml\"]\n[extensions]\nallowed = [\"pg_trgm\"]\n"
      "[tables]\nexcluded = [\"tiles\"]\nrequired-columns = [\"made_at\"]\n"
      "[names]\nindex = \"ix_.*\"\n\"materialized view\" = \"mv_.*\"\n"
      "[revisions]\nfile-name = \"[0-9]+.*\"\nheader-comment = \"expected\"\n"
      "unrelated-tables = 2\nversion-table = \"app_version\"\n");
  CHECK(settings.unwanted_types.contains("xml"));
  CHECK(settings.allowed_extensions.contains("pg_trgm"));
  CHECK(settings.excluded_tables.contains("tiles"));
  CHECK(settings.required_columns.contains("made_at"));
  CHECK(settings.name_patterns.at("index")->pattern() == "ix_.*");
  CHECK(settings.name_patterns.contains("materialized view"));
  CHECK(settings.file_names->pattern() == "[0-9]+.*");
  CHECK(settings.header_comments);
  CHECK(settings.unrelated_tables == 2);
  CHECK(settings.version_table == "app_version");
  CHECK_FALSE(settings_of("").file_names);
}

TEST_CASE("a mistake in what a project has agreed on has a hint") {
  CHECK(error_of("[names]\ntabel = \"x\"\n") ==
        "there is no setting `tabel` (did you mean `table`?)");
  CHECK(error_of("[names]\ntable = \"(\"\n") ==
        "`names.table` is not a regular expression: missing ): ( (write it in the "
        "syntax of RE2)");
  CHECK(error_of("[revisions]\nunrelated-tables = -1\n") ==
        "`revisions.unrelated-tables` is not a whole number (write it without "
        "quotes: 50000)");
  CHECK(error_of("[revisions]\nheader-comment = \"expect\"\n")
            .starts_with("`revisions.header-comment` "));
}
