#include <algorithm>
#include <array>

#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/python/operators.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/text.h"

namespace migcheck::python {

namespace {

std::vector<std::string> split_at_space(std::string_view text, std::int64_t maximum) {
  std::vector<std::string> parts;
  while (true) {
    text = stripped(text, white_space, true, false);
    if (text.empty()) return parts;
    if (maximum-- == 0) {
      parts.emplace_back(text);
      return parts;
    }
    const std::size_t end = std::min(text.find_first_of(white_space), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::vector<std::string> split_at_space_from_behind(std::string_view text, std::int64_t maximum) {
  std::vector<std::string> parts;
  while (true) {
    text = stripped(text, white_space, false, true);
    if (text.empty()) break;
    if (maximum-- == 0) {
      parts.emplace_back(text);
      break;
    }
    const std::size_t space = text.find_last_of(white_space);
    const std::size_t begin = space == std::string_view::npos ? 0 : space + 1;
    parts.emplace_back(text.substr(begin));
    text = text.substr(0, begin);
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

// The separator, or nothing for white space.
std::optional<std::string> separator_of(const MethodCall& call) {
  const Value* given = call.at(0, "sep");
  if (!given || given->is_none()) return std::nullopt;
  std::string separator = call.text_at(0, "sep");
  if (separator.empty()) fail("ValueError");
  return separator;
}

Value split_from_front(const MethodCall& call, const std::string& separator, std::int64_t maximum) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::int64_t left = maximum; left != 0; --left) {
    const std::size_t found = call.text().find(separator, at);
    if (found == std::string::npos) break;
    parts.push_back(call.text().substr(at, found - at));
    at = found + separator.size();
  }
  parts.push_back(call.text().substr(at));
  return call.texts(parts);
}

Value text_split(const MethodCall& call) {
  const std::int64_t maximum = std::max<std::int64_t>(call.number_at(1, "maxsplit", -1), -1);
  const auto separator = separator_of(call);
  if (separator) return split_from_front(call, *separator, maximum);
  if (!is_ascii(call.text())) return call.unknown("is split at white space beyond ASCII");
  return call.texts(split_at_space(call.text(), maximum));
}

Value text_rsplit(const MethodCall& call) {
  std::int64_t left = std::max<std::int64_t>(call.number_at(1, "maxsplit", -1), -1);
  const auto separator = separator_of(call);
  if (!separator) {
    if (!is_ascii(call.text())) return call.unknown("is split at white space beyond ASCII");
    return call.texts(split_at_space_from_behind(call.text(), left));
  }
  std::vector<std::string> parts;
  std::string_view rest = call.text();
  for (; left != 0; --left) {
    const std::size_t found = rest.rfind(*separator);
    if (found == std::string_view::npos) break;
    parts.emplace_back(rest.substr(found + separator->size()));
    rest = rest.substr(0, found);
  }
  parts.emplace_back(rest);
  std::reverse(parts.begin(), parts.end());
  return call.texts(parts);
}

// The length of the line break at the beginning of the text; 0: there is none.
std::size_t line_break(std::string_view text) {
  if (text.starts_with("\r\n")) return 2;
  static constexpr std::array<std::string_view, 11> breaks = {
      "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
  for (const std::string_view one : breaks) {
    if (!one.empty() && text.starts_with(one)) return one.size();
  }
  return 0;
}

Value text_splitlines(const MethodCall& call) {
  const Value* keep = call.at(0, "keepends");
  const bool keeps = keep && truth(*keep).value_or(false);
  std::vector<std::string> lines;
  const std::string_view text = call.text();
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = line_break(text.substr(at, 3));
    if (size > 0) {
      lines.emplace_back(text.substr(begin, at + (keeps ? size : 0) - begin));
      begin = at + size;
    }
    at += std::max<std::size_t>(size, 1);
  }
  if (begin < text.size()) lines.emplace_back(text.substr(begin));
  return call.texts(lines);
}

Value partition(const MethodCall& call, bool from_behind) {
  const std::string separator = call.text_at(0);
  if (separator.empty()) fail("ValueError");
  const std::size_t found =
      from_behind ? call.text().rfind(separator) : call.text().find(separator);
  std::vector<std::string> parts = {call.text(), "", ""};
  if (from_behind) std::swap(parts[0], parts[2]);
  if (found != std::string::npos) {
    parts = {call.text().substr(0, found), separator, call.text().substr(found + separator.size())};
  }
  return call.texts(parts, Sequence::Kind::tuple);
}

Value text_partition(const MethodCall& call) { return partition(call, false); }
Value text_rpartition(const MethodCall& call) { return partition(call, true); }

Value text_join(const MethodCall& call) {
  const bool ordered = !is_unordered(*call.at(0));
  const auto items = call.evaluator.iterate(*call.at(0));
  if (!items) return call.unknown(reason_of(*call.at(0)));
  if (!ordered) return call.unknown("depends on the order of a set");
  std::string result;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Value& item = plain_value((*items)[i]);
    const auto* part = item.as<std::string>();
    if (!part && !item.is_unknown() && !item.external()) fail("TypeError");
    if (!part) return call.unknown(reason_of(item));
    if (i > 0) result += call.text();
    result += *part;
    if (result.size() > maximum_result) return call.unknown("is too large");
  }
  return call.made(std::move(result));
}

}  // namespace

const MethodTable& text_splitting() {
  static const MethodTable table = {
      {"join", {text_join, 1, 1}},
      {"partition", {text_partition, 1, 1}},
      {"rpartition", {text_rpartition, 1, 1}},
      {"rsplit", {text_rsplit, 0, 2, "sep maxsplit"}},
      {"split", {text_split, 0, 2, "sep maxsplit"}},
      {"splitlines", {text_splitlines, 0, 1, "keepends"}},
  };
  return table;
}

}  // namespace migcheck::python
