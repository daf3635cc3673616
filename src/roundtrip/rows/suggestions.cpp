#include <charconv>
#include <limits>

#include "core/text.h"
#include "roundtrip/rows/builtin_values.h"
#include "roundtrip/rows/candidates.h"
#include "roundtrip/rows/expression_words.h"
#include "roundtrip/rows/pattern.h"

namespace migcheck {

namespace {

constexpr int kVariants = 7;  // of what a pattern or a length suggests: as many as rows

bool is_one_of(const std::string& name, std::initializer_list<std::string_view> names) {
  for (const std::string_view one : names) {
    if (name == one) return true;
  }
  return false;
}

bool is_text(const std::string& type) {
  return is_one_of(type, {"text", "varchar", "bpchar", "name", "citext", "char"});
}
bool is_whole(const std::string& type) { return is_one_of(type, {"int2", "int4", "int8", "oid"}); }
bool is_decimal(const std::string& type) {
  return is_one_of(type, {"numeric", "float4", "float8", "money"});
}
bool is_date(const std::string& type) {
  return is_one_of(type, {"date", "timestamp", "timestamptz"});
}

// The numbers of the condition, also those in quotes: '-1'::integer.
std::vector<double> numbers_of(const ExpressionWords& words) {
  std::vector<double> numbers;
  for (const auto* list : {&words.numbers, &words.strings}) {
    for (const std::string& text : *list) {
      double number = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
      if (read.ec == std::errc() && read.ptr == text.data() + text.size()) {
        numbers.push_back(number);
      }
    }
  }
  return numbers;
}

// How far an integer type reaches, and a numeric(p, s).
double limit_of(const TypeShape& type, int modifier) {
  if (type.name == "int2") return 32767;
  if (type.name == "int4") return 2147483647;
  if (type.name != "numeric") return 9e18;
  const ScalarValues values = scalar_values(type.name, modifier, 1);
  return std::strtod(values.most.front().c_str(), nullptr);
}

std::string written(double number) {
  std::string text = std::to_string(number);
  if (text.find('.') != std::string::npos) text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

// The numbers themselves first, then what is next to them, then farther away.
std::vector<std::string> numbers_near(const ExpressionWords& words, const TypeShape& type,
                                      int modifier) {
  const double limit = limit_of(type, modifier);
  std::vector<std::string> texts;
  const std::vector<double> numbers = numbers_of(words);
  for (const int distance : {0, 1, -1, 2, 3, 4, 5, 6, 7, -2, -3, -4, -5}) {
    for (const double number : numbers) {
      const double near = number + distance;
      if (near > limit || near < -limit || (type.name == "oid" && near < 0)) continue;
      if (is_whole(type.name) && near != static_cast<double>(static_cast<long long>(near)))
        continue;
      texts.push_back(written(near));
    }
  }
  return texts;
}

// A number that a text of that many characters can be.
std::string padded(int number, std::size_t length) {
  std::string digits = std::to_string(number);
  if (digits.size() > length) return digits.substr(digits.size() - length);
  return std::string(length - digits.size(), '0') + digits;
}

std::vector<std::string> texts_of_length(double length) {
  constexpr double kLongest = 1000;
  if (length < 1 || length > kLongest) return {};
  std::vector<std::string> texts;
  for (int k = 1; k <= kVariants; ++k) {
    texts.push_back(padded(k, static_cast<std::size_t>(length)));
  }
  texts.push_back(padded(1, static_cast<std::size_t>(length) + 1));
  return texts;
}

std::vector<std::string> texts_for(const ExpressionWords& words) {
  std::vector<std::string> texts = words.strings;
  for (int variant = 0; variant < kVariants; ++variant) {
    for (const std::string& pattern : words.strings) {
      const bool is_like = pattern.find_first_of("%_") != std::string::npos;
      if (is_like) texts.push_back(like_sample(pattern, variant));
      const bool is_regex = pattern.find_first_of("^$[(*+.\\|") != std::string::npos;
      const auto sample = is_regex ? regex_sample(pattern, variant) : std::nullopt;
      if (sample) texts.push_back(*sample);
    }
  }
  for (const double length : numbers_of(words)) {
    const std::vector<std::string> more = texts_of_length(length);
    texts.insert(texts.end(), more.begin(), more.end());
  }
  return texts;
}

bool fits(const std::string& text, int modifier) {
  constexpr int kHeader = 4;
  if (modifier <= kHeader) return true;
  std::size_t characters = 0;
  for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
  return characters <= static_cast<std::size_t>(modifier - kHeader);
}

bool begins_with_date(const std::string& text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' &&
         text.find_first_not_of("0123456789-:+. T") == std::string::npos;
}

std::vector<std::string> dates_near(const ExpressionWords& words, const TypeShape& type) {
  std::vector<std::string> values;
  for (const int days : {0, 1, -1, 2, 3, 4, 5}) {
    for (const std::string& text : words.strings) {
      if (!begins_with_date(text)) continue;
      values.push_back("(" + quote_literal(text) + "::" + type.sql + " + '" + std::to_string(days) +
                       " days'::pg_catalog.interval)::" + type.sql);
    }
  }
  return values;
}

// Arrays of as many elements as the condition has numbers.
std::vector<std::string> arrays_for(const ExpressionWords& words, const Shapes& shapes,
                                    const TypeShape& type, int modifier) {
  constexpr double kLongest = 20;
  std::vector<std::string> values;
  const auto elements = type_candidates(shapes, type.element, modifier, {});
  if (elements.empty()) return values;
  for (const double number : numbers_of(words)) {
    if (number < 1 || number > kLongest) continue;
    std::vector<std::string> inside;
    for (std::size_t i = 0; i < static_cast<std::size_t>(number); ++i) {
      inside.push_back(elements[i % elements.size()].sql);
    }
    values.push_back("ARRAY[" + join(inside, ", ") + "]::" + type.sql);
  }
  return values;
}

}  // namespace

std::vector<std::string> suggested_values(const Shapes& shapes, const ColumnShape& column,
                                          const std::string& condition) {
  const Shapes::Base base = shapes.base_of(column.type, column.modifier);
  const TypeShape* type = base.type;
  const int modifier = base.modifier;
  const ExpressionWords words = expression_words(condition);
  if (!type->element.empty()) return arrays_for(words, shapes, *type, modifier);
  if (is_date(type->name)) return dates_near(words, *type);
  std::vector<std::string> texts;
  if (is_whole(type->name) || is_decimal(type->name)) {
    texts = numbers_near(words, *type, modifier);
  } else if (is_text(type->name)) {
    texts = texts_for(words);
    std::erase_if(texts, [&](const std::string& text) { return !fits(text, modifier); });
  } else if (type->name == "json" || type->name == "jsonb") {
    texts = {"[1]", "\"a\"", "1", "true", "{}", "[]"};
  }
  std::vector<std::string> values;
  for (const std::string& text : texts) {
    values.push_back(quote_literal(text) + "::" + type->sql);
  }
  return values;
}

}  // namespace migcheck
