#include "core/json_node.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/did_you_mean.h"
#include "core/text.h"

namespace migcheck {

namespace {

std::string escaped(std::string token) {
  return replace_all(replace_all(std::move(token), "~", "~0"), "/", "~1");
}

}  // namespace

// nlohmann/json keeps no positions: the last key of the pointer is looked up in the text.
Span JsonNode::span() const {
  const std::string key = "\"" + pointer_.substr(pointer_.rfind('/') + 1) + "\"";
  const std::size_t at = file_->text.find(key);
  if (pointer_.empty() || at == std::string::npos) return {};
  if (file_->text.find(key, at + 1) != std::string::npos) return {};
  return {at, at + key.size()};
}

void JsonNode::fail(const std::string& what, std::string hint) const {
  const std::string place = pointer_.empty() ? "the top" : pointer_;
  throw Error(fmt::format("{} at {}", what, place), std::move(hint), file_, span());
}

void JsonNode::fail_unknown(const std::string& kind, const std::string& name,
                            std::span<const std::string> known) const {
  const std::optional<std::string> meant = did_you_mean(name, known);
  fail(fmt::format("unknown {} '{}'", kind, name),
       meant ? fmt::format("did you mean '{}'?", *meant)
             : fmt::format("use one of: {}", known.empty() ? "(none)" : join(known, ", ")));
}

std::string JsonNode::text() const {
  if (!value_->is_string()) fail("expected a string", "write text in quotes");
  auto text = value_->get<std::string>();
  if (trim(text).empty()) fail("the text is empty", "say something");
  return text;
}

std::int64_t JsonNode::integer() const {
  if (!value_->is_number_integer()) fail("expected an integer", "write a number without quotes");
  return value_->get<std::int64_t>();
}

bool JsonNode::boolean() const {
  if (!value_->is_boolean()) fail("expected true or false", "write it without quotes");
  return value_->get<bool>();
}

std::vector<std::string> JsonNode::texts() const {
  std::vector<std::string> texts;
  for (const JsonNode& item : items()) texts.push_back(item.text());
  return texts;
}

std::vector<JsonNode> JsonNode::items() const {
  if (!value_->is_array()) fail("expected a list", "put it into [ ]");
  if (value_->empty()) fail("the list is empty", "leave it out or name an item");
  std::vector<JsonNode> items;
  for (const Json& item : *value_) items.push_back(child(std::to_string(items.size()), item));
  return items;
}

std::vector<JsonNode::Member> JsonNode::members() const {
  if (!value_->is_object()) fail("expected an object", "put it into { }");
  std::vector<Member> members;
  for (const auto& [key, value] : value_->items()) members.emplace_back(key, child(key, value));
  return members;
}

std::optional<JsonNode> JsonNode::find(const std::string& key) const {
  const auto found = value_->find(key);
  if (found == value_->end()) return std::nullopt;
  return child(key, *found);
}

JsonNode JsonNode::at(const std::string& key) const {
  if (std::optional<JsonNode> node = find(key)) return *node;
  fail(fmt::format("'{}' is missing", key), "add it");
}

void JsonNode::check_keys(std::span<const std::string> known) const {
  for (const auto& [key, node] : members()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      node.fail_unknown("key", key, known);
    }
  }
}

JsonNode JsonNode::child(const std::string& token, const Json& value) const {
  return JsonNode(file_, value, pointer_ + "/" + escaped(token));
}

nlohmann::json parse_json(const SourceFilePtr& file) {
  using Json = nlohmann::json;
  std::vector<std::set<std::string>> keys;
  const auto callback = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key &&
        !keys.back().insert(parsed.get<std::string>()).second) {
      throw Error(fmt::format("the key '{}' stands twice in one object", parsed.get<std::string>()),
                  "put both under \"all\"", file, {});
    }
    return true;
  };
  try {
    return Json::parse(file->text, callback);
  } catch (const Json::parse_error& error) {
    const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, file->text.size());
    throw Error("this is not JSON", "check commas, quotes and brackets before this place", file,
                {at, at});
  }
}

}  // namespace migcheck
