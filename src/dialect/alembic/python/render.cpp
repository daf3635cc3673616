#include "dialect/alembic/python/render.h"

#include <array>
#include <charconv>
#include <cmath>

#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/standard_values.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

Rendered unknown(std::string reason) { return {std::nullopt, std::move(reason)}; }

// What the class's own method gives, if it has one.
std::optional<Rendered> own_text(const Value& value, const std::string& method) {
  const auto own = invoke_method(value, method, {});
  if (!own) return std::nullopt;
  const auto* text = plain_value(*own).as<std::string>();
  return text ? Rendered{*text, ""} : unknown(reason_of(*own));
}

// str() of a member of an enum is "Color.RED"; those of StrEnum and IntEnum are their values.
std::optional<Rendered> enum_text(const Value& value) {
  const auto member = enum_member(value);
  if (!member) return std::nullopt;
  const ClassObject* type = class_object(value);
  const External* base = library_base(*type);
  const std::string_view name = base ? base->last_name() : "";
  if (name == "StrEnum" || name == "IntEnum" || name == "IntFlag") return str(member->value);
  return Rendered{type->name + "." + member->name, ""};
}

}  // namespace

std::string float_text(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  std::array<char, 64> buffer;
  const auto scientific = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                        std::chars_format::scientific);
  std::string text(buffer.data(), scientific.ptr);
  const std::size_t e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1));
  if (exponent < -4 || exponent >= 16) return text;
  const auto fixed =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  text.assign(buffer.data(), fixed.ptr);
  return text.find('.') == std::string::npos ? text + ".0" : text;
}

Rendered str(const Value& value) {
  if (const auto* text = value.as<std::string>()) return {*text, ""};
  if (auto own = own_text(value, "__str__")) return *own;
  if (auto member = enum_text(value)) return *member;
  if (const External* external = value.external()) return str_of_standard(*external);
  return repr(value);
}

}  // namespace migcheck::python
