#include "roundtrip/base_state.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <set>

#include "support/sql_history.h"
#include "support/temp_folder.h"

using namespace migcheck;

namespace fs = std::filesystem;

namespace {

// Long enough for the base to be kept; and each run of it leaves another number.
const test::SqlHistory::Sql slow = {"SELECT pg_sleep(0.5)",
                                    "CREATE TABLE t AS SELECT clock_timestamp()::text AS made"};

// Fails with what the base has left.
const test::SqlHistory::Sql tell = {
    "DO $$ BEGIN RAISE EXCEPTION 'made at %', (SELECT made FROM t); END $$"};

std::size_t files_in(const std::string& folder) {
  std::error_code none;
  const fs::directory_iterator files(folder, none);
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

// Two equal histories of their own, so that nothing is found by its address.
std::string rehearse_twice(const std::function<void(test::SqlHistory&)>& make) {
  test::SqlHistory first, second;
  make(first);
  make(second);
  const std::string said = test::describe(rehearse(first.steps(), {}));
  CHECK(test::describe(rehearse(second.steps(), {})) == said);
  return said;
}

}  // namespace

TEST_CASE("the second run takes its base from the cache, and says the same") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  const std::string said = rehearse_twice([](test::SqlHistory& history) {
    history.add(slow, {"DROP TABLE t"}, false);
    history.add({"!depends on the result of a query", "SELECT 1"}, {}, false);
    history.add({"CREATE TABLE u (a int)"}, {"DROP TABLE u"}, true);
    history.add({"ALTER TABLE t ADD n int"}, {}, true);
    history.add(tell, {"SELECT 1"}, true);
  });
  CHECK(said.find("r3: passed") != std::string::npos);
  CHECK(said.find("column public.t.n is left behind") != std::string::npos);
  CHECK(said.find("made at 2") != std::string::npos);  // the same time in both
  CHECK(said.find("1 statement before it could not be rehearsed; the first: versions/r2.py") !=
        std::string::npos);
  CHECK(said.find("note: 1 statement could not be rehearsed") != std::string::npos);
}

TEST_CASE("the version table of a base from the cache is as after its upgrades") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  const std::string said = rehearse_twice([](test::SqlHistory& history) {
    history.add(slow, {}, false);
    history.add({"SELECT 1"}, {}, false);
    history.add({"DO $$ BEGIN RAISE EXCEPTION 'at %', (SELECT version_num FROM alembic_version); "
                 "END $$"},
                {}, true);
  });
  CHECK(said.find("at r2") != std::string::npos);
  const std::string passed = rehearse_twice([](test::SqlHistory& history) {
    history.add(slow, {}, false);
    history.add({"SELECT 1"}, {}, false);
    history.add({"SELECT 1"}, {"SELECT 1"}, true);
    history.add({"DO $$ BEGIN RAISE EXCEPTION 'at %', (SELECT version_num FROM alembic_version); "
                 "END $$"},
                {}, true);
  });
  CHECK(passed.find("at r3") != std::string::npos);
}

TEST_CASE("what a base sets in its session does not reach the change, cached or not") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  for (const bool is_slow : {true, false}) {
    const std::string said = rehearse_twice([is_slow](test::SqlHistory& history) {
      if (is_slow) history.add(slow, {}, false);
      history.add({"CREATE SCHEMA app", "SET search_path = app, public"}, {}, false);
      history.add({"CREATE TABLE u (a int)"}, {"DROP TABLE public.u"}, true);
    });
    CHECK(said.find(": passed") != std::string::npos);
  }
}

TEST_CASE("a changed base is run again, and a short one is not kept") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  const std::string folder = cache.path() + "/migcheck";
  const auto run = [](const char* last) {
    test::SqlHistory history;
    if (*last != '\0') history.add(slow, {}, false);
    history.add({last}, {}, false);
    history.add(tell, {}, true);
    return test::describe(rehearse(history.steps(), {}));
  };
  run("");
  CHECK(files_in(folder) == 1);  // the fresh cluster
  const std::string first = run("SELECT 1");
  CHECK(files_in(folder) == 2);
  CHECK(run("SELECT 2") != first);
  CHECK(files_in(folder) == 3);
  CHECK(run("SELECT 1") == first);
}

TEST_CASE("a base that fails is not kept") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  const std::string said = rehearse_twice([](test::SqlHistory& history) {
    history.add({"SELECT pg_sleep(0.5)"}, {}, false);
    history.add({"SELECT nothing"}, {}, false);
    history.add({"SELECT 1"}, {"SELECT 1"}, true);
  });
  CHECK(said.find("r3: skipped") != std::string::npos);
  CHECK(said.find("column \"nothing\" does not exist") != std::string::npos);
  CHECK(files_in(cache.path() + "/migcheck") == 1);
}

TEST_CASE("a baseline is kept, too") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  RoundtripOptions options;
  options.foundation.baseline = "CREATE TABLE t AS SELECT clock_timestamp()::text AS made;";
  test::SqlHistory history;
  history.add(tell, {}, true);
  const std::string said = test::describe(rehearse(history.steps(), options));
  CHECK(test::describe(rehearse(history.steps(), options)) == said);
  options.foundation.schemas = {"app"};
  CHECK(test::describe(rehearse(history.steps(), options)) != said);
}

TEST_CASE("whatever leads to the base is in its key") {
  using Change = std::function<void(std::vector<Revision*>&, RoundtripOptions&)>;
  const Change changes[] = {
      [](auto&, auto&) {},
      [](auto& all, auto&) { all[0]->id = "x"; },
      [](auto& all, auto&) { all[1]->down_revisions.clear(); },
      [](auto& all, auto&) { all[0]->upgrade.statements[0].sql += " "; },
      [](auto& all, auto&) { all[0]->upgrade.statements[0].in_transaction = false; },
      [](auto& all, auto&) { all[0]->upgrade.statements[0].conditional = true; },
      [](auto& all, auto&) { all[0]->upgrade.statements[1].refused = true; },
      [](auto& all, auto&) { all[0]->upgrade.statements[1].opaque_reason = "another"; },
      [](auto& all, auto&) { std::swap(all[0]->upgrade, all[1]->upgrade); },
      [](auto& all, auto&) {  // op.execute() does not look whether the type is there
        all[1]->file = std::make_shared<SourceFile>(SourceFile{"a.py", "op.execute('')"});
        all[1]->upgrade.statements[0].span = {0, 14};
      },
      [](auto&, auto& options) { options.dialect = "diesel"; },
      [](auto&, auto& options) {
        options.foundation.extensions = {"a", "b"};
      },
      [](auto&, auto& options) { options.foundation.extensions = {"a1:b"}; },
      [](auto&, auto& options) {
        options.foundation.schemas = {"a", "b"};
      },
      [](auto&, auto& options) { options.foundation.baseline = "SELECT 1"; },
      [](auto&, auto& options) {
        options.foundation.session = {{"a", "b"}};
      },
  };
  std::set<std::string> keys;
  for (const Change& change : changes) {
    test::SqlHistory history;
    std::vector<Revision*> revisions = {
        &history.add({"SELECT 1", "!a reason"}, {}, false),
        &history.add({"CREATE TYPE mood AS ENUM ('a')"}, {}, false)};
    RoundtripOptions options;
    change(revisions, options);
    keys.insert(base_key(base_of(history.steps()), options).value());
  }
  CHECK(keys.size() == std::size(changes));
}

TEST_CASE("what does not lead to the base is not in its key") {
  const auto key = [](const char* downgrade, const char* changed) {
    test::SqlHistory history;
    history.add({"SELECT 1"}, {downgrade}, false);
    history.add({changed}, {}, true);
    return base_key(base_of(history.steps()), {});
  };
  CHECK(key("SELECT 2", "SELECT 3") == key("SELECT 4", "SELECT 5"));
  test::SqlHistory without_base;
  without_base.add({"SELECT 1"}, {}, true);
  CHECK_FALSE(base_key(base_of(without_base.steps()), {}));
}

TEST_CASE("a base's state as a text") {
  test::SqlHistory history;
  history.add({"SELECT 1"}, {}, false);
  history.add({"SELECT 1", "!a \"reason\"\nof two lines, \xff", "!another"}, {}, false);
  const auto base = base_of(history.steps());
  BaseState state;
  const Revision& revision = *base[1].revision;
  state.skipped[1] = {
      {&revision.upgrade.statements[1], "a \"reason\"\nof two lines", revision.file},
      {&revision.upgrade.statements[2], "another", revision.file}};
  state.schema.objects = {{"table", "public.t", "", 0, "owner\x1fme"},
                          {"column", "public.t.\"a\nb\"", "table public.t", 12, ""}};
  const BaseState again = base_state_from(to_text(state, base), base);
  CHECK(again.schema == state.schema);
  REQUIRE(again.skipped.size() == 1);
  REQUIRE(again.skipped.at(1).size() == 2);
  CHECK(again.skipped.at(1)[0].statement == &revision.upgrade.statements[1]);
  CHECK(again.skipped.at(1)[0].reason == "a \"reason\"\nof two lines");
  CHECK(again.skipped.at(1)[0].file == revision.file);
  CHECK(again.skipped.at(1)[1].statement == &revision.upgrade.statements[2]);
  const BaseState empty = base_state_from(to_text(BaseState(), base), base);
  CHECK(empty.skipped.empty());
  CHECK(empty.schema.objects.empty());
}
