#include "roundtrip/rows/suggestions.h"

#include <charconv>
#include <limits>

#include "core/text.h"
#include "roundtrip/rows/builtin_values.h"
#include "roundtrip/rows/candidates.h"

namespace migcheck {

namespace {

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
  const std::vector<double> numbers = numbers_in(words);
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

bool fits(const std::string& text, int modifier) {
  constexpr int kHeader = 4;
  if (modifier <= kHeader) return true;
  std::size_t characters = 0;
  for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
  return characters <= static_cast<std::size_t>(modifier - kHeader);
}

// Arrays of one value that the condition suggests, and of as many as it has numbers.
std::vector<std::string> arrays_for(const ExpressionWords& words, const Shapes& shapes,
                                    const ColumnShape& column, const std::string& condition) {
  constexpr double kLongest = 20;
  const Shapes::Base base = shapes.base_of(column.type, column.modifier);
  ColumnShape element = column;
  element.type = base.type->element;
  element.modifier = base.modifier;
  std::vector<std::string> values{"'{}'::" + base.type->sql};
  const auto array = [&](const std::string& inside) {
    values.push_back("ARRAY[" + inside + "]::" + base.type->sql);
  };
  const auto elements = type_candidates(shapes, element.type, element.modifier, {});
  for (const double number : numbers_in(words)) {
    if (number < 1 || number > kLongest || elements.empty()) continue;
    std::vector<std::string> inside;
    for (std::size_t i = 0; i < static_cast<std::size_t>(number); ++i) {
      inside.push_back(elements[i % elements.size()].sql);
    }
    array(join(inside, ", "));
  }
  for (const std::string& value : suggested_values(shapes, element, condition)) array(value);
  return values;
}

}  // namespace

std::vector<double> numbers_in(const ExpressionWords& words) {
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

std::vector<std::string> hinted_values(const Shapes& shapes, const ColumnShape& column) {
  const Shapes::Base base = shapes.base_of(column.type, column.modifier);
  std::vector<std::string> values;
  for (const std::string& text : column.texts) {
    const bool is_possible = is_text(base.type->name) && fits(text, base.modifier);
    if (is_possible) values.push_back(quote_literal(text) + "::" + base.type->sql);
  }
  return values;
}

std::vector<std::string> suggested_values(const Shapes& shapes, const ColumnShape& column,
                                          const std::string& condition) {
  const Shapes::Base base = shapes.base_of(column.type, column.modifier);
  const TypeShape* type = base.type;
  const int modifier = base.modifier;
  const ExpressionWords words = expression_words(condition);
  if (!type->element.empty()) return arrays_for(words, shapes, column, condition);
  if (is_date(type->name)) return suggested_dates(words, type->sql);
  std::vector<std::string> texts;
  if (is_whole(type->name) || is_decimal(type->name)) {
    texts = numbers_near(words, *type, modifier);
  } else if (is_text(type->name)) {
    texts = suggested_texts(words);
    std::erase_if(texts, [&](const std::string& text) { return !fits(text, modifier); });
  } else if (type->name == "json" || type->name == "jsonb") {
    texts = suggested_json(words);
  } else if (type->name == "bytea") {
    texts = suggested_bytes(words);
  }
  std::vector<std::string> values;
  values.reserve(texts.size());
  for (const std::string& text : texts) {
    values.push_back(quote_literal(text) + "::" + type->sql);
  }
  return values;
}

}  // namespace migcheck
