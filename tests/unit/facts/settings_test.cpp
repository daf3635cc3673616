#include "facts/settings.h"

#include <doctest/doctest.h>

#include "facts/statement_facts.h"
#include "sql/parse.h"

using namespace migcheck;

namespace {

FactSettings settings() {
  FactSettings made;
  made.sizes["public.orders"] = {34'000'000, std::int64_t{5} << 30, {}, {}};
  made.sizes["public.currencies"] = {180, 16384, {}, {}};
  made.sizes["public.wide"] = {180, std::int64_t{2} << 30, {}, {}};
  made.sizes["public.unanalysed"] = {{}, 16384, {}, {}};
  made.large_tables = {"public.named_large"};
  made.small_tables = {"public.named_small", "public.orders_archive"};
  return made;
}

bool only_small(const std::string& text) {
  Schema schema;
  TransactionState state;
  const FactSettings known = settings();
  FactContext context{schema, state};
  context.settings = &known;
  bool answer = false;
  for (const sql::ParsedStatement& part : sql::parse(text)) {
    answer = statement_facts(part.operation, context).front().only_small_tables;
    state.apply(part.operation, schema);
    schema.apply(part.operation);
  }
  return answer;
}

}  // namespace

TEST_CASE("a table is small where its rows and its bytes are known to be few") {
  const std::pair<const char*, Ternary> rows[] = {
      {"public.orders", Ternary::no},       {"public.currencies", Ternary::yes},
      {"public.wide", Ternary::no},         {"public.unanalysed", Ternary::unknown},
      {"public.missing", Ternary::unknown}, {"public.named_large", Ternary::no},
      {"public.named_small", Ternary::yes},
  };
  for (const auto& [table, expected] : rows) {
    CAPTURE(table);
    CHECK(is_small(settings(), table) == expected);
  }
}

TEST_CASE("a table is named with what is known of its size") {
  const std::pair<const char*, const char*> rows[] = {
      {"public.orders", "public.orders (34 million rows, 5.0 GB)"},
      {"public.currencies", "public.currencies (180 rows, 16 kB)"},
      {"public.unanalysed", "public.unanalysed (16 kB)"},
      {"public.missing", "public.missing"},
  };
  for (const auto& [table, expected] : rows) CHECK(sized_table(settings(), table) == expected);
}

TEST_CASE("a statement touches only small tables where each one that it locks heavily is small") {
  const std::pair<const char*, bool> rows[] = {
      {"CREATE INDEX ON currencies (code)", true},
      {"CREATE INDEX ON orders (code)", false},
      {"CREATE INDEX ON missing (code)", false},
      {"UPDATE currencies SET code = ''", true},
      {"UPDATE orders SET code = ''", false},
      {"ALTER TABLE currencies ADD FOREIGN KEY (a) REFERENCES named_small (a)", true},
      {"ALTER TABLE currencies ADD FOREIGN KEY (a) REFERENCES orders (a)", false},
      {"ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES currencies (a)", false},
      {"CREATE TABLE fresh (id int); ALTER TABLE fresh ADD FOREIGN KEY (id) REFERENCES currencies",
       true},
      {"CREATE TABLE fresh (id int); ALTER TABLE fresh ADD FOREIGN KEY (id) REFERENCES orders",
       false},
      {"SELECT 1", false},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(only_small(text) == expected);
  }
}
