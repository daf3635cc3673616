#include "roundtrip/rows/builtin_values.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/text.h"

namespace migcheck {

namespace {

// `#` in `plain` is a number from 1 to 9, `@` one that begins with `first`; null: there is none.
struct Row {
  std::string_view type;
  const char* plain;
  const char* most;
  const char* least;
};

// Source: PostgreSQL documentation, chapter 8 Data Types, and the extensions' own.
constexpr Row kTypes[] = {
    {"int2", "@", "32767", "-32768"},
    {"int4", "@", "2147483647", "-2147483648"},
    {"int8", "@", "9223372036854775807", "-9223372036854775808"},
    {"oid", "@", "4294967295", "0"},
    {"float4", "@.5", "3.4e38", "-3.4e38"},
    {"float8", "@.5", "1.7e308", "-1.7e308"},
    {"money", "@", "92233720368547758.07", "-92233720368547758.08"},
    {"bytea", "\\x0#", "\\x00ff27225c0a00ff27225c0a00ff27225c0a00ff27225c0a", "\\x"},
    {"date", "2024-01-0#", "9999-12-31", "0001-01-01"},
    {"timestamp", "2024-01-0# 10:00:00", "9999-12-31 23:59:59", "0001-01-01 00:00:00"},
    {"timestamptz", "2024-01-0# 10:00:00+00", "9999-12-30 23:59:59+00", "0001-01-02 00:00:00+00"},
    {"time", "0#:00:00", "23:59:59", "00:00:00"},
    {"timetz", "0#:00:00+00", "23:59:59-12", "00:00:00+12"},
    {"interval", "# days", "1000 years 11 months 29 days 23:59:59", "-1000 years"},
    {"uuid", "00000000-0000-4000-8000-00000000000#", "ffffffff-ffff-ffff-ffff-ffffffffffff",
     "00000000-0000-0000-0000-000000000000"},
    {"json", "{\"a\": #}", "{\"é\": [1, {\"b\": \"it's \\\\ \\\"\"}]}", "null"},
    {"jsonb", "{\"a\": #}", "{\"é\": [1, {\"b\": \"it's \\\\ \\\"\"}]}", "null"},
    {"jsonpath", "$.\"a#\"", nullptr, nullptr},
    {"xml", "<a>#</a>", "<a b=\"'\">é</a>", nullptr},
    {"inet", "10.0.0.#", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0.0.0.0/0"},
    {"cidr", "10.0.#.0/24", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", "0.0.0.0/0"},
    {"macaddr", "08:00:2b:01:02:0#", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"},
    {"macaddr8", "08:00:2b:01:02:03:04:0#", "ff:ff:ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00:00:00"},
    {"point", "(#,#)", "(1e300,1e300)", "(-1e300,-1e300)"},
    {"line", "{1,-1,#}", nullptr, nullptr},
    {"lseg", "[(#,0),(#,1)]", nullptr, nullptr},
    {"box", "(#.5,#.5),(#,#)", nullptr, nullptr},
    {"path", "[(0,0),(#,#)]", nullptr, nullptr},
    {"polygon", "((#,0),(#.5,0),(#.5,1))", nullptr, nullptr},
    {"circle", "<(#,0),0.2>", nullptr, nullptr},
    {"tsvector", "word#", "'it''s':1A 'é':2 'long':3,4,5", ""},
    {"tsquery", "word#", "word & !(other | more:*)", ""},
    {"pg_lsn", "0/#", "FFFFFFFF/FFFFFFFF", "0/0"},
    {"xid", "#", nullptr, nullptr},
    {"xid8", "#", nullptr, nullptr},
    {"cid", "#", nullptr, nullptr},
    {"tid", "(0,#)", nullptr, nullptr},
    {"pg_snapshot", "#:#:", nullptr, nullptr},
    {"txid_snapshot", "#:#:", nullptr, nullptr},
    {"int2vector", "# 1", nullptr, nullptr},
    {"oidvector", "# 1", nullptr, nullptr},
    {"char", "#", nullptr, nullptr},
    {"hstore", "\"a\"=>\"#\"", "\"it's\"=>NULL", ""},
    {"ltree", "top.a#", nullptr, ""},
    {"lquery", "top.a#", nullptr, nullptr},
    {"cube", "(#)", nullptr, nullptr},
    {"geometry", "POINT(# #)", nullptr, nullptr},
    {"geography", "POINT(# #)", nullptr, nullptr},
};

std::string instantiate(const char* pattern, int k, int first) {
  return replace_all(replace_all(pattern, "#", std::to_string(k + 1)), "@",
                     std::to_string(first + k));
}

void add(std::vector<std::string>& values, const char* value) {
  if (value != nullptr) values.emplace_back(value);
}

ScalarValues numeric_values(int modifier, int first) {
  ScalarValues values;
  if (modifier < 4) {
    for (int k = 0; k < kPlainValues; ++k) values.plain.push_back(std::to_string(first + k));
    values.most = {"123456789012345678901234567890.123456789"};
    values.least = {"-123456789012345678901234567890.123456789"};
    return values;
  }
  // Source: numeric_typmod_precision and _scale in src/backend/utils/adt/numeric.c.
  const int precision = ((modifier - 4) >> 16) & 0xffff;
  const int scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
  std::string most(static_cast<std::size_t>(precision), '9');
  most += "e" + std::to_string(-scale);
  const int whole = precision - scale;  // digits before the point
  for (int k = 0; k < kPlainValues; ++k) {
    const bool fits = whole >= static_cast<int>(std::to_string(first + k).size());
    const std::string number = std::to_string(fits ? first + k : k + 1);
    const bool is_scaled = scale < 0 || whole < 1;
    values.plain.push_back(is_scaled ? std::to_string(k + 1) + "e" + std::to_string(-scale)
                                     : number);
  }
  values.most = {most};
  values.least = {"-" + most};
  return values;
}

ScalarValues bit_values(std::size_t length, bool varies) {
  ScalarValues values;
  const std::size_t shown = length == 0 ? 8 : length;
  for (unsigned k = 0; k < kPlainValues && (shown >= 4 || k < (1U << shown)); ++k) {
    std::string bits(shown, '0');
    for (unsigned at = 0; at < 4 && at < shown; ++at) {
      if (((k >> at) & 1U) != 0) bits[shown - 1 - at] = '1';
    }
    values.plain.push_back(bits);
  }
  values.most = {std::string(shown, '1')};
  values.least = {varies ? std::string() : std::string(shown, '0')};
  return values;
}

ScalarValues vector_values(int dimensions) {
  ScalarValues values;
  for (int k = 0; k < kPlainValues; ++k) {
    std::vector<std::string> numbers(static_cast<std::size_t>(std::max(dimensions, 1)),
                                     std::to_string(k + 1));
    values.plain.push_back("[" + join(numbers, ",") + "]");
  }
  return values;
}

// A text of that many characters with what programs stumble over.
std::string full_text(std::size_t length) {
  static constexpr std::array<std::string_view, 12> kCharacters{"Ü",  "n", "ï", "'", "c", "\\",
                                                                "\"", "d", "é", " ", "%", "語"};
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += kCharacters[i % kCharacters.size()];
  if (text.ends_with(' ')) text.back() = 'x';  // which character(n) would not keep
  return text;
}

}  // namespace

ScalarValues text_values(std::size_t length, int first) {
  constexpr std::size_t kUnlimited = 300;  // more than the varchar(255) that it may become
  constexpr std::size_t kLongest = 10000;
  ScalarValues values;
  for (int k = 0; k < kPlainValues; ++k) {
    const std::string number = std::to_string(first + k);
    const bool fits = length == 0 || number.size() <= length;
    values.plain.push_back(fits ? number : std::to_string(k + 1));
  }
  values.most = {full_text(length == 0 ? kUnlimited : std::min(length, kLongest))};
  values.least = {""};
  return values;
}

ScalarValues scalar_values(const std::string& type, int modifier, int first) {
  constexpr int kHeader = 4;  // what a modifier has on top of a length
  const std::size_t length =
      modifier > kHeader ? static_cast<std::size_t>(modifier - kHeader) : std::size_t{0};
  if (type == "bool") return {{"true", "false"}, {}, {}};
  if (type == "text" || type == "varchar" || type == "citext" || type == "refcursor") {
    return text_values(length, first);
  }
  if (type == "bpchar") return text_values(length, first);
  if (type == "name") return text_values(0, first);
  if (type == "numeric") return numeric_values(modifier, first);
  if (type == "bit") return bit_values(static_cast<std::size_t>(std::max(modifier, 1)), false);
  if (type == "varbit") return bit_values(static_cast<std::size_t>(std::max(modifier, 0)), true);
  if (type == "vector" || type == "halfvec") return vector_values(modifier);
  ScalarValues values;
  for (const Row& row : kTypes) {
    if (row.type != type) continue;
    for (int k = 0; k < kPlainValues; ++k) {
      values.plain.push_back(instantiate(row.plain, k, first));
    }
    add(values.most, row.most);
    add(values.least, row.least);
  }
  return values;
}

}  // namespace migcheck
