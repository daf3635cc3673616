#include "facts/literal.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "core/text.h"
#include "facts/stored_type.h"

namespace migcheck {

namespace {

using Kind = sql::Expression::Kind;

bool is_integer_type(const std::string& type) {
  return type == "int2" || type == "int4" || type == "int8";
}

bool is_text_type(const std::string& type) {
  return type == "text" || type == "varchar" || type == "name";
}

template <typename T>
std::optional<T> number(const std::string& text) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end) return std::nullopt;
  return value;
}

template <typename T>
std::optional<int> order(const std::optional<T>& a, const std::optional<T>& b) {
  if (!a || !b) return std::nullopt;
  return *a < *b ? -1 : *b < *a ? 1 : 0;
}

// Digits and a point: the two parts, without zeros that do not count.
struct Decimal {
  bool negative = false;
  std::string whole, fraction;
};

std::optional<Decimal> decimal(std::string text) {
  Decimal value;
  if (!text.empty() && text[0] == '-') {
    value.negative = true;
    text.erase(0, 1);
  }
  const std::size_t point = text.find('.');
  value.whole = text.substr(0, point);
  if (point != std::string::npos) value.fraction = text.substr(point + 1);
  const std::string digits = value.whole + value.fraction;
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) {
    return std::nullopt;
  }
  value.whole.erase(0, std::min(value.whole.find_first_not_of('0'), value.whole.size()));
  value.fraction.erase(value.fraction.find_last_not_of('0') + 1);
  if (value.whole.empty() && value.fraction.empty()) value.negative = false;
  return value;
}

std::optional<int> order_decimals(const std::string& left, const std::string& right) {
  const std::optional<Decimal> a = decimal(left), b = decimal(right);
  if (!a || !b) return std::nullopt;
  if (a->negative != b->negative) return a->negative ? -1 : 1;
  int result = 0;
  if (a->whole.size() != b->whole.size()) {
    result = a->whole.size() < b->whole.size() ? -1 : 1;
  } else if (a->whole != b->whole) {
    result = a->whole < b->whole ? -1 : 1;
  } else if (a->fraction != b->fraction) {
    result = a->fraction < b->fraction ? -1 : 1;
  }
  return a->negative ? -result : result;
}

// "2024-01-02" or "2024-01-02 03:04:05": these order as texts do, once the time is written out.
std::optional<std::string> instant(std::string text) {
  constexpr std::string_view form = "dddd-dd-dd dd:dd:dd";
  if (text.size() == 10) text += " 00:00:00";
  if (text.size() == 16) text += ":00";
  if (text.size() != form.size()) return std::nullopt;
  if (text[10] == 'T') text[10] = ' ';
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == 'd' ? !digit : text[i] != form[i]) return std::nullopt;
  }
  return text;
}

std::optional<std::string> day(const std::string& text) {
  if (text.size() != 10) return std::nullopt;
  return instant(text);
}

// The same for all zones: a clock shows another day at most.
std::optional<int> order_in_any_zone(const std::string& left, const std::string& right) {
  const auto a = instant(left), b = instant(right);
  if (!a || !b) return std::nullopt;
  if (*a == *b) return 0;
  const auto days = [](const std::string& text) {
    return std::stoi(text.substr(0, 4)) * 372 + std::stoi(text.substr(5, 2)) * 31 +
           std::stoi(text.substr(8, 2));
  };
  if (std::abs(days(*a) - days(*b)) < 3) return std::nullopt;
  return *a < *b ? -1 : 1;
}

std::optional<std::string> uuid(const std::string& text) {
  if (text.size() != 36) return std::nullopt;
  return to_lower(text);
}

std::optional<int> equal_or_unknown(const std::string& a, const std::string& b) {
  if (a == b) return 0;
  return std::nullopt;
}

std::optional<int> order_labels(const std::string& a, const std::string& b,
                                const SchemaType& type) {
  const auto place = [&](const std::string& label) -> std::optional<std::ptrdiff_t> {
    const auto at = std::find(type.labels.begin(), type.labels.end(), label);
    if (at == type.labels.end()) return std::nullopt;
    return at - type.labels.begin();
  };
  if (!type.certain) return equal_or_unknown(a, b);
  return order(place(a), place(b));
}

// A cast that leaves the constant one of the column's type.
bool is_of(const Literal& literal, const StoredType& type, const Schema& schema) {
  if (!literal.cast) return true;
  if (!literal.cast->modifiers.empty()) return false;
  const StoredType cast = stored_type(*literal.cast, schema);
  if (cast == type) return true;
  return (is_integer_type(cast.name) && is_integer_type(type.name)) ||
         (is_text_type(cast.name) && is_text_type(type.name));
}

}  // namespace

std::optional<bool> boolean_of(const std::string& text) {
  const std::string word = to_lower(text);
  if (word == "true" || word == "t" || word == "yes" || word == "on" || word == "1") return true;
  if (word == "false" || word == "f" || word == "no" || word == "off" || word == "0") return false;
  return std::nullopt;
}

std::optional<Literal> literal_of(const sql::Expression& expression) {
  if (expression.kind == Kind::constant) return Literal{expression.text, std::nullopt};
  if (expression.kind == Kind::cast) {
    const sql::Expression& inner = expression.arguments.front();
    if (inner.kind != Kind::constant) return std::nullopt;
    Literal literal{inner.text, std::nullopt};
    if (expression.type) literal.cast = *expression.type;
    return literal;
  }
  const bool negative = expression.kind == Kind::operation && expression.text == "-" &&
                        expression.arguments.size() == 1;
  if (!negative) return std::nullopt;
  std::optional<Literal> inner = literal_of(expression.arguments.front());
  if (!inner || inner->cast || inner->text.starts_with("-")) return std::nullopt;
  inner->text.insert(0, "-");
  return inner;
}

std::optional<int> compare(const Literal& a, const Literal& b, const sql::TypeName& type,
                           const Schema& schema) {
  const BaseType base = base_of(type, schema);
  if (base.type.array || !base.type.known()) return std::nullopt;
  if (!is_of(a, base.type, schema) || !is_of(b, base.type, schema)) return std::nullopt;
  const std::string& name = base.type.name;
  if (base.type.own != nullptr) {
    if (base.type.own->kind != SchemaType::Kind::enumeration) return std::nullopt;
    return order_labels(a.text, b.text, *base.type.own);
  }
  if (is_integer_type(name)) {
    return order(number<std::int64_t>(a.text), number<std::int64_t>(b.text));
  }
  if (name == "numeric") return order_decimals(a.text, b.text);
  if (name == "float8") return order(number<double>(a.text), number<double>(b.text));
  if (name == "bool") return order(boolean_of(a.text), boolean_of(b.text));
  if (name == "date") return order(day(a.text), day(b.text));
  if (name == "timestamp") return order(instant(a.text), instant(b.text));
  if (name == "timestamptz") return order_in_any_zone(a.text, b.text);
  if (name == "uuid") return order(uuid(a.text), uuid(b.text));
  // The order of texts is their collation's; equal ones are equal in all that are deterministic.
  return equal_or_unknown(a.text, b.text);
}

}  // namespace migcheck
