#include <algorithm>

#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/text.h"

// The methods of str that look at a text and do not make another.
namespace migcheck::python {

namespace {

template <typename Test>
Value every(const MethodCall& call, Test test) {
  const std::string& text = call.text();
  if (!is_ascii(text)) return call.unknown("depends on letters beyond ASCII");
  return {!text.empty() && std::all_of(text.begin(), text.end(), test), call.span};
}

Value text_isdigit(const MethodCall& call) { return every(call, is_digit); }
Value text_isalpha(const MethodCall& call) { return every(call, is_letter); }
Value text_isspace(const MethodCall& call) { return every(call, is_space); }

Value text_isalnum(const MethodCall& call) {
  return every(call, [](char c) { return is_letter(c) || is_digit(c); });
}

Value text_isascii(const MethodCall& call) { return {is_ascii(call.text()), call.span}; }

Value text_isprintable(const MethodCall& call) {
  if (call.text().empty()) return {true, call.span};
  return every(call, [](char c) { return c >= ' ' && c < '\x7f'; });
}

Value text_isidentifier(const MethodCall& call) {
  const bool begins = !call.text().empty() && !is_digit(call.text()[0]);
  const Value rest = every(call, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
  return begins ? rest : Value{false, call.span};
}

Value text_isupper(const MethodCall& call) {
  const Value none = every(call, [](char c) { return !is_lower(c); });
  const bool any = std::any_of(call.text().begin(), call.text().end(), is_upper);
  return none.is_unknown() ? none : Value{any && *none.as<bool>(), call.span};
}

Value text_islower(const MethodCall& call) {
  const Value none = every(call, [](char c) { return !is_upper(c); });
  const bool any = std::any_of(call.text().begin(), call.text().end(), is_lower);
  return none.is_unknown() ? none : Value{any && *none.as<bool>(), call.span};
}

// Upper case after what is no letter, lower case after a letter.
Value text_istitle(const MethodCall& call) {
  const std::string& text = call.text();
  if (!is_ascii(text)) return call.unknown("depends on letters beyond ASCII");
  bool any = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool after_letter = i > 0 && is_letter(text[i - 1]);
    if (after_letter ? is_upper(text[i]) : is_lower(text[i])) return {false, call.span};
    any = any || is_letter(text[i]);
  }
  return {any, call.span};
}

// The part of a text between two arguments, and where it begins in it.
struct Part {
  std::string_view text;
  std::size_t begin = 0;
  bool beyond = false;  // it begins behind the end
};

Part part_of(const MethodCall& call, std::size_t first) {
  const auto size = static_cast<std::int64_t>(length(call.text()));
  const auto bound = [&](std::size_t index, std::int64_t otherwise) {
    const Value* given = call.at(index);
    const std::int64_t number =
        given && !given->is_none() ? call.number_at(index, "", otherwise) : otherwise;
    return std::max<std::int64_t>(number < 0 ? number + size : number, 0);
  };
  const std::int64_t begin = bound(first, 0);
  const std::int64_t end = std::min(bound(first + 1, size), size);
  if (begin > end) return {{}, 0, true};
  const auto from = static_cast<std::size_t>(begin);
  return {code_points(call.text(), from, static_cast<std::size_t>(end)), from, false};
}

Value ends(const MethodCall& call, bool (*test)(std::string_view, std::string_view)) {
  const Part part = part_of(call, 1);
  const Sequence* several = call.at(0)->sequence();
  if (!several) return {!part.beyond && test(part.text, call.text_at(0)), call.span};
  if (several->kind != Sequence::Kind::tuple) fail("TypeError");
  bool any = false;
  for (const Value& item : several->items) {
    const auto* one = item.as<std::string>();
    if (!one && item.is_unknown()) return call.unknown("compares text with something else");
    if (!one) fail("TypeError");
    any = any || (!part.beyond && test(part.text, *one));
  }
  return {any, call.span};
}

Value text_startswith(const MethodCall& call) {
  return ends(call, [](std::string_view a, std::string_view b) { return a.starts_with(b); });
}

Value text_endswith(const MethodCall& call) {
  return ends(call, [](std::string_view a, std::string_view b) { return a.ends_with(b); });
}

std::optional<std::int64_t> place(const MethodCall& call, bool from_behind) {
  const std::string wanted = call.text_at(0);
  const Part part = part_of(call, 1);
  if (part.beyond) return std::nullopt;
  const std::size_t found = from_behind ? part.text.rfind(wanted) : part.text.find(wanted);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<std::int64_t>(part.begin + length(part.text.substr(0, found)));
}

Value text_find(const MethodCall& call) { return {place(call, false).value_or(-1), call.span}; }

Value text_rfind(const MethodCall& call) { return {place(call, true).value_or(-1), call.span}; }

Value text_index(const MethodCall& call) {
  const auto found = place(call, false);
  if (!found) fail("ValueError");
  return {*found, call.span};
}

Value text_rindex(const MethodCall& call) {
  const auto found = place(call, true);
  if (!found) fail("ValueError");
  return {*found, call.span};
}

Value text_count(const MethodCall& call) {
  const std::string wanted = call.text_at(0);
  const Part part = part_of(call, 1);
  if (part.beyond) return {std::int64_t{0}, call.span};
  if (wanted.empty()) return call.number(length(part.text) + 1);
  std::int64_t count = 0;
  for (std::size_t at = part.text.find(wanted); at != std::string_view::npos;
       at = part.text.find(wanted, at + wanted.size())) {
    ++count;
  }
  return {count, call.span};
}

}  // namespace

const MethodTable& text_tests() {
  static const MethodTable table = {
      {"count", {text_count, 1, 3}},
      {"endswith", {text_endswith, 1, 3}},
      {"find", {text_find, 1, 3}},
      {"index", {text_index, 1, 3}},
      {"isalnum", {text_isalnum}},
      {"isalpha", {text_isalpha}},
      {"isascii", {text_isascii}},
      {"isdecimal", {text_isdigit}},
      {"isdigit", {text_isdigit}},
      {"isidentifier", {text_isidentifier}},
      {"islower", {text_islower}},
      {"isnumeric", {text_isdigit}},
      {"isprintable", {text_isprintable}},
      {"isspace", {text_isspace}},
      {"istitle", {text_istitle}},
      {"isupper", {text_isupper}},
      {"rfind", {text_rfind, 1, 3}},
      {"rindex", {text_rindex, 1, 3}},
      {"startswith", {text_startswith, 1, 3}},
  };
  return table;
}

}  // namespace migcheck::python
