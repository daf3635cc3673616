// Measures the processor time that the schema model takes to replay made-up histories of growing
// length, fits a power of the length to it (an exponent near 1 means that it grows linearly), and
// prints the figures beside their bars.
//
//   migcheck_replay_bench [REVISIONS]    (10000 without a number, the length that the bars are for)

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "schema/schema.h"
#include "sql/parse.h"

namespace {

using migcheck::Schema;

constexpr int runs = 5;

// A long history that people have written; it may take so many milliseconds, of one core.
constexpr int usual_length = 550;
constexpr int usual_bar = 100;
constexpr int longest_length = 10000;
constexpr int memory_bar = 300;  // of the longest one, in MB

// The SQL of one revision. Six of seven are small changes to tables of the last hundred revisions,
// as people make them; every name is used once.
std::string revision(int number) {
  const std::string n = std::to_string(number);
  const std::string before = std::to_string(number - number % 7);
  switch (number % 7) {
    case 0: {
      const std::string far = std::to_string(number >= 70 ? number - 70 : 0);
      return "CREATE TYPE state_" + n +
             " AS ENUM ('open', 'closed');"
             "CREATE TABLE depots_" +
             n +
             " (id bigserial PRIMARY KEY, name varchar(80) NOT NULL,"
             " state state_" +
             n +
             " DEFAULT 'open' NOT NULL, opened_on date, size integer"
             " CHECK (size > 0), near bigint REFERENCES depots_" +
             far + " (id));";
    }
    case 1:
      return "ALTER TABLE depots_" + before +
             " ADD COLUMN note text;"
             "CREATE INDEX ix_depots_" +
             n + " ON depots_" + before +
             " (name, opened_on)"
             " WHERE size > 10;";
    case 2:
      return "CREATE VIEW large_depots_" + n + " AS SELECT * FROM depots_" + before +
             " WHERE size > 100;";
    case 3:
      return "ALTER TABLE depots_" + before + " RENAME COLUMN opened_on TO opened_" + n + ";";
    case 4:
      return "ALTER TABLE depots_" + before +
             " ALTER COLUMN name TYPE text, ADD CONSTRAINT"
             " named_" +
             n +
             " UNIQUE (name);"
             "COMMENT ON COLUMN depots_" +
             before + ".name IS 'as on the gate';";
    case 5:
      return "ALTER TABLE depots_" + before + " RENAME TO yards_" + n +
             ";"
             "ALTER TYPE state_" +
             before + " ADD VALUE 'planned' BEFORE 'open';";
    default:
      return "DROP VIEW large_depots_" + std::to_string(number - 4) +
             ";"
             "ALTER TABLE yards_" +
             std::to_string(number - 1) +
             " DROP COLUMN note;"
             "UPDATE yards_" +
             std::to_string(number - 1) + " SET size = 1 WHERE size IS NULL;";
  }
}

// Of this process's own processor time, whatever else the machine does.
double milliseconds_since(std::clock_t start) {
  return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

struct Times {
  double parse, apply;
};

Times replay(int revisions) {
  std::vector<std::string> texts;
  for (int number = 0; number < revisions; ++number) texts.push_back(revision(number));
  std::vector<std::vector<migcheck::sql::ParsedStatement>> parsed;
  const auto parsing = std::clock();
  for (const std::string& text : texts) parsed.push_back(migcheck::sql::parse(text));
  const double parse = milliseconds_since(parsing);
  Schema schema;
  const auto applying = std::clock();
  for (const auto& statements : parsed) {
    schema.start_session();
    for (const auto& statement : statements) schema.apply(statement.operation);
  }
  return {parse, milliseconds_since(applying)};
}

Times median(int revisions) {
  std::vector<double> parse, apply;
  for (int run = 0; run < runs; ++run) {
    const Times times = replay(revisions);
    parse.push_back(times.parse);
    apply.push_back(times.apply);
  }
  std::ranges::sort(parse);
  std::ranges::sort(apply);
  return {parse[runs / 2], apply[runs / 2]};
}

// The exponent b of time = a * revisions^b with the least squares in the logarithms.
double exponent(const std::vector<std::pair<int, double>>& points) {
  double x = 0, y = 0, xx = 0, xy = 0;
  for (const auto& [revisions, time] : points) {
    const double log_x = std::log(revisions), log_y = std::log(time);
    x += log_x, y += log_y, xx += log_x * log_x, xy += log_x * log_y;
  }
  const double n = static_cast<double>(points.size());
  return (n * xy - x * y) / (n * xx - x * x);
}

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  const int longest = argc > 1 ? std::atoi(argv[1]) : longest_length;
  std::vector<std::pair<int, double>> points;
  std::printf("%10s %12s %12s %14s\n", "revisions", "parse", "apply", "per revision");
  for (const int revisions : {usual_length, longest / 8, longest / 4, longest / 2, longest}) {
    const Times times = median(revisions);
    const double total = times.parse + times.apply;
    points.emplace_back(revisions, total);
    std::printf("%10d %9.1f ms %9.1f ms %11.1f us\n", revisions, times.parse, times.apply,
                total / revisions * 1000);
  }
  std::printf("%d revisions: %.1f ms (bar: under %d ms)\n", usual_length, points.front().second,
              usual_bar);
  std::printf("%d revisions: time grows with the power %.2f of them (bar: 1, linear)\n", longest,
              exponent(points));
  std::printf("%d revisions: %ld MB at most (bar: under %d MB)\n", longest, peak_megabytes(),
              memory_bar);
}
