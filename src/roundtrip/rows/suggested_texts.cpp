#include <nlohmann/json.hpp>

#include "roundtrip/rows/pattern.h"
#include "roundtrip/rows/suggestions.h"

namespace migcheck {

namespace {

using Texts = std::vector<std::string>;

void append(Texts& texts, const Texts& more) {
  texts.insert(texts.end(), more.begin(), more.end());
}

// A number that a text of that many characters can be.
std::string padded(int number, std::size_t length) {
  std::string digits = std::to_string(number);
  if (digits.size() > length) return digits.substr(digits.size() - length);
  return std::string(length - digits.size(), '0') + digits;
}

Texts texts_of_length(double length) {
  constexpr double kLongest = 1000;
  if (length < 1 || length > kLongest) return {};
  Texts texts;
  for (int k = 1; k <= kVariants; ++k) {
    texts.push_back(padded(k, static_cast<std::size_t>(length)));
  }
  texts.push_back(padded(1, static_cast<std::size_t>(length) + 1));
  return texts;
}

Texts matches_of(const std::string& pattern, int variant) {
  Texts texts;
  const bool is_like = pattern.find_first_of("%_") != std::string::npos;
  if (is_like) texts.push_back(like_sample(pattern, variant));
  const bool is_regex = pattern.find_first_of("^$[(*+.\\|") != std::string::npos;
  const auto sample = is_regex ? regex_sample(pattern, variant) : std::nullopt;
  if (sample) texts.push_back(*sample);
  return texts;
}

// "word a", "word b" would not do where blanks are forbidden.
std::string word(int variant) { return "word" + std::string(1, static_cast<char>('a' + variant)); }

}  // namespace

Texts suggested_texts(const ExpressionWords& words) {
  Texts texts = words.strings;
  for (int variant = 0; variant < kVariants; ++variant) {
    for (const std::string& constant : words.strings) append(texts, matches_of(constant, variant));
  }
  for (const double length : numbers_in(words)) append(texts, texts_of_length(length));
  for (int variant = 0; variant < kVariants; ++variant) texts.push_back(word(variant));
  for (const std::string& prefix : words.strings) {
    for (int variant = 0; variant < 3; ++variant) texts.push_back(prefix + word(variant));
  }
  return texts;
}

Texts suggested_json(const ExpressionWords& words) {
  nlohmann::json texts = nlohmann::json::object();
  nlohmann::json numbers = texts;
  nlohmann::json objects = texts;
  for (const std::string& key : words.strings) {
    texts[key] = "a";
    numbers[key] = 1;
    objects[key] = nlohmann::json::object();
  }
  const auto written = [](const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  };
  return {
      "{}", "[]", "[1]", "\"a\"", "1", "true", written(texts), written(numbers), written(objects)};
}

Texts suggested_bytes(const ExpressionWords& words) {
  constexpr double kLongest = 1000;
  Texts texts;
  for (const double length : numbers_in(words)) {
    if (length < 1 || length > kLongest) continue;
    for (int k = 1; k <= kVariants; ++k) {
      texts.push_back("\\x" + padded(k, 2 * static_cast<std::size_t>(length)));
    }
  }
  return texts;
}

}  // namespace migcheck
