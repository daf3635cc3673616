#include "postgres/connection.h"
#include "roundtrip/rows/suggestions.h"

namespace migcheck {

namespace {

bool is_date(const std::string& text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' &&
         text.find_first_not_of("0123456789-:+. T") == std::string::npos;
}

// As PostgreSQL prints one: "1 year 2 mons", "30 days", "01:00:00".
bool is_interval(const std::string& text) {
  if (text.empty() || text.find_first_of("0123456789") == std::string::npos) return false;
  if (text.find_first_not_of("0123456789:. -+yearsmondhu") != std::string::npos) return false;
  return text.find(':') != std::string::npos || text.find("day") != std::string::npos ||
         text.find("mon") != std::string::npos || text.find("year") != std::string::npos;
}

}  // namespace

std::vector<std::string> suggested_dates(const ExpressionWords& words,
                                         const std::string& type_sql) {
  std::vector<std::string> values;
  const auto add = [&](const std::string& date, const std::string& distance) {
    values.push_back("(" + quote_literal(date) + "::" + type_sql + " + " + quote_literal(distance) +
                     "::pg_catalog.interval)::" + type_sql);
  };
  for (const int days : {0, 1, -1, 2, 3, 4, 5}) {
    for (const std::string& text : words.strings) {
      if (is_date(text)) add(text, std::to_string(days) + " days");
    }
  }
  for (const char* date : {"2100-01-01", "2100-01-02", "2100-01-03", "1970-01-01", "1970-01-02"}) {
    add(date, "0");
  }
  for (const std::string& text : words.strings) {
    if (is_interval(text)) add("2024-01-01", text);
    if (is_interval(text)) add("2024-01-02", text);
  }
  for (const double days : numbers_in(words)) {
    constexpr double kMostDays = 100000;
    if (days > 1 && days < kMostDays) add("2024-01-02", std::to_string(days) + " days");
  }
  return values;
}

}  // namespace migcheck
