#include <doctest/doctest.h>

#include <functional>

#include "support/sql_history.h"

using namespace migcheck;

namespace {

std::string number(int i) { return std::to_string(i); }

// Revisions of every sort; those with an even number build on a table that the first one makes.
void add_mixed(test::SqlHistory& history, int count) {
  history.add({"CREATE TABLE t (id int)"}, {"DROP TABLE t"}, true);
  for (int i = 2; i <= count; ++i) {
    const std::string column = "c" + number(i);
    switch (i % 6) {
      case 0:  // not restored
        history.add({"ALTER TABLE t ADD " + column + " int"}, {"SELECT 1"}, true);
        break;
      case 1:  // opaque on the way down only
        history.add({"SELECT 1"}, {"!depends on " + column}, true);
        break;
      case 2:  // opaque on the way up
        history.add({"!depends on " + column, "ALTER TABLE t ADD " + column + " int"},
                    {"ALTER TABLE t DROP " + column}, true);
        break;
      case 3:
        history.add({"CREATE TABLE " + column + " (id int)"}, {"SELECT wrong"}, true);
        break;
      default:
        history.add({"ALTER TABLE t ADD " + column + " int"}, {"ALTER TABLE t DROP " + column},
                    true);
    }
  }
}

std::string with_jobs(std::size_t jobs, const std::function<void(test::SqlHistory&)>& make) {
  test::SqlHistory history;
  make(history);
  RoundtripOptions options;
  options.jobs = jobs;
  return test::describe(rehearse(history.steps(), options));
}

void check_all_say_the_same(const std::function<void(test::SqlHistory&)>& make,
                            const std::string& part) {
  const std::string alone = with_jobs(1, make);
  CHECK(alone.find(part) != std::string::npos);
  for (const std::size_t jobs : {2, 3, 5}) {
    CAPTURE(jobs);
    CHECK(with_jobs(jobs, make) == alone);
  }
}

}  // namespace

TEST_CASE("several servers say what one says") {
  check_all_say_the_same([](test::SqlHistory& history) { add_mixed(history, 50); }, "r50: partial");
}

TEST_CASE("several servers say of a failure what one says, wherever it is") {
  for (const int place : {1, 9, 40, 59}) {
    CAPTURE(place);
    check_all_say_the_same(
        [place](test::SqlHistory& history) {
          add_mixed(history, place);
          history.add({"SELECT nothing FROM t"}, {}, true);
          for (int i = place; i < 60; ++i) history.add({"SELECT 1"}, {"SELECT 1"}, true);
        },
        "r" + number(place + 1) + ": failed");
  }
}

TEST_CASE("several servers and a base") {
  const auto make = [](const char* last) {
    return [last](test::SqlHistory& history) {
      history.add({"CREATE TABLE t (id int)", "!depends on a file"}, {}, false);
      history.add({last}, {}, false);
      for (int i = 3; i < 30; ++i) {
        const std::string column = "c" + number(i);
        history.add({"ALTER TABLE t ADD " + column + " int"}, {"ALTER TABLE t DROP " + column},
                    i != 12);
      }
    };
  };
  check_all_say_the_same(make("SELECT 1"), "r29: passed");
  check_all_say_the_same(make("SELECT nothing"), "r29: skipped");
}

TEST_CASE("progress with several servers counts each step once") {
  test::SqlHistory history;
  for (int i = 0; i < 40; ++i) history.add({"SELECT 1"}, {"SELECT 1"}, true);
  RoundtripOptions options;
  options.jobs = 3;
  std::vector<std::size_t> told;
  options.progress = [&](std::size_t done, std::size_t total, const Revision&) {
    CHECK(total == 40);
    told.push_back(done);
  };
  rehearse(history.steps(), options);
  std::sort(told.begin(), told.end());
  REQUIRE(told.size() == 40);
  for (std::size_t i = 0; i < told.size(); ++i) CHECK(told[i] == i);
}
