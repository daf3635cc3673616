#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

constexpr std::int64_t maximum_width = 10'000;

// `left` of the missing characters are put before the text.
Value padded(const MethodCall& call, std::size_t (*left)(std::size_t missing, std::size_t width)) {
  const std::int64_t width = call.number_at(0, "", 0);
  const std::string fill = call.at(1) ? call.text_at(1) : " ";
  if (length(fill) != 1) fail("TypeError");
  const std::size_t size = length(call.text());
  if (width > maximum_width) return call.unknown("is too large");
  if (width <= static_cast<std::int64_t>(size)) return call.made(call.text());
  const std::size_t missing = static_cast<std::size_t>(width) - size;
  const std::size_t before = left(missing, static_cast<std::size_t>(width));
  std::string result;
  for (std::size_t i = 0; i < before; ++i) result += fill;
  result += call.text();
  for (std::size_t i = before; i < missing; ++i) result += fill;
  return call.made(std::move(result));
}

Value text_ljust(const MethodCall& call) {
  return padded(call, [](std::size_t, std::size_t) { return std::size_t{0}; });
}

Value text_rjust(const MethodCall& call) {
  return padded(call, [](std::size_t missing, std::size_t) { return missing; });
}

// Source: CPython's unicode_center_impl: an odd rest goes to the left where the width is odd too.
Value text_center(const MethodCall& call) {
  return padded(call, [](std::size_t missing, std::size_t width) {
    return missing / 2 + (missing & width & 1u);
  });
}

Value text_zfill(const MethodCall& call) {
  const std::int64_t width = call.number_at(0, "", 0);
  if (width > maximum_width) return call.unknown("is too large");
  std::string text = call.text();
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const auto size = static_cast<std::int64_t>(length(text));
  if (size < width) text.insert(sign, static_cast<std::size_t>(width - size), '0');
  return call.made(std::move(text));
}

Value text_expandtabs(const MethodCall& call) {
  const std::int64_t width = call.number_at(0, "tabsize", 8);
  if (width > 100) return call.unknown("is too large");
  std::string result;
  std::int64_t column = 0;
  for (const char c : call.text()) {
    if (c == '\t') {
      const std::int64_t spaces = width > 0 ? width - column % width : 0;
      result.append(static_cast<std::size_t>(spaces), ' ');
      column += spaces;
      continue;
    }
    result += c;
    const bool continues = (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
    column = c == '\n' || c == '\r' ? 0 : column + (continues ? 0 : 1);
  }
  if (result.size() > maximum_result) return call.unknown("is too large");
  return call.made(std::move(result));
}

}  // namespace

const MethodTable& text_padding() {
  static const MethodTable table = {
      {"center", {text_center, 1, 2}}, {"expandtabs", {text_expandtabs, 0, 1, "tabsize"}},
      {"ljust", {text_ljust, 1, 2}},   {"rjust", {text_rjust, 1, 2}},
      {"zfill", {text_zfill, 1, 1}},
  };
  return table;
}

}  // namespace migcheck::python
