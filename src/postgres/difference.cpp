#include "postgres/difference.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "core/text.h"

namespace migcheck {

namespace {

using Objects = std::map<std::string, const SchemaObject*>;

// Whether the object is not in `other` only because what it belongs to is not.
bool goes_without_saying(const SchemaObject& object, const Objects& other) {
  return !object.parent.empty() && !other.contains(object.parent);
}

using Properties = std::vector<std::pair<std::string, std::string>>;

std::string value_of(const Properties& properties, const std::string& name) {
  for (const auto& [key, value] : properties) {
    if (key == name) return value;
  }
  return {};
}

void compare_objects(const SchemaObject& expected, const SchemaObject& actual,
                     std::vector<SchemaDifference>& found) {
  const auto change = [&](const std::string& property, std::string was, std::string is) {
    found.push_back(
        {SchemaDifference::Kind::changed, expected.key(), property, std::move(was), std::move(is)});
  };
  if (expected.parent != actual.parent) change("owned by", expected.parent, actual.parent);
  if (expected.encoded_properties == actual.encoded_properties) return;
  const Properties before = expected.properties();
  const Properties after = actual.properties();
  for (const auto& [name, value] : before) {
    const std::string now = value_of(after, name);
    if (now != value) change(name, value, now);
  }
  for (const auto& [name, value] : after) {
    if (value_of(before, name).empty()) change(name, "", value);
  }
}

// The columns of each table that both snapshots have, in their order in the first of them.
std::map<std::string, std::vector<std::string>> column_orders(const Objects& objects,
                                                              const Objects& other) {
  std::map<std::string, std::vector<const SchemaObject*>> columns;
  for (const auto& [key, object] : objects) {
    if (object->position > 0 && other.contains(key)) columns[object->parent].push_back(object);
  }
  std::map<std::string, std::vector<std::string>> orders;
  for (auto& [table, list] : columns) {
    std::sort(list.begin(), list.end(), [](const SchemaObject* a, const SchemaObject* b) {
      return a->position < b->position;
    });
    const std::size_t prefix = objects.at(table)->name.size() + 1;
    for (const SchemaObject* column : list) orders[table].push_back(column->name.substr(prefix));
  }
  return orders;
}

void compare_orders(const Objects& before, const Objects& after,
                    std::vector<SchemaDifference>& found) {
  const auto was = column_orders(before, after);
  const auto is = column_orders(after, before);
  for (const auto& [table, columns] : was) {
    const auto now = is.find(table);
    if (now == is.end() || now->second == columns) continue;
    found.push_back({SchemaDifference::Kind::column_order, table, "", join(columns, ", "),
                     join(now->second, ", ")});
  }
}

constexpr std::size_t kLongestValue = 120;

std::string shown(std::string_view value) {
  if (value.empty()) return "not set";
  if (value.size() <= kLongestValue) return std::string(value);
  std::size_t end = kLongestValue;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
  return std::string(value.substr(0, end)) + "…";
}

// Of two texts of several lines, the first line that differs.
std::string changed_lines(const SchemaDifference& difference) {
  const auto before = split(difference.expected, '\n');
  const auto after = split(difference.actual, '\n');
  const auto line = [](const std::vector<std::string_view>& lines, std::size_t number) {
    return number < lines.size() ? shown(trim(lines[number])) : std::string("not there");
  };
  std::size_t number = 0;
  while (number < before.size() && number < after.size() && before[number] == after[number]) {
    ++number;
  }
  return ": " + difference.property + " differs in line " + std::to_string(number + 1) + ": was " +
         line(before, number) + ", is " + line(after, number);
}

std::string changed(const SchemaDifference& difference) {
  const bool lines = difference.expected.find('\n') != std::string::npos ||
                     difference.actual.find('\n') != std::string::npos;
  if (lines && !difference.expected.empty() && !difference.actual.empty()) {
    return changed_lines(difference);
  }
  return ": " + difference.property + " was " + shown(difference.expected) + ", is " +
         shown(difference.actual);
}

}  // namespace

std::vector<SchemaDifference> differences(const Snapshot& expected, const Snapshot& actual) {
  if (expected == actual) return {};
  const Objects before = by_key(expected);
  const Objects after = by_key(actual);
  std::vector<SchemaDifference> found;
  for (const auto& [key, object] : before) {
    const auto match = after.find(key);
    if (match != after.end()) {
      compare_objects(*object, *match->second, found);
    } else if (!goes_without_saying(*object, after)) {
      found.push_back({SchemaDifference::Kind::missing, key, {}, {}, {}});
    }
  }
  for (const auto& [key, object] : after) {
    if (before.contains(key) || goes_without_saying(*object, before)) continue;
    found.push_back({SchemaDifference::Kind::extra, key, {}, {}, {}});
  }
  compare_orders(before, after, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.object < b.object; });
  return found;
}

std::string to_line(const SchemaDifference& difference) {
  switch (difference.kind) {
    case SchemaDifference::Kind::missing:
      return difference.object + " is missing";
    case SchemaDifference::Kind::extra:
      return difference.object + " is left behind";
    case SchemaDifference::Kind::column_order:
      return difference.object + ": the columns' order was " + difference.expected + ", is " +
             difference.actual;
    case SchemaDifference::Kind::changed:
      break;
  }
  return difference.object + changed(difference);
}

}  // namespace migcheck
