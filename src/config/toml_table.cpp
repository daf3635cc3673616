#include "config/toml_table.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/did_you_mean.h"
#include "core/error.h"

namespace migcheck {

namespace {

using Units = std::span<const std::pair<std::string_view, std::int64_t>>;

// A whole number with a unit behind it, or nothing. A number that does not fit is nothing, too.
std::optional<std::int64_t> quantity(const std::string& text, Units units) {
  static const re2::RE2 form(R"(\s*([0-9]{1,12})\s*([a-zA-Z]+)\s*)");
  std::int64_t number = 0;
  std::string unit;
  if (!re2::RE2::FullMatch(text, form, &number, &unit)) return std::nullopt;
  for (const auto& [name, factor] : units) {
    if (unit == name) return number * factor;
  }
  return std::nullopt;
}

}  // namespace

void TomlValue::fail_at_line(std::size_t line, const std::string& message,
                             const std::string& hint) const {
  throw Error(message, hint, file_, line_span(file_->text, line));
}

void TomlValue::fail(const std::string& what, const std::string& hint) const {
  fail_at_line(line(), fmt::format("`{}` {}", name_, what), hint);
}

void TomlValue::fail_unknown(const Setting& key, std::span<const std::string> known) const {
  const auto meant = did_you_mean(key.text, known);
  fail_at_line(key.line, fmt::format("there is no setting `{}`", key.text),
               meant ? fmt::format("did you mean `{}`?", *meant)
                     : fmt::format("the settings here are: {}", fmt::join(known, ", ")));
}

Setting TomlValue::text() const {
  const auto value = node_->value_exact<std::string>();
  if (!value) fail("is not a string", "put it in quotes");
  if (value->empty()) fail("is empty", "give it a value, or leave it out");
  return {*value, line()};
}

std::int64_t TomlValue::number() const {
  const auto value = node_->value_exact<std::int64_t>();
  if (!value || *value < 0) fail("is not a whole number", "write it without quotes: 50000");
  return *value;
}

const toml::table& TomlValue::table() const {
  if (const toml::table* table = node_->as_table()) return *table;
  fail("is not a table", "write it as [table] or { key = \"value\" }");
}

std::vector<TomlValue::Member> TomlValue::members() const {
  std::vector<Member> found;
  for (const auto& [key, value] : table()) {
    const std::string name(key.str());
    const std::string full = name_.empty() ? name : name_ + "." + name;
    found.push_back({{name, key.source().begin.line}, {TomlValue(file_, value, full)}});
  }
  return found;
}

std::vector<Setting> TomlValue::texts() const {
  const toml::array* array = node_->as_array();
  if (array == nullptr) fail("is not a list", "write it in brackets: [\"one\", \"two\"]");
  std::vector<Setting> found;
  for (const toml::node& item : *array) found.push_back(TomlValue(file_, item, name_).text());
  return found;
}

std::map<std::string, std::string> TomlValue::text_table() const {
  std::map<std::string, std::string> found;
  for (const Member& member : members()) found[member.key.text] = member.value[0].text().text;
  return found;
}

std::vector<TomlValue> TomlValue::tables() const {
  const toml::array* array = node_->as_array();
  if (array == nullptr) fail("is not a list of tables", fmt::format("write it as [[{}]]", name_));
  std::vector<TomlValue> found;
  for (const toml::node& item : *array) found.emplace_back(file_, item, name_);
  return found;
}

Setting TomlValue::word(std::span<const std::string> known) const {
  Setting setting = text();
  if (std::find(known.begin(), known.end(), setting.text) != known.end()) return setting;
  const auto meant = did_you_mean(setting.text, known);
  fail(fmt::format("cannot be '{}'", setting.text),
       meant ? fmt::format("did you mean '{}'?", *meant)
             : fmt::format("choose one of: {}", fmt::join(known, ", ")));
}

std::vector<std::string> TomlValue::words(std::span<const std::string> known) const {
  const toml::array* array = node_->as_array();
  if (array == nullptr) fail("is not a list", "write it in brackets: [\"one\", \"two\"]");
  if (array->empty()) fail("is empty", "give it a value, or leave it out");
  std::vector<std::string> found;
  for (const toml::node& item : *array) {
    found.push_back(TomlValue(file_, item, name_).word(known).text);
  }
  return found;
}

std::int64_t TomlValue::bytes() const {
  constexpr auto units = std::to_array<std::pair<std::string_view, std::int64_t>>(
      {{"B", 1}, {"kB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}});
  if (node_->is_integer()) return number();
  if (const auto value = quantity(text().text, units)) return *value;
  fail("is not a size", "write it with its unit: \"16 MB\"");
}

std::int64_t TomlValue::milliseconds() const {
  constexpr auto units = std::to_array<std::pair<std::string_view, std::int64_t>>(
      {{"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}});
  if (node_->is_integer()) return number();
  if (const auto value = quantity(text().text, units)) return *value;
  fail("is not a time", "write it with its unit: \"2s\"");
}

std::string TomlValue::pattern() const {
  re2::RE2::Options options;
  options.set_log_errors(false);
  const std::string expression = text().text;
  const re2::RE2 pattern(expression, options);
  if (!pattern.ok()) {
    fail(fmt::format("is not a regular expression: {}", pattern.error()),
         "write it in the syntax of RE2");
  }
  return expression;
}

void TomlValue::read(std::span<const Key> keys, Configuration& configuration) const {
  for (const Member& member : members()) {
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& key) { return member.key.text == key.name; });
    if (found != keys.end()) {
      found->read(member.value[0], configuration);
      continue;
    }
    std::vector<std::string> names;
    for (const Key& key : keys) names.emplace_back(key.name);
    fail_unknown(member.key, names);
  }
}

}  // namespace migcheck
