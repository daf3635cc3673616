#include "roundtrip/rows/same_value.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

namespace migcheck {

namespace {

std::string without_end(std::string text, char end) {
  while (text.ends_with(end)) text.pop_back();
  return text;
}

bool is_json(const std::string& type) { return type == "json" || type == "jsonb"; }

bool is_time(const std::string& type) {
  return type == "date" || type == "timestamp" || type == "timestamptz";
}

bool is_real(const std::string& type) { return type == "float4" || type == "float8"; }

// Digits with a sign and a point, in one form: "-1.50" → "-1.5". Nothing for other texts.
std::optional<std::string> plain_number(std::string text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.erase(0, 1);
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string::npos) return {};
  text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
  if (text.find('.') != std::string::npos) text = without_end(without_end(text, '0'), '.');
  if (text.empty()) return "0";
  return (is_negative ? "-" : "") + text;
}

std::optional<double> real(const std::string& text) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_all = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_all ? std::optional(value) : std::nullopt;
}

// As a point in time: "2024-01-01" → "2024-01-01 00:00:00".
std::string instant(std::string text) {
  if (text.ends_with("+00")) text.resize(text.size() - 3);
  if (text.find(':') == std::string::npos) text += " 00:00:00";
  return text;
}

std::string truth(const std::string& text, const std::string& type) {
  if (type != "bool") return text == "t" ? "true" : text == "f" ? "false" : text;
  return text == "true" || text == "t" ? "true" : "false";
}

bool same_truth(const std::string& a, const std::string& b) {
  const auto number = [](const std::string& text) {
    return text == "true" ? "1" : text == "false" ? "0" : text;
  };
  return number(a) == number(b);
}

bool same_json(const std::string& a, const std::string& b) {
  const auto first = nlohmann::json::parse(a, nullptr, false);
  return !first.is_discarded() && first == nlohmann::json::parse(b, nullptr, false);
}

// Whether JSON has the value itself, or the text of it: "x", 5, {"a": 1}.
bool same_as_json(const std::string& value, const std::string& json) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  return (parsed.is_string() && parsed.get<std::string>() == value) || same_json(value, json);
}

bool same_numbers(const std::string& a, const std::string& type_a, const std::string& b,
                  const std::string& type_b) {
  if (const auto plain = plain_number(a); plain && plain == plain_number(b)) return true;
  if (!is_real(type_a) && !is_real(type_b)) return false;
  const auto first = real(a);
  const auto second = real(b);
  if (!first || !second) return false;
  const bool is_short = type_a == "float4" || type_b == "float4";
  return is_short ? static_cast<float>(*first) == static_cast<float>(*second) : *first == *second;
}

}  // namespace

bool same_value(const RowImage::Value& before, const std::string& type_before,
                const RowImage::Value& after, const std::string& type_after) {
  if (before == after) return true;
  if (!before || !after) return false;
  if (is_json(type_before) && is_json(type_after)) return same_json(*before, *after);
  if (is_json(type_before)) return same_as_json(*after, *before);
  if (is_json(type_after)) return same_as_json(*before, *after);
  if (type_before == "bpchar" || type_after == "bpchar") {
    return without_end(*before, ' ') == without_end(*after, ' ');
  }
  if (type_before == type_after && type_before != "numeric") return false;
  if (is_time(type_before) || is_time(type_after)) return instant(*before) == instant(*after);
  if (type_before == "bool" || type_after == "bool") {
    return same_truth(truth(*before, type_before), truth(*after, type_after));
  }
  return same_numbers(*before, type_before, *after, type_after);
}

}  // namespace migcheck
