#include "core/text.h"
#include "dialect/alembic/python/encodings.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/methods.h"

namespace migcheck::python {

namespace {

Value bytes_decode(const MethodCall& call) {
  const std::string name = call.at(0, "encoding") ? to_lower(call.text_at(0, "encoding")) : "utf-8";
  auto text = decode(call.self.as<Bytes>()->data, name);
  if (text) return call.made(std::move(*text));
  if (call.at(1, "errors")) return call.unknown("is decoded with an error handler");
  if (is_known_encoding(name)) fail("UnicodeDecodeError");
  return call.unknown("is decoded from " + name);
}

Value bytes_hex(const MethodCall& call) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : call.self.as<Bytes>()->data) {
    const auto byte = static_cast<unsigned char>(c);
    text += {digits[byte >> 4], digits[byte & 15]};
  }
  return call.made(std::move(text));
}

}  // namespace

const MethodTable& bytes_methods() {
  static const MethodTable table = {
      {"decode", {bytes_decode, 0, 2, "encoding errors"}},
      {"hex", {bytes_hex}},
  };
  return table;
}

}  // namespace migcheck::python
