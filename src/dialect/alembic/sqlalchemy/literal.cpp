#include "dialect/alembic/sqlalchemy/literal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::Value;
using Family = SqlType::Family;

namespace {

SqlType of_family(Family family) {
  SqlType type;
  type.family = family;
  return type;
}

TypePtr shared(Family family) { return std::make_shared<const SqlType>(of_family(family)); }

// Python's repr() of a float.
std::string float_text(double number) {
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

}  // namespace

std::optional<std::string> number_text(const Value& value) {
  if (const auto* flag = value.as<bool>()) return *flag ? "1" : "0";
  if (const auto* number = value.as<std::int64_t>()) return std::to_string(*number);
  if (const auto* number = value.as<double>()) return float_text(*number);
  return {};
}

namespace {

// --- JSON, as Python's json.dumps() writes it -------------------------------------------------

void append_json_escape(std::string& json, unsigned unit) {
  json += fmt::format("\\u{:04x}", unit);
}

// The code point at `at`, which moves behind it. Broken UTF-8 gives its bytes.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  char32_t code = more == 0 ? first : first & (0x3F >> more);
  for (int i = 0; i < more && at < text.size(); ++i) code = (code << 6) | (byte(at++) & 0x3F);
  return code;
}

std::string json_string(std::string_view text) {
  std::string json = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    switch (code) {
      case '"':
        json += "\\\"";
        break;
      case '\\':
        json += "\\\\";
        break;
      case '\n':
        json += "\\n";
        break;
      case '\r':
        json += "\\r";
        break;
      case '\t':
        json += "\\t";
        break;
      case '\b':
        json += "\\b";
        break;
      case '\f':
        json += "\\f";
        break;
      default:
        if (code >= 0x20 && code < 0x7F) {
          json += static_cast<char>(code);
        } else if (code < 0x10000) {
          append_json_escape(json, static_cast<unsigned>(code));
        } else {
          append_json_escape(json, static_cast<unsigned>(0xD800 + ((code - 0x10000) >> 10)));
          append_json_escape(json, static_cast<unsigned>(0xDC00 + ((code - 0x10000) & 0x3FF)));
        }
    }
  }
  return json + "\"";
}

constexpr int deepest_json = 64;

std::string json_text(const Value& value, std::string_view label, int depth = 0) {
  if (depth > deepest_json) refuse(std::string(label) + " is nested too deeply");
  if (value.is_none()) return "null";
  if (const auto* flag = value.as<bool>()) return *flag ? "true" : "false";
  if (const auto* text = value.as<std::string>()) return json_string(*text);
  if (auto number = number_text(value)) return *number;
  std::vector<std::string> parts;
  if (const python::Sequence* sequence = value.sequence()) {
    for (const Value& item : sequence->items) parts.push_back(json_text(item, label, depth + 1));
    return "[" + join(parts, ", ") + "]";
  }
  const python::Dict* dict = value.dict();
  if (!dict) refuse_value(value, label, "a value of JSON");
  for (const auto& [key, item] : dict->items) {
    const std::string name = key.as<std::string>() ? json_text(key, label, depth + 1)
                                                   : json_string(json_text(key, label, depth + 1));
    parts.push_back(name + ": " + json_text(item, label, depth + 1));
  }
  return "{" + join(parts, ", ") + "}";
}

// --- datetime, decimal and uuid ---------------------------------------------------------------

// A construct of Python's standard library: "datetime.datetime", "uuid.UUID"; empty otherwise.
std::string standard_construct(const Value& value) {
  const python::External* external = value.external();
  if (!external || external->kind != python::External::Kind::call) return {};
  return external->dotted_name();
}

long long part(const Arguments& arguments, std::string_view name) {
  return arguments.optional_integer(name).value_or(0);
}

std::string date_text(const Value& value) {
  const Arguments arguments(call_arguments(value), {"datetime.date", "year month day"});
  return fmt::format("{:04}-{:02}-{:02}", part(arguments, "year"), part(arguments, "month"),
                     part(arguments, "day"));
}

std::string clock_text(const Arguments& arguments) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", part(arguments, "hour"),
                                 part(arguments, "minute"), part(arguments, "second"));
  if (const long long fraction = part(arguments, "microsecond"); fraction != 0) {
    text += fmt::format(".{:06}", fraction);
  }
  if (!arguments.has("tzinfo")) return text;
  const python::External* zone = arguments.at("tzinfo").external();
  const std::string name = zone ? zone->dotted_name() : std::string();
  if (name != "datetime.timezone.utc" && name != "datetime.UTC" && name != "pytz.UTC" &&
      name != "pytz.utc") {
    refuse_value(arguments.at("tzinfo"), arguments.label("tzinfo"), "UTC");
  }
  return text + "+00:00";
}

std::string timestamp_text(const Value& value) {
  const Arguments arguments(
      call_arguments(value),
      {"datetime.datetime", "year month day hour minute second microsecond tzinfo", "fold"});
  return fmt::format("{:04}-{:02}-{:02} ", part(arguments, "year"), part(arguments, "month"),
                     part(arguments, "day")) +
         clock_text(arguments);
}

std::string time_text(const Value& value) {
  return clock_text(Arguments(call_arguments(value),
                              {"datetime.time", "hour minute second microsecond tzinfo", "fold"}));
}

double amount(const Arguments& arguments, std::string_view name) {
  const Value* value = arguments.find(name);
  if (!value) return 0;
  if (const auto* number = value->as<double>()) return *number;
  return static_cast<double>(as_integer(*value, arguments.label(name)));
}

std::string interval_sql(const Value& value, std::string_view label) {
  if (standard_construct(value) != "datetime.timedelta") refuse_value(value, label, "a timedelta");
  const Arguments arguments(
      call_arguments(value),
      {"datetime.timedelta", "days seconds microseconds milliseconds minutes hours weeks"});
  const double seconds = amount(arguments, "weeks") * 604800 + amount(arguments, "days") * 86400 +
                         amount(arguments, "hours") * 3600 + amount(arguments, "minutes") * 60 +
                         amount(arguments, "seconds") + amount(arguments, "milliseconds") / 1e3 +
                         amount(arguments, "microseconds") / 1e6;
  return "make_interval(secs=>" + float_text(seconds) + ")";
}

std::string uuid_text(const Value& value, std::string_view label) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (standard_construct(value) != "uuid.UUID") refuse_value(value, label, "a UUID");
  const Arguments arguments(call_arguments(value), {"uuid.UUID", "hex", "version"});
  std::string digits;
  for (const char c : to_lower(arguments.text("hex"))) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) digits += c;
  }
  if (digits.size() != 32) refuse(std::string(label) + " is not a UUID");
  for (const std::size_t at : {8u, 13u, 18u, 23u}) digits.insert(at, "-");
  return digits;
}

std::string decimal_text(const Value& value, std::string_view label) {
  if (auto number = number_text(value)) return *number;
  if (const auto* text = value.as<std::string>()) return *text;
  if (standard_construct(value) != "decimal.Decimal") refuse_value(value, label, "a number");
  const Arguments arguments(call_arguments(value), {"decimal.Decimal", "value"});
  return decimal_text(arguments.at("value"), label);
}

std::string array_sql(const Value& value, const SqlType& type, std::string_view label,
                      const LoweringOptions& options) {
  std::vector<std::string> parts;
  for (const Value& item : as_list(value, label)) {
    const bool nested = item.sequence() != nullptr;
    parts.push_back(literal_sql(item, nested || !type.item ? type : *type.item, label, options));
  }
  return "ARRAY[" + join(parts, ", ") + "]";
}

std::string moment_text(const Value& value, std::string_view label) {
  const std::string construct = standard_construct(value);
  if (construct == "datetime.datetime") return timestamp_text(value);
  if (construct == "datetime.date") return date_text(value);
  if (construct == "datetime.time") return time_text(value);
  if (const auto* text = value.as<std::string>()) return *text;
  refuse_value(value, label, "a date or time");
}

std::string integer_sql(const Value& value, std::string_view label) {
  if (const auto* number = value.as<double>(); number && std::abs(*number) < 1e15) {
    return std::to_string(static_cast<std::int64_t>(*number));
  }
  if (auto number = number_text(value)) return *number;
  if (const auto* text = value.as<std::string>()) {
    if (!text->empty() && text->find_first_not_of("-0123456789") == std::string::npos) return *text;
  }
  refuse_value(value, label, "an integer");
}

// Only bytes that are text have a literal.
std::string binary_sql(const Value& value, std::string_view label, const LoweringOptions& options) {
  const auto* bytes = value.as<python::Bytes>();
  if (!bytes) refuse_value(value, label, "bytes");
  const auto is_text = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (!std::all_of(bytes->data.begin(), bytes->data.end(), is_text)) {
    refuse(std::string(label) + " has bytes that are not ASCII");
  }
  return text_literal(bytes->data, options);
}

// The label that a member of the type's own enum class is stored as.
std::optional<std::string> enum_label(const Value& value, const SqlType& type) {
  if (const auto* text = value.as<std::string>()) {  // equal to the member in Python
    const auto& texts = type.member_texts;
    const auto found = std::find(texts.begin(), texts.end(), *text);
    if (found == texts.end()) return std::nullopt;
    return type.labels[static_cast<std::size_t>(found - texts.begin())];
  }
  const auto member = python::enum_member(value);
  if (!member) return std::nullopt;
  const auto found = std::find(type.members.begin(), type.members.end(), member->name);
  if (found == type.members.end()) return std::nullopt;
  return type.labels[static_cast<std::size_t>(found - type.members.begin())];
}

}  // namespace

std::string text_literal(std::string_view text, const LoweringOptions& options) {
  std::string escaped = replace_all(std::string(text), "'", "''");
  if (options.mode == LoweringOptions::Mode::offline) {
    escaped = replace_all(std::move(escaped), "\\", "\\\\");
  }
  return "'" + escaped + "'";
}

TypePtr type_of_value(const Value& value) {
  if (value.as<bool>()) return shared(Family::boolean);
  if (value.as<std::int64_t>()) return shared(Family::integer);
  if (value.as<double>()) return shared(Family::numeric);
  if (value.as<std::string>()) return shared(Family::text);
  if (value.as<python::Bytes>()) return shared(Family::binary);
  const std::string construct = standard_construct(value);
  if (construct == "datetime.datetime") return shared(Family::timestamp);
  if (construct == "datetime.date") return shared(Family::date);
  if (construct == "datetime.time") return shared(Family::time);
  if (construct == "datetime.timedelta") return shared(Family::interval);
  if (construct == "decimal.Decimal") return shared(Family::numeric);
  if (construct == "uuid.UUID") return shared(Family::uuid);
  return null_type();
}

std::string literal_sql(const Value& value, const SqlType& type, std::string_view label,
                        const LoweringOptions& options) {
  if (value.is_unknown()) refuse_value(value, label, "a literal");
  if (value.is_none()) return "NULL";
  if (const auto label_of = enum_label(value, type)) return text_literal(*label_of, options);
  if (const Value& plain = python::plain_value(value); &plain != &value) {
    return literal_sql(plain, type, label, options);
  }
  switch (type.family) {
    case Family::integer:
      return integer_sql(value, label);
    case Family::numeric:
      return decimal_text(value, label);
    case Family::boolean:
      if (const auto* number = value.as<std::int64_t>(); number && *number > 1) {
        refuse_value(value, label, "a bool");
      }
      return as_flag(value, label) ? "true" : "false";
    case Family::date:
      if (standard_construct(value) == "datetime.datetime") {
        return "'" + timestamp_text(value).substr(0, 10) + "'";
      }
      return "'" + moment_text(value, label) + "'";
    case Family::time:
    case Family::timestamp:
      return "'" + moment_text(value, label) + "'";
    case Family::interval:
      return interval_sql(value, label);
    case Family::uuid: {
      const std::string text = uuid_text(value, label);
      return "'" + (type.uuid_without_dashes ? replace_all(text, "-", "") : text) + "'";
    }
    case Family::json:
      return text_literal(json_text(value, label), options);
    case Family::array:
      return array_sql(value, type, label, options);
    case Family::text:
    case Family::enumeration:
      if (value.as<std::string>()) return text_literal(*value.as<std::string>(), options);
      if (type.family == Family::text) refuse_value(value, label, "a string");
      return text_literal(as_text(value, label), options);
    case Family::binary:
      return binary_sql(value, label, options);
    case Family::null:
    case Family::hstore:
    case Family::range:
    case Family::other:
      break;
  }
  const TypePtr own = type_of_value(value);
  if (own->is_null()) refuse_value(value, label, "a value that has a literal");
  return literal_sql(value, *own, label, options);
}

}  // namespace migcheck::alembic
