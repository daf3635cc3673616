#include <algorithm>
#include <cmath>

#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/formatting.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/render.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

// %[(key)][flags][width][.precision]type
struct Conversion {
  std::optional<std::string> key;
  bool left = false;
  bool zero = false;
  bool alternate = false;
  std::string sign;
  std::size_t width = 0;
  std::optional<std::size_t> precision;
  char type = 0;
};

class PercentFormatter {
 public:
  PercentFormatter(std::string_view format, const Value& operand)
      : format_(format), operand_(operand) {
    if (auto items = tuple_items(operand)) {
      items_ = std::move(*items);
      is_tuple_ = true;
    } else {
      items_ = {operand};
    }
  }

  Rendered format() {
    std::string text;
    while (at_ < format_.size()) {
      if (format_[at_] != '%') {
        text += format_[at_++];
        continue;
      }
      ++at_;
      const Conversion conversion = parse();
      if (conversion.type == '%') {
        text += '%';
        continue;
      }
      const Rendered shown = convert(conversion);
      if (!shown.text) return shown;
      text += *shown.text;
      if (text.size() > maximum_result) return unknown("is too large");
    }
    if (has_left_over()) fail("TypeError");
    return {text, ""};
  }

 private:
  char peek() const {
    if (at_ >= format_.size()) fail("ValueError");
    return format_[at_];
  }

  Conversion parse() {
    Conversion found;
    if (peek() == '(') {
      const std::size_t end = format_.find(')', at_);
      if (end == std::string_view::npos) fail("ValueError");
      found.key = std::string(format_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
    }
    for (; std::string_view("#0- +").find(peek()) != std::string_view::npos; ++at_) {
      const char flag = format_[at_];
      found.left = found.left || flag == '-';
      found.zero = found.zero || flag == '0';
      found.alternate = found.alternate || flag == '#';
      if (flag == '+' || (flag == ' ' && found.sign.empty())) found.sign = flag;
    }
    found.width = number(found.left);
    if (peek() == '.') {
      ++at_;
      bool negative = false;
      found.precision = number(negative);
    }
    while (std::string_view("hlL").find(peek()) != std::string_view::npos) ++at_;
    found.type = format_[at_++];
    return found;
  }

  // A width or precision: digits, or `*` for the next value.
  std::size_t number(bool& left) {
    if (peek() == '*') {
      ++at_;
      const Value* value = next();
      const auto* given = value ? value->as<std::int64_t>() : nullptr;
      if (!given) fail("TypeError");
      left = left || *given < 0;
      return static_cast<std::size_t>(
          std::min<std::int64_t>(std::abs(std::max<std::int64_t>(*given, -100'000)), 100'000));
    }
    std::string_view rest = format_.substr(at_);
    const std::size_t size = rest.size();
    const std::size_t value = take_number(rest);
    at_ += size - rest.size();
    return value;
  }

  const Value* next() {
    if (next_ >= items_.size()) return nullptr;
    return &items_[next_++];
  }

  Rendered convert(const Conversion& conversion) {
    const Value* value = conversion.key ? by_key(*conversion.key) : next();
    if (!value) fail(conversion.key ? "KeyError" : "TypeError");
    if (value->is_unknown()) return str(*value);
    if (conversion.width > maximum_width ||
        conversion.precision.value_or(0) > maximum_width / 100) {
      return unknown("is too large");
    }
    switch (conversion.type) {
      case 's':
        return shown(str(*value), conversion);
      case 'r':
        return shown(repr(*value), conversion);
      case 'a':
        return shown(ascii(*value), conversion);
      case 'c':
        return character(*value, conversion);
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        return integer(plain_value(*value), conversion);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return real(plain_value(*value), conversion);
      default:
        fail("ValueError");
    }
  }

  static std::string aligned(const std::string& text, const Conversion& conversion) {
    const std::size_t size = length(text);
    const std::size_t missing = conversion.width > size ? conversion.width - size : 0;
    const std::string fill(missing, ' ');
    return conversion.left ? text + fill : fill + text;
  }

  static Rendered shown(const Rendered& text, const Conversion& conversion) {
    if (!text.text) return text;
    std::string part = *text.text;
    if (conversion.precision) part = code_points(part, 0, *conversion.precision);
    return {aligned(part, conversion), ""};
  }

  static Rendered character(const Value& given, const Conversion& conversion) {
    const Value& value = plain_value(given);
    if (const auto* text = value.as<std::string>()) {
      if (length(*text) != 1) fail("TypeError");
      return {aligned(*text, conversion), ""};
    }
    const auto* number = value.as<std::int64_t>();
    if (!number) fail("TypeError");
    const Rendered made = format_value(value, "c");
    return made.text ? Rendered{aligned(*made.text, conversion), ""} : made;
  }

  // Zeros and blanks around the digits, behind the sign and the prefix.
  static Rendered number(const std::string& prefix, std::string digits,
                         const Conversion& conversion) {
    const std::size_t size = prefix.size() + digits.size();
    const bool zeros = conversion.zero && !conversion.left && conversion.width > size;
    if (zeros) digits.insert(0, conversion.width - size, '0');
    return {aligned(prefix + digits, conversion), ""};
  }

  static Rendered integer(const Value& value, const Conversion& conversion) {
    const bool decimal = std::string_view("diu").find(conversion.type) != std::string_view::npos;
    std::int64_t whole = 0;
    if (const auto* flag = value.as<bool>()) {
      whole = *flag ? 1 : 0;
    } else if (const auto* given = value.as<std::int64_t>()) {
      whole = *given;
    } else if (const auto* real = value.as<double>(); real && decimal) {
      if (!std::isfinite(*real)) fail(std::isnan(*real) ? "ValueError" : "OverflowError");
      if (std::fabs(*real) > 9e18) return unknown("is an integer beyond 64 bits");
      whole = static_cast<std::int64_t>(*real);
    } else if (value.external() || value.as<std::shared_ptr<const Object>>()) {
      return unknown("formats " + describe(value) + " as a number");
    } else {
      fail("TypeError");
    }
    const std::string type(1, decimal ? 'd' : conversion.type);
    std::string digits = *format_value({whole, {}}, type).text;
    std::string prefix = whole < 0 ? "-" : conversion.sign;
    if (whole < 0) digits.erase(0, 1);
    if (conversion.alternate && !decimal) prefix += "0" + type;
    const std::size_t least = conversion.precision.value_or(0);
    if (digits.size() < least) digits.insert(0, least - digits.size(), '0');
    return number(prefix, digits, conversion);
  }

  static Rendered real(const Value& value, const Conversion& conversion) {
    double given = 0;
    if (const auto* flag = value.as<bool>()) {
      given = *flag ? 1 : 0;
    } else if (const auto* integer = value.as<std::int64_t>()) {
      given = static_cast<double>(*integer);
    } else if (const auto* number = value.as<double>()) {
      given = *number;
    } else if (value.external() || value.as<std::shared_ptr<const Object>>()) {
      return unknown("formats " + describe(value) + " as a number");
    } else {
      fail("TypeError");
    }
    const std::string digits =
        printed(conversion.type, conversion.alternate ? "#" : "",
                static_cast<int>(conversion.precision.value_or(6)), std::fabs(given));
    if (digits.empty()) return unknown("formats a float in a way that is not followed");
    const bool negative = std::signbit(given) && !std::isnan(given);
    return number(negative ? "-" : conversion.sign, digits, conversion);
  }

  const Value* by_key(const std::string& key) {
    uses_keys_ = true;
    const Dict* dict = operand_.dict();
    if (!dict) fail("TypeError");
    for (const auto& [name, value] : dict->items) {
      const auto* text = plain_value(name).as<std::string>();
      if (text && *text == key) return &value;
    }
    return nullptr;
  }

  // Python refuses values that no field takes, but for a dict or a list that is the only one.
  bool has_left_over() const {
    if (uses_keys_ || next_ >= items_.size()) return false;
    if (is_tuple_ || next_ > 0) return true;
    return !operand_.dict() && !operand_.sequence() && !operand_.is_unknown() &&
           !operand_.external() && !operand_.as<std::shared_ptr<const Object>>();
  }

  std::string_view format_;
  const Value& operand_;
  Values items_;
  std::size_t at_ = 0;
  std::size_t next_ = 0;
  bool is_tuple_ = false;
  bool uses_keys_ = false;
};

}  // namespace

Rendered percent_format(std::string_view format, const Value& operand) {
  return PercentFormatter(format, operand).format();
}

}  // namespace migcheck::python
