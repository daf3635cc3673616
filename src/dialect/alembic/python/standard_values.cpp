#include "dialect/alembic/python/standard_values.h"

#include <array>
#include <cstdio>
#include <vector>

#include "core/text.h"
#include "dialect/alembic/python/arguments.h"
#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

namespace {

Rendered unknown(const External& external) {
  return {std::nullopt, reason_of({std::make_shared<const External>(external), external.span})};
}

// The 32 digits of uuid.UUID("…").
std::optional<std::string> uuid_digits(const External& external) {
  const auto* text = external.arguments.size() == 1
                         ? CallArguments(external.arguments).as<std::string>(0, "hex")
                         : nullptr;
  if (!text) return std::nullopt;
  std::string digits;
  for (const char c : replace_all(replace_all(*text, "urn:", ""), "uuid:", "")) {
    if (c != '-' && c != '{' && c != '}') digits += lower(c);
  }
  if (digits.size() != 32 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
    fail("ValueError");
  }
  return digits;
}

std::optional<std::string> uuid_text(const External& external) {
  const auto digits = uuid_digits(external);
  if (!digits) return std::nullopt;
  return digits->substr(0, 8) + "-" + digits->substr(8, 4) + "-" + digits->substr(12, 4) + "-" +
         digits->substr(16, 4) + "-" + digits->substr(20);
}

// decimal.Decimal("1.50") is that text, if it is a plain number.
std::optional<std::string> decimal_text(const External& external) {
  if (external.arguments.size() != 1 || !external.arguments[0].keyword.empty()) return std::nullopt;
  const Value& value = external.arguments[0].value;
  if (const auto* number = value.as<std::int64_t>()) return std::to_string(*number);
  const auto* text = value.as<std::string>();
  if (!text || text->empty()) return std::nullopt;
  const std::string digits = (*text)[0] == '-' ? text->substr(1) : *text;
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const bool plain = digits.find_first_not_of("0123456789.") == std::string::npos && point > 0 &&
                     point + 1 != digits.size() && digits.rfind('.') == digits.find('.') &&
                     (digits[0] != '0' || point == 1) && digits.size() - point < 7;
  return plain ? std::optional(*text) : std::nullopt;
}

// The numbers of date(2020, 1, 2) and datetime(2020, 1, 2, 3, 4, 5, 6), if they are valid.
std::optional<std::vector<std::int64_t>> date_parts(const External& external, std::size_t most) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"year", "month", "day", "hour", "minute", "second", "microsecond"});
  const CallArguments given(external.arguments);
  std::vector<std::int64_t> parts;
  for (std::size_t i = 0; i < most; ++i) {
    const auto* number = given.as<std::int64_t>(i, names[i]);
    if (!number && (i < 3 || given.find(i, names[i]))) return std::nullopt;
    parts.push_back(number ? *number : 0);
  }
  std::size_t used = 0;
  for (std::size_t i = 0; i < most; ++i) used += given.find(i, names[i]) ? 1 : 0;
  if (used != external.arguments.size()) return std::nullopt;
  const bool leap = (parts[0] % 4 == 0 && parts[0] % 100 != 0) || parts[0] % 400 == 0;
  const std::array<std::int64_t, 12> days = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
                                             31};
  const bool valid = parts[0] >= 1 && parts[0] <= 9999 && parts[1] >= 1 && parts[1] <= 12 &&
                     parts[2] >= 1 && parts[2] <= days.at(static_cast<std::size_t>(parts[1] - 1));
  if (!valid) fail("ValueError");
  if (most > 3) {
    const bool in_day = parts[3] >= 0 && parts[3] < 24 && parts[4] >= 0 && parts[4] < 60 &&
                        parts[5] >= 0 && parts[5] < 60 && parts[6] >= 0 && parts[6] < 1'000'000;
    if (!in_day) fail("ValueError");
  }
  return parts;
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string date_text(const std::vector<std::int64_t>& parts) {
  return padded(parts[0], 4) + "-" + padded(parts[1], 2) + "-" + padded(parts[2], 2);
}

std::string datetime_text(const std::vector<std::int64_t>& parts) {
  std::string text = date_text(parts) + " " + padded(parts[3], 2) + ":" + padded(parts[4], 2) +
                     ":" + padded(parts[5], 2);
  return parts[6] > 0 ? text + "." + padded(parts[6], 6) : text;
}

// "datetime.datetime(2020, 1, 2, 0, 0)": without seconds that are zero.
std::string datetime_repr(const std::string& name, std::vector<std::int64_t> parts) {
  std::size_t shown = parts.size();
  while (shown > 5 && parts[shown - 1] == 0) --shown;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < shown; ++i) texts.push_back(std::to_string(parts[i]));
  return name + "(" + join(texts, ", ") + ")";
}

// strftime() of the numeric directives.
std::optional<std::string> strftime(std::vector<std::int64_t> parts, std::string_view format) {
  parts.resize(7);
  std::string text;
  for (std::size_t at = 0; at < format.size(); ++at) {
    if (format[at] != '%' || at + 1 == format.size()) {
      text += format[at];
      continue;
    }
    switch (format[++at]) {
      case 'Y':
        text += padded(parts[0], 4);
        break;
      case 'y':
        text += padded(parts[0] % 100, 2);
        break;
      case 'm':
        text += padded(parts[1], 2);
        break;
      case 'd':
        text += padded(parts[2], 2);
        break;
      case 'H':
        text += padded(parts[3], 2);
        break;
      case 'M':
        text += padded(parts[4], 2);
        break;
      case 'S':
        text += padded(parts[5], 2);
        break;
      case 'f':
        text += padded(parts[6], 6);
        break;
      case '%':
        text += '%';
        break;
      default:
        return std::nullopt;
    }
  }
  return text;
}

std::optional<std::vector<std::int64_t>> parts_of(const External& external) {
  const std::string name = external.dotted_name();
  if (external.kind != External::Kind::call) return std::nullopt;
  if (name == "datetime.date") return date_parts(external, 3);
  return name == "datetime.datetime" ? date_parts(external, 7) : std::nullopt;
}

std::optional<std::string> text_of_standard(const External& external) {
  if (external.kind != External::Kind::call) return std::nullopt;
  const std::string name = external.dotted_name();
  if (name == "uuid.UUID") return uuid_text(external);
  if (name == "decimal.Decimal") return decimal_text(external);
  const auto parts = parts_of(external);
  if (!parts) return std::nullopt;
  return parts->size() == 3 ? date_text(*parts) : datetime_text(*parts);
}

// str() of an exception: its only argument.
std::optional<Rendered> exception_text(const External& external) {
  const std::string name = external.dotted_name();
  if (!name.starts_with("builtins.") || !is_exception(name.substr(9))) return std::nullopt;
  if (external.kind == External::Kind::name || external.arguments.size() > 1) return std::nullopt;
  if (external.arguments.empty()) return Rendered{"", ""};
  const Value& value = external.arguments[0].value;
  return name == "builtins.KeyError" ? repr(value) : str(value);
}

}  // namespace

Rendered str_of_standard(const External& external) {
  if (auto error = exception_text(external)) return *error;
  const auto text = text_of_standard(external);
  return text ? Rendered{*text, ""} : unknown(external);
}

Rendered repr_of_standard(const External& external) {
  const auto text = text_of_standard(external);
  if (!text) return unknown(external);
  const std::string name = external.dotted_name();
  if (name == "uuid.UUID") return {"UUID('" + *text + "')", ""};
  if (name == "decimal.Decimal") return {"Decimal('" + *text + "')", ""};
  return {datetime_repr(name, *parts_of(external)), ""};
}

Rendered format_of_standard(const External& external, std::string_view spec) {
  const auto parts = parts_of(external);
  const auto text = parts ? strftime(*parts, spec) : std::nullopt;
  return text ? Rendered{*text, ""} : unknown(external);
}

}  // namespace migcheck::python
